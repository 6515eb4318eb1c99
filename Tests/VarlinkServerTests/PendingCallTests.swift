import Testing
import Varlink
import VarlinkServer

@Suite("Calls answered later and from elsewhere")
struct PendingCallTests {
    private func hold(_ key: String, flag: String = "") -> String {
        "{\"method\":\"org.example.bench.Hold\",\"parameters\":{\"key\":\"\(key)\"}\(flag)}"
    }

    @Test("the next call is not taken before the last one is answered, from whatever thread")
    func order() throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            client.send(hold("a"))
            client.send(client.echo("b"))
            client.send(hold("c"))
            let first = try #require(fixture.service.held.next())
            #expect(fixture.service.held.waiting.isEmpty)
            detach { first.reply(.init(key: "a")) }
            #expect(client.receive() == .message(#"{"parameters":{"key":"a"}}"#))
            #expect(client.receive() == RawClient.echoed("b"))
            let third = try #require(fixture.service.held.next())
            detach { third.fail(Bench.Refused(reason: "no")) }
            #expect(client.receive() == .message(#"{"error":"org.example.bench.Refused","parameters":{"reason":"no"}}"#))
        }
    }

    @Test("many connections answered from many threads each get their own")
    func manyThreads() throws {
        try ServerFixture.with { fixture in
            let clients = try (0..<60).map { _ in try RawClient(fixture.path) }
            for round in 0..<20 {
                for (number, client) in clients.enumerated() { client.send(hold("\(round) \(number)")) }
                let calls = try clients.map { _ in try #require(fixture.service.held.next()) }
                let keys = try clients.map { _ in try #require(fixture.service.keys.next()) }
                for quarter in 0..<4 {
                    detach {
                        for (call, key) in zip(calls, keys).enumerated().filter({ $0.offset % 4 == quarter }).map(\.element) {
                            call.reply(.init(key: key))
                        }
                    }
                }
                for (number, client) in clients.enumerated() {
                    #expect(client.receive() == .message("{\"parameters\":{\"key\":\"\(round) \(number)\"}}"))
                }
            }
        }
    }

    @Test("that a large message has been answered is told, then and not before, and of no other")
    func large() throws {
        var limits = ServerLimits()
        limits.largeMessageBytes = 1000
        try ServerFixture.with(limits) { fixture in
            let client = try RawClient(fixture.path)
            client.send(hold(String(repeating: "a", count: 1000)))
            let call = try #require(fixture.service.held.next())
            // Another connection's turn of the loop.
            let other = try RawClient(fixture.path)
            other.send(other.echo("b"))
            #expect(other.receive() == RawClient.echoed("b"))
            #expect(fixture.large.waiting.isEmpty)
            call.reply(.init(key: "c"))
            #expect(client.receive() == .message(#"{"parameters":{"key":"c"}}"#))
            #expect(fixture.large.next() != nil)
            for text in ["small", "and another, behind what the first has left on the loop"] {
                client.send(client.echo(text))
                #expect(client.receive() == RawClient.echoed(text))
            }
            #expect(fixture.large.waiting.isEmpty)
        }
    }

    @Test("only the first final reply counts")
    func onlyOne() throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            client.send(hold("a"))
            client.send(client.echo("b"))
            let call = try #require(fixture.service.held.next())
            call.stream(.init(key: "a stream that was not asked for"))
            call.reply(.init(key: "late"))
            call.fail(Bench.Refused(reason: "later"))
            #expect(client.receive() == .message(#"{"parameters":{"key":"a stream that was not asked for"}}"#))
            #expect(client.receive() == RawClient.echoed("b"))
            call.reply(.init(key: "last"))
            client.send(client.echo("c"))
            #expect(client.receive() == RawClient.echoed("c"))
        }
    }

    @Test("a stream from another thread keeps its order and has the connection to itself")
    func streamFromThread() throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            client.send(hold("a", flag: ",\"more\":true"))
            client.send(client.echo("after"))
            let call = try #require(fixture.service.held.next())
            detach {
                for number in 0..<1000 { call.stream(.init(key: "\(number)")) }
                call.reply(.init(key: "end"))
            }
            for number in 0..<1000 { #expect(client.receive() == .message("{\"parameters\":{\"key\":\"\(number)\"},\"continues\":true}")) }
            #expect(client.receive() == .message(#"{"parameters":{"key":"end"}}"#))
            #expect(client.receive() == RawClient.echoed("after"))
        }
    }

    @Test("a stream pauses when the peer does not read, and goes on when it does")
    func backPressure() throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            client.send(#"{"method":"org.example.bench.Count","parameters":{"to":500,"size":100000},"more":true}"#)
            // Fifty megabytes do not go out at once: four wait, and what the kernel holds.
            let sent = try #require(fixture.service.pauses.next())
            #expect(sent < 100)
            for number in 1...500 {
                guard case .message(let reply) = client.receive() else {
                    Issue.record("the stream ends at \(number)")
                    return
                }
                #expect(reply.hasPrefix("{\"parameters\":{\"number\":\(number),"))
            }
            client.send(client.echo("x"))
            #expect(client.receive() == RawClient.echoed("x"))
        }
    }

    @Test("the handler of a call hears when its peer goes away, and only then")
    func departures() throws {
        try ServerFixture.with { fixture in
            let stays = try RawClient(fixture.path)
            stays.send(hold("answered"))
            let answered = try #require(fixture.service.held.next())
            answered.reply(.init(key: "answered"))
            #expect(stays.receive() == .message(#"{"parameters":{"key":"answered"}}"#))
            do {
                let goes = try RawClient(fixture.path)
                goes.send(hold("deserted", flag: ",\"more\":true"))
                _ = try #require(fixture.service.held.next())
            }
            #expect(fixture.service.departures.next() == "deserted")
            #expect(fixture.service.departures.waiting.isEmpty)
        }
    }

    @Test("registering after the peer has gone calls back at once; replying then does no harm")
    func tooLate() throws {
        try ServerFixture.with { fixture in
            var call: Call<Bench.Hold>?
            do {
                let goes = try RawClient(fixture.path)
                goes.send(hold("x"))
                call = fixture.service.held.next()
            }
            #expect(fixture.service.departures.next() == "x")
            let told = Mailbox<Bool>()
            let late = try #require(call)
            late.pending.onClose { told.put(true) }
            #expect(told.next() == true)
            late.reply(.init(key: "x"))
        }
    }

    @Test("a call that is let go unanswered closes its connection, one that wants no answer does not")
    func forgotten() throws {
        try ServerFixture.with { fixture in
            let client = try RawClient(fixture.path)
            client.send(#"{"method":"org.example.bench.Forget","oneway":true}"#)
            client.send(client.echo("x"))
            #expect(client.receive() == RawClient.echoed("x"))
            client.send(#"{"method":"org.example.bench.Forget"}"#)
            #expect(client.receive() == .end)
            #expect(fixture.log.next()?.hasPrefix("error: connection closed: no answer was given") == true)
        }
    }
}
