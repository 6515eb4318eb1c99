import Dispatch
import Foundation
import Glibc
import Synchronization

/// A server at a socket that is no daemon: it answers every call with the same text, as often as told, and remembers what it was sent.
public final class ScriptedServer: Sendable {
    private let listening: Int32
    private let heard = Mutex<[UInt8]>([])
    private let open = Mutex<[Int32]>([])
    private let news = DispatchSemaphore(value: 0)
    private let ends: Bool
    /// Whether it takes connections no more. Its descriptor may be another file by then.
    private let isDeaf = Mutex(false)

    /// - Parameters:
    ///   - reply: without the NUL byte at its end; nil: it takes connections and says nothing.
    ///   - most: how many replies a connection gets.
    ///   - ends: whether it ends like a daemon that is killed at the call after them: with its connection closed, and taking no other.
    public static func with<Value>(
        _ path: String, reply: String?, most: Int = .max, ends: Bool = false, _ body: (ScriptedServer) throws -> Value
    ) throws -> Value {
        let server = try ScriptedServer(path, ends: ends)
        defer { server.stop() }
        Thread.detachNewThread { server.serve(reply.map { Array($0.utf8) + [0] }, most) }
        return try body(server)
    }

    /// One whose queue of connections is full: it takes none.
    public static func full<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        let server = try ScriptedServer(path, queue: 0)
        defer { server.stop() }
        defer { close(server.listening) }
        // With a queue of 0 Linux holds one connection; what does not fit says so at once.
        while let descriptor = Self.connected(path) { server.open.withLock { $0.append(descriptor) } }
        return try body()
    }

    private init(_ path: String, queue: Int32 = 16, ends: Bool = false) throws {
        self.ends = ends
        listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let bound = Self.withAddress(path) { bind(listening, $0, $1) }
        guard listening >= 0, bound == 0, listen(listening, queue) == 0 else {
            throw FixtureError("\(path): \(String(cString: strerror(errno)))")
        }
    }

    /// All that was sent to it.
    public var text: String { heard.withLock { String(decoding: $0, as: UTF8.self) } }

    /// Returns when it was sent this.
    public func wait(for text: String) {
        while !self.text.contains(text) { news.wait() }
    }

    private func takeNoMore() {
        isDeaf.withLock { isDeaf in
            if !isDeaf { shutdown(listening, Int32(SHUT_RDWR)) }
            isDeaf = true
        }
    }

    private func stop() {
        takeNoMore()
        open.withLock { descriptors in
            for descriptor in descriptors { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    private func serve(_ reply: [UInt8]?, _ most: Int) {
        while true {
            let descriptor = accept(listening, nil, nil)
            // Closed by the thread that uses it, so that no other file gets its number meanwhile.
            guard descriptor >= 0 else {
                _ = close(listening)
                return
            }
            open.withLock { $0.append(descriptor) }
            Thread.detachNewThread { self.converse(descriptor, reply, most) }
        }
    }

    private func converse(_ descriptor: Int32, _ reply: [UInt8]?, _ most: Int) {
        var (left, chunk) = (most, [UInt8](repeating: 0, count: 65_536))
        while case let count = read(descriptor, &chunk, chunk.count), count > 0 {
            heard.withLock { $0 += chunk[..<count] }
            news.signal()
            for _ in chunk[..<count].filter({ $0 == 0 }) {
                if left == 0, ends {
                    takeNoMore()
                    shutdown(descriptor, Int32(SHUT_RDWR))
                }
                guard left > 0 else { continue }
                left -= 1
                if let reply { _ = send(descriptor, reply, reply.count, Int32(MSG_NOSIGNAL)) }
            }
        }
    }

    private static func connected(_ path: String) -> Int32? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard withAddress(path, { connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func withAddress<Value>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
