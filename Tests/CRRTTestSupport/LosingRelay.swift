import Foundation
import Glibc
import Synchronization

/// A socket in front of that of a daemon, which passes everything on but the calls of one method: their callers get no answer.
public final class LosingRelay: Sendable {
    private let listening: Int32
    private let daemon: String
    private let method: String
    private let open = Mutex<[Int32]>([])

    /// - Parameters:
    ///   - path: where it listens.
    ///   - method: a part of the calls that are lost, such as the name of their method.
    public static func with<Value>(_ path: String, to daemon: String, losing method: String, _ body: () throws -> Value) throws -> Value {
        let relay = try LosingRelay(path, daemon, method)
        Thread.detachNewThread { relay.serve() }
        defer { relay.stop() }
        return try body()
    }

    private init(_ path: String, _ daemon: String, _ method: String) throws {
        (self.daemon, self.method) = (daemon, method)
        listening = Self.socketDescriptor()
        let bound = Self.withAddress(path) { bind(listening, $0, $1) }
        guard listening >= 0, bound == 0, listen(listening, 16) == 0 else {
            throw FixtureError("\(path): \(String(cString: strerror(errno)))")
        }
    }

    private func stop() {
        shutdown(listening, Int32(SHUT_RDWR))
        open.withLock { descriptors in
            for descriptor in descriptors { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    private func serve() {
        while case let client = accept(listening, nil, nil), client >= 0 {
            let server = Self.socketDescriptor()
            guard Self.withAddress(daemon, { connect(server, $0, $1) }) == 0 else {
                close(client)
                continue
            }
            open.withLock { $0 += [client, server] }
            Thread.detachNewThread { self.pass(client, server) { !String(decoding: $0, as: UTF8.self).contains(self.method) } }
            Thread.detachNewThread { self.pass(server, client) { _ in true } }
        }
        close(listening)
    }

    /// Passes on each message that is wanted, with the NUL byte at its end.
    private func pass(_ from: Int32, _ to: Int32, isWanted: ([UInt8]) -> Bool) {
        var (message, chunk) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
        while case let count = read(from, &chunk, chunk.count), count > 0 {
            for byte in chunk[..<count] {
                message.append(byte)
                guard byte == 0 else { continue }
                if isWanted(message) { _ = send(to, message, message.count, Int32(MSG_NOSIGNAL)) }
                message = []
            }
        }
        shutdown(to, Int32(SHUT_RDWR))
    }

    private static func socketDescriptor() -> Int32 { socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) }

    private static func withAddress<Value>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
