import Testing
import Varlink

@Suite("What a connection may do next")
struct ConnectionStateMachineTests {
    private typealias Machine = ConnectionStateMachine

    private func message(_ flag: String? = nil) -> String {
        flag.map { "{\"method\":\"a.B\",\"\($0)\":true}" } ?? #"{"method":"a.B"}"#
    }

    /// A machine that serves a call with this flag.
    private func serving(_ flag: String? = nil) -> Machine {
        var machine = Machine()
        guard case .dispatch = machine.received(message(flag)) else {
            Issue.record("not dispatched")
            return machine
        }
        return machine
    }

    @Test("one call after the other")
    func inOrder() {
        var machine = Machine()
        #expect(machine.takesMessage)
        guard case .dispatch(let call) = machine.received(message()) else {
            Issue.record("not dispatched")
            return
        }
        #expect(call.method == "a.B")
        #expect(!machine.takesMessage)
        #expect(machine.isServing)
        #expect(machine.replied(continues: false) == .finish(write: true, then: .wait))
        #expect(machine.takesMessage)
        #expect(machine.inputExhausted() == .wait)
    }

    @Test("nothing is taken while a message is read elsewhere; a connection closed meanwhile stays closed")
    func elsewhere() throws {
        var machine = Machine()
        machine.beginOffloadedRead()
        #expect(!machine.takesMessage && machine.isBusy && !machine.isServing)
        #expect(machine.replied(continues: false) == .ignore)
        machine.inputEnded()
        #expect(machine.inputExhausted() == .wait)
        guard case .close(.noMethod)? = machine.read(.failure(.noMethod)) else {
            Issue.record("not closed")
            return
        }
        #expect(machine.isClosed)

        var gone = Machine()
        gone.beginOffloadedRead()
        gone.closed()
        #expect(gone.read(.failure(.noMethod)) == nil)
        #expect(gone.isClosed)
    }

    @Test("replies by flag: a stream only where it was asked for, nothing at all to oneway")
    func replies() {
        var single = serving()
        #expect(single.replied(continues: true) == .finish(write: true, then: .wait))
        #expect(single.replied(continues: false) == .ignore)

        var stream = serving("more")
        for _ in 0..<3 { #expect(stream.replied(continues: true) == .stream) }
        #expect(!stream.takesMessage)
        #expect(stream.replied(continues: false) == .finish(write: true, then: .wait))
        #expect(stream.replied(continues: true) == .ignore)

        var oneway = serving("oneway")
        #expect(oneway.replied(continues: true) == .finish(write: false, then: .wait))
        #expect(oneway.takesMessage)
    }

    @Test("an upgrade is refused with an error, and the connection goes on")
    func upgrade() {
        var machine = Machine()
        guard case .refuseUpgrade(let call) = machine.received(message("upgrade")) else {
            Issue.record("not refused")
            return
        }
        #expect(call.method == "a.B")
        #expect(machine.takesMessage)
    }

    @Test("every close rule closes, and nothing happens after it", arguments: CloseCases.all)
    func closes(bad: CloseCases.Case) {
        var machine = Machine()
        guard case .close(let reason) = machine.received(bad.message) else {
            Issue.record("not closed")
            return
        }
        #expect(bad.isReason(reason))
        #expect(machine.isClosed)
        #expect(!machine.takesMessage)
        #expect(machine.replied(continues: false) == .ignore)
        #expect(machine.inputExhausted() == .wait)
        #expect(machine.stop() == .wait)
    }

    @Test("the end of the input: what came whole is answered first")
    func inputEnds() {
        var idle = Machine()
        idle.inputEnded()
        #expect(idle.takesMessage)
        #expect(idle.inputExhausted() == .close)

        var busy = serving("more")
        busy.inputEnded()
        #expect(busy.inputExhausted() == .wait)
        #expect(busy.replied(continues: true) == .stream)
        #expect(busy.replied(continues: false) == .finish(write: true, then: .wait))
        #expect(busy.inputExhausted() == .close)
        #expect(busy.isClosed)
    }

    @Test("a stop: the call in progress is the last one")
    func stop() {
        var idle = Machine()
        #expect(idle.stop() == .close)
        #expect(idle.isClosed)

        var busy = serving()
        #expect(busy.stop() == .wait)
        #expect(busy.replied(continues: false) == .finish(write: true, then: .close))
        #expect(busy.isClosed)
        #expect(!busy.takesMessage)

        var silent = serving("oneway")
        #expect(silent.stop() == .wait)
        #expect(silent.replied(continues: false) == .finish(write: false, then: .close))
    }

    @Test("a call that is let go closes, unless nobody waits for it")
    func abandoned() {
        var call = serving()
        #expect(call.abandoned(method: "a.B") == .close(.unanswered(method: "a.B")))
        #expect(call.isClosed)

        var oneway = serving("oneway")
        #expect(oneway.abandoned(method: "a.B") == nil)
        #expect(oneway.takesMessage)

        var idle = Machine()
        #expect(idle.abandoned(method: "a.B") == nil)
        #expect(idle.takesMessage)
    }

    @Test("what the reader of the bytes finds closes in any state")
    func failsInAnyState() {
        for var machine in [Machine(), serving(), serving("more")] {
            #expect(machine.fail(.tooLong(limit: 1)) == .close(.tooLong(limit: 1)))
            #expect(machine.isClosed)
            #expect(machine.replied(continues: false) == .ignore)
        }
    }

    @Test("a connection that has gone ignores whatever comes")
    func gone() {
        for var machine in [Machine(), serving(), serving("more"), serving("oneway")] {
            machine.closed()
            #expect(machine.replied(continues: true) == .ignore)
            #expect(machine.replied(continues: false) == .ignore)
            #expect(machine.abandoned(method: "a.B") == nil)
            #expect(machine.inputExhausted() == .wait)
            #expect(machine.stop() == .wait)
            machine.inputEnded()
            #expect(machine.inputExhausted() == .wait)
        }
    }
}

@Suite("Replies on the wire")
struct ReplyFrameTests {
    @Test("exactly the members that peers take")
    func frames() {
        var out: [UInt8] = []
        ReplyFrame.append(parameters: Array("{\"a\":1}".utf8), continues: true, to: &out)
        ReplyFrame.append(parameters: Array("{}".utf8), continues: false, to: &out)
        ReplyFrame.append(error: "a.Bad", parameters: Array("{}".utf8), to: &out)
        let expected =
            #"{"parameters":{"a":1},"continues":true}"# + "\0" + #"{"parameters":{}}"# + "\0" + #"{"error":"a.Bad","parameters":{}}"# + "\0"
        #expect(String(decoding: out, as: UTF8.self) == expected)
    }
}

extension ConnectionStateMachine {
    fileprivate mutating func received(_ text: String) -> MessageAction {
        var text = text
        return text.withUTF8 { received(UnsafeRawBufferPointer($0)) }
    }
}
