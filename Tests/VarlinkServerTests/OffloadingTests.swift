import Testing
import Varlink
import VarlinkServer

/// Large messages are read on another thread, which here is the test's: until it does so, the loop has not looked into them.
struct OffloadingTests {
    private let large = String(repeating: "x", count: 100_000)

    @Test("others are answered before a large message is read, and what follows it waits for it")
    func others() throws {
        let reading = Mailbox<@Sendable () -> Void>()
        try ServerFixture.with(elsewhere: reading) { fixture in
            let busy = try RawClient(fixture.path)
            busy.send(busy.echo(large))
            busy.send(busy.echo("behind"))
            let read = try #require(reading.next())
            let other = try RawClient(fixture.path)
            other.send(other.echo("other"))
            #expect(other.receive() == RawClient.echoed("other"))
            read()
            let answer = try #require(reading.next())
            answer()
            #expect(busy.receive() == RawClient.echoed(large))
            #expect(busy.receive() == RawClient.echoed("behind"))
            #expect(reading.waiting.isEmpty)
        }
    }

    @Test("a large message that is none closes only once it has been read, after the replies to those before")
    func closes() throws {
        let reading = Mailbox<@Sendable () -> Void>()
        try ServerFixture.with(elsewhere: reading) { fixture in
            let bad = try RawClient(fixture.path)
            bad.send(bad.echo("before"))
            bad.send("{\"method\":7,\"parameters\":\"\(large)\"}")
            let read = try #require(reading.next())
            #expect(bad.receive() == RawClient.echoed("before"))
            #expect(fixture.log.waiting.isEmpty)
            read()
            #expect(bad.receive() == .end)
            #expect(fixture.log.next()?.contains("the method is not a string") == true)
        }
    }

    @Test("until a large message has been read and answered, the next one of its user waits in its sender")
    func place() throws {
        let reading = Mailbox<@Sendable () -> Void>()
        var limits = ServerLimits()
        (limits.messageBytes, limits.largeBytesPerUser) = (2 << 20, 2 << 20)
        try ServerFixture.with(limits, elsewhere: reading) { fixture in
            let text = String(repeating: "x", count: 1 << 20)
            let first = try RawClient(fixture.path)
            first.send(first.echo(text))
            let read = try #require(reading.next())
            let second = try RawClient(fixture.path)
            let whole = RawClient.framed(second.echo(text))
            let sent = second.sendUntilStalled(whole)
            #expect(sent < 768 << 10, "64 KiB are read ahead, and the kernel takes a little more")
            read()
            let answer = try #require(reading.next())
            answer()
            #expect(first.receive() == RawClient.echoed(text))
            second.send(whole[sent...])
            for _ in 1...2 {
                let next = try #require(reading.next())
                next()
            }
            #expect(second.receive() == RawClient.echoed(text))
        }
    }

    @Test("a peer that leaves before its message is read is gone, and one that upgrades goes on")
    func leavesAndUpgrades() throws {
        let reading = Mailbox<@Sendable () -> Void>()
        try ServerFixture.with(elsewhere: reading) { fixture in
            do {
                let gone = try RawClient(fixture.path)
                gone.send(gone.echo(large))
                let read = try #require(reading.next())
                gone.endOutput()
                read()
                let answer = try #require(reading.next())
                answer()
                #expect(gone.receive() == RawClient.echoed(large))
                #expect(gone.receive() == .end)
            }
            let client = try RawClient(fixture.path)
            client.send("{\"method\":\"org.example.bench.Mark\",\"upgrade\":true,\"x.y\":\"\(large)\"}")
            let read = try #require(reading.next())
            read()
            guard case .message(let refusal) = client.receive() else {
                Issue.record("no answer")
                return
            }
            #expect(refusal.contains("MethodNotImplemented"))
            client.send(client.echo("after"))
            #expect(client.receive() == RawClient.echoed("after"))
        }
    }
}
