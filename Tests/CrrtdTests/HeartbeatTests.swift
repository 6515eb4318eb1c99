import CRRTStore
import CRRTTestSupport
import Dispatch
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import crrtd

/// The watchdog hears of a daemon only what has gone through its loop and through its writer.
@Suite("The heartbeat") struct HeartbeatTests {
    /// Counts the beats.
    private final class Beats: Sendable {
        private let count = Mutex(0)
        private let beaten = DispatchSemaphore(value: 0)

        func beat() {
            count.withLock { $0 += 1 }
            beaten.signal()
        }

        func wait(seconds: Double = 20) -> Bool { beaten.wait(timeout: .now() + seconds) == .success }

        /// Nothing that was on its way counts.
        func forget() { while wait(seconds: 0) {} }
    }

    private func with(_ body: (any EventLoop, Store, Beats) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let store = try Store(path: folder.file("crrtd.db"))
            let beats = Beats()
            let heartbeat = Heartbeat.start(on: group.next(), store, every: .milliseconds(40)) { beats.beat() }
            try body(group.next(), store, beats)
            heartbeat?.cancel()
            try group.syncShutdownGracefully()
            try store.close()
        }
    }

    @Test("comes again and again")
    func beats() throws {
        try with { _, _, beats in
            for _ in 1...5 { #expect(beats.wait()) }
        }
    }

    @Test("stops with the writer, and comes again with it")
    func hungWriter() throws {
        try with { _, store, beats in
            #expect(beats.wait())
            let (hangs, goesOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            store.write { _ in
                hangs.signal()
                goesOn.wait()
            } then: { _ in
            }
            hangs.wait()
            beats.forget()
            #expect(!beats.wait(seconds: 0.4), "a hung writer was reported as well")
            goesOn.signal()
            #expect(beats.wait())
        }
    }

    @Test("stops with the loop, and comes again with it")
    func hungLoop() throws {
        try with { loop, store, beats in
            #expect(beats.wait())
            let (hangs, goesOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            loop.execute {
                hangs.signal()
                goesOn.wait()
            }
            hangs.wait()
            store.drain()
            beats.forget()
            #expect(!beats.wait(seconds: 0.4), "a hung loop was reported as well")
            goesOn.signal()
            #expect(beats.wait())
        }
    }

    @Test("nobody watches: nobody is told")
    func unwatched() throws {
        try TemporaryFolder.with { folder in
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let store = try Store(path: folder.file("crrtd.db"))
            #expect(Heartbeat.start(on: group.next(), store, every: nil, {}) == nil)
            try group.syncShutdownGracefully()
            try store.close()
        }
    }
}
