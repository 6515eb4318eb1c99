import Glibc
import Synchronization
import Testing

@testable import crrtctl

/// The bridge between real descriptors: pipes on the peer's side, a socket pair on the daemon's.
@Suite struct ByteRelayTests {
    /// An echo on the other end of the daemon's socket, which goes on until it is told that no more comes.
    private static func echo(on descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 10_000)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count <= 0 { break }
            Terminal.write(Array(buffer[..<count]), to: descriptor)
        }
        close(descriptor)
    }

    private static func pair(_ make: (UnsafeMutablePointer<Int32>) -> Int32) -> (Int32, Int32) {
        var ends: [Int32] = [-1, -1]
        #expect(make(&ends) == 0)
        return (ends[0], ends[1])
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Body(body))
        pthread_create(
            &thread, nil,
            {
                Unmanaged<Body>.fromOpaque($0!).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        return thread
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Far more than any buffer holds goes through whole and in order, and the end of the input reaches the daemon.
    @Test func everythingPassesBothWays() {
        let (input, feed) = Self.pair { pipe($0) }
        let (result, output) = Self.pair { pipe($0) }
        let (daemon, far) = Self.pair { socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, $0) }
        let sent = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let threads = [
            Self.thread { Self.echo(on: far) },
            Self.thread {
                Terminal.write(sent, to: feed)
                close(feed)
            },
            Self.thread {
                var relay = ByteRelay(input: input, output: output, daemon: daemon)
                relay.run()
                close(output)
            },
        ]
        let received = (try? InputFile.read(result, "pipe", most: 64 << 20, advice: "")) ?? []
        for thread in threads { pthread_join(thread, nil) }
        [input, result, daemon].forEach { close($0) }
        #expect(received == sent)
    }

    /// When the daemon hangs up first, the bridge ends although its input stays open.
    @Test func daemonHangsUp() {
        let (input, feed) = Self.pair { pipe($0) }
        let (result, output) = Self.pair { pipe($0) }
        let (daemon, far) = Self.pair { socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, $0) }
        Terminal.write("bye", to: far)
        close(far)
        var relay = ByteRelay(input: input, output: output, daemon: daemon)
        relay.run()
        close(output)
        #expect((try? InputFile.read(result, "pipe", most: 64 << 20, advice: "")) == Array("bye".utf8))
        [input, feed, result, daemon].forEach { close($0) }
    }
}
