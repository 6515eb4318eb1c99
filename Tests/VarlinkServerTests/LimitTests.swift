import Glibc
import Testing
import Varlink
import VarlinkServer

@Suite("Limits")
struct LimitTests {
    @Test("they are those of the protocol unless told otherwise")
    func defaults() {
        let limits = ServerLimits()
        #expect(limits.messageBytes == 16 << 20)
        #expect((limits.connections, limits.connectionsPerUser) == (4096, 128))
        #expect(limits.partialMessageTimeout == .seconds(30))
        #expect(limits.replyQueueBytes == 4 << 20)
    }

    @Test("twenty megabytes without an end close the connection, ten are a message like any other")
    func largeMessage() throws {
        try ServerFixture.with { fixture in
            let large = try RawClient(fixture.path)
            large.send(large.echo(String(repeating: "x", count: 10 << 20)))
            guard case .message(let answer) = large.receive() else {
                Issue.record("no answer")
                return
            }
            #expect(answer.utf8.count > 10 << 20)

            let tooLarge = try RawClient(fixture.path)
            tooLarge.send(tooLarge.echo("first"))
            tooLarge.send(Array(repeating: UInt8(ascii: " "), count: 20 << 20))
            #expect(tooLarge.receiveAll() == [#"{"parameters":{"text":"first"}}"#])
            #expect(fixture.log.next()?.contains("a message over 16777216 bytes") == true)
        }
    }

    @Test("a message of exactly the limit is taken, one byte more is not", arguments: [0, 1])
    func exactly(excess: Int) throws {
        var limits = ServerLimits()
        limits.messageBytes = 1000
        try ServerFixture.with(limits) { fixture in
            let client = try RawClient(fixture.path)
            let text = String(repeating: "x", count: 1000 + excess - client.echo("").utf8.count)
            client.send(client.echo(text))
            #expect(client.receive() == (excess == 0 ? RawClient.echoed(text) : .end))
        }
    }

    @Test("a message that does not end in time closes, however steadily it grows; idling does not")
    func slowSender() throws {
        var limits = ServerLimits()
        limits.partialMessageTimeout = .milliseconds(300)
        try ServerFixture.with(limits) { fixture in
            let idle = try RawClient(fixture.path)
            idle.send(idle.echo("before"))
            #expect(idle.receive() == RawClient.echoed("before"))
            let slow = try RawClient(fixture.path)
            let clock = ContinuousClock()
            let begun = clock.now
            slow.send(Array("{\"method\":".utf8))
            // Every send succeeds until the server has closed; it does so without waiting for more.
            while slow.send(Array(" ".utf8)), clock.now < begun + .seconds(20) { slow.listen(milliseconds: 10) }
            #expect(begun.duration(to: clock.now) >= .milliseconds(290))
            #expect(slow.receive() == .end)
            #expect(fixture.log.next()?.contains("begun and not ended within") == true)
            idle.send(idle.echo("after"))
            #expect(idle.receive() == RawClient.echoed("after"))
        }
    }

    @Test("a message that begins behind another has its own time")
    func patienceIsPerMessage() throws {
        var limits = ServerLimits()
        limits.partialMessageTimeout = .milliseconds(400)
        try ServerFixture.with(limits) { fixture in
            let client = try RawClient(fixture.path)
            let clock = ContinuousClock()
            let begun = clock.now
            // Each read ends inside a message, for three times as long as one may take.
            var half = Array(client.echo("x").utf8)
            let tail = Array(half.suffix(10)) + [0]
            half.removeLast(10)
            client.send(half)
            while clock.now < begun + .milliseconds(1200) {
                client.listen(milliseconds: 50)
                client.send(tail + half)
                #expect(client.receive() == RawClient.echoed("x"))
            }
            client.send(tail)
            #expect(client.receive() == RawClient.echoed("x"))
        }
    }

    @Test("of two hundred connections of one user, a hundred and twenty-eight are served, and the log says so once")
    func perUser() throws {
        try ServerFixture.with { fixture in
            let clients = try (0..<200).map { _ in try RawClient(fixture.path) }
            for client in clients { client.send(client.echo("x")) }
            let outcomes = clients.map { $0.receive() }
            #expect(outcomes.count { $0 == RawClient.echoed("x") } == 128)
            #expect(outcomes.count { $0 == .end } == 72)
            let line = fixture.log.next() ?? ""
            #expect(line.contains("128 connections of this user are open already"))
            #expect(line.contains("uid"))
            #expect(fixture.log.waiting.count < 5)

            // Room made is room for others: a client that has read the end has left.
            for (client, outcome) in zip(clients, outcomes) where outcome != .end {
                client.endOutput()
                #expect(client.receive() == .end)
            }
            #expect(try VarlinkClient(path: fixture.path).call(Bench.Echo.self, .init(text: "x")).text == "x")
        }
    }

    @Test("connections of all users together have a limit")
    func allTogether() throws {
        var limits = ServerLimits()
        limits.connections = 3
        try ServerFixture.with(limits) { fixture in
            let clients = try (0..<5).map { _ in try RawClient(fixture.path) }
            for client in clients { client.send(client.echo("x")) }
            #expect(clients.map { $0.receive() }.count { $0 == RawClient.echoed("x") } == 3)
            let line = fixture.log.next() ?? ""
            #expect(line.contains("3 connections are open already") && line.contains("id-of-refusals"))
        }
    }

    @Test("a peer that does not read holds up nobody else, and no more than its queue")
    func deafPeer() throws {
        try ServerFixture.with { fixture in
            let deaf = try RawClient(fixture.path)
            let text = String(repeating: "x", count: 64 << 10)
            let call = RawClient.framed(deaf.echo(text))
            // 64 MiB of calls; the server stops reading them when 4 MiB of replies wait, and the kernel takes a little more.
            let calls = Array(repeating: call, count: 1000)
            let taken = deaf.sendUntilStalled(calls.flatMap(\.self))
            #expect(taken > 4 << 20)
            #expect(taken < 8 << 20)
            let other = try RawClient(fixture.path)
            for number in 0..<200 {
                other.send(other.echo("\(number)"))
                #expect(other.receive() == RawClient.echoed("\(number)"))
            }
            // Reading makes room again, and nothing has been lost.
            let whole = taken / call.count
            for _ in 0..<whole { #expect(deaf.receive() == RawClient.echoed(text)) }
            deaf.send(call[(taken % call.count)...])
            #expect(deaf.receive() == RawClient.echoed(text))
        }
    }
}

/// Runs in a thread of its own.
func detach(_ body: @escaping @Sendable () -> Void) {
    final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(Work(body)).toOpaque()
    pthread_create(
        &thread, nil,
        { argument in
            Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
            return nil
        }, argument)
    pthread_detach(thread)
}
