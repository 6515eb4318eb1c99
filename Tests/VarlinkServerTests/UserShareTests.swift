import Synchronization
import Testing
import Varlink
import VarlinkServer

@Suite("What one user may hold on all connections together")
struct UserShareTests {
    @Test("a large message waits in its sender until another of this user's has been answered")
    func largeMessages() throws {
        var limits = ServerLimits()
        (limits.messageBytes, limits.largeBytesPerUser) = (2 << 20, 2 << 20)
        try ServerFixture.with(limits) { fixture in
            let text = String(repeating: "x", count: 1 << 20)
            let first = try RawClient(fixture.path)
            let whole = RawClient.framed(first.echo(text))
            first.send(whole.dropLast())
            // The server reads in the order in which bytes come: when it has answered this one, it has read the first one's.
            let small = try RawClient(fixture.path)
            small.send(small.echo("small"))
            #expect(small.receive() == RawClient.echoed("small"))
            let second = try RawClient(fixture.path)
            let sent = second.sendUntilStalled(whole)
            #expect(sent < 768 << 10, "64 KiB are read ahead, and the kernel takes a little more")
            first.send([0])
            #expect(isEcho(first.receive(), text))
            second.send(whole[sent...])
            #expect(isEcho(second.receive(), text))
        }
    }

    @Test("a sender that leaves in the middle of a large message makes room for the next")
    func left() throws {
        var limits = ServerLimits()
        (limits.messageBytes, limits.largeBytesPerUser) = (2 << 20, 2 << 20)
        try ServerFixture.with(limits) { fixture in
            let text = String(repeating: "x", count: 1 << 20)
            do {
                let first = try RawClient(fixture.path)
                first.send(RawClient.framed(first.echo(text)).dropLast())
            }
            let second = try RawClient(fixture.path)
            second.send(second.echo(text))
            #expect(isEcho(second.receive(), text))
        }
    }

    /// A failure does not print a megabyte.
    private func isEcho(_ received: RawClient.Received, _ text: String) -> Bool { received == RawClient.echoed(text) }

    @Test("readers that do not read have one share together; each connection still has a small part of its own, and nothing is lost")
    func replies() throws {
        var limits = ServerLimits()
        (limits.replyBytesPerUser, limits.replyBytesPerConnection) = (1 << 20, 64 << 10)
        try ServerFixture.with(limits) { fixture in
            let stream = #"{"method":"org.example.bench.Count","parameters":{"to":5000,"size":1000},"more":true}"#
            let deaf = try RawClient(fixture.path)
            deaf.send(stream)
            let paused = fixture.service.pauses.next() ?? 0
            #expect(paused > 700 && paused < 1600, "\(paused)")
            let other = try RawClient(fixture.path)
            other.send(stream)
            let soon = fixture.service.pauses.next() ?? 0
            #expect(soon > 50 && soon < 500, "\(soon)")
            let third = try RawClient(fixture.path)
            third.send(third.echo("x"))
            #expect(third.receive() == RawClient.echoed("x"))
            for client in [other, deaf] {
                var count = 0
                while count < 5000, case .message = client.receive() { count += 1 }
                #expect(count == 5000)
            }
        }
    }

    @Test("unknown users have a part of the connections, a few each, and send small messages")
    func strangers() throws {
        var limits = ServerLimits()
        (limits.connections, limits.strangerFraction, limits.connectionsPerStranger) = (40, 8, 4)
        let known = Mutex(false)
        try ServerFixture.with(limits, isKnown: { _ in known.withLock { $0 } }) { fixture in
            let strangers = try (0..<5).map { _ in try RawClient(fixture.path) }
            for client in strangers { client.send(client.echo("x")) }
            #expect(strangers.map { $0.receive() }.count { $0 == RawClient.echoed("x") } == 4)
            #expect(fixture.log.next()?.contains("4 connections of this user are open already") == true)
            strangers[0].send(strangers[0].echo(String(repeating: "x", count: 70 << 10)))
            #expect(strangers[0].receive() == .end)
            known.withLock { $0 = true }
            let mine = try (0..<20).map { _ in try RawClient(fixture.path) }
            for client in mine { client.send(client.echo(String(repeating: "x", count: 70 << 10))) }
            #expect(mine.map { $0.receive() }.allSatisfy { $0 != .end })
        }
    }

    @Test("unknown users all together leave seven eighths of the connections to others")
    func strangersTogether() throws {
        var limits = ServerLimits()
        (limits.connections, limits.strangerFraction) = (40, 8)
        try ServerFixture.with(limits, isKnown: { _ in false }) { fixture in
            let strangers = try (0..<8).map { _ in try RawClient(fixture.path) }
            for client in strangers { client.send(client.echo("x")) }
            #expect(strangers.map { $0.receive() }.count { $0 == RawClient.echoed("x") } == 5)
            #expect(fixture.log.next()?.contains("5 connections of unknown users are open already") == true)
        }
    }

    @Test("when three quarters of the connections are open, a user who has many gets no more")
    func crowded() throws {
        var limits = ServerLimits()
        (limits.connections, limits.connectionsWhenCrowded) = (40, 4)
        try ServerFixture.with(limits) { fixture in
            let clients = try (0..<40).map { _ in try RawClient(fixture.path) }
            for client in clients { client.send(client.echo("x")) }
            #expect(clients.map { $0.receive() }.count { $0 == RawClient.echoed("x") } == 30)
            #expect(fixture.log.next()?.contains("4 connections of this user are open already") == true)
        }
    }
}
