import Foundation
import Glibc

/// A peer on a real unix socket that plays a script in a thread of its own, for each connection in turn.
final class TestListener: Sendable {
    let path: String
    private let descriptor: Int32

    init(connections: Int = 1, _ script: @escaping @Sendable (TestPeer) -> Void) throws {
        path = "/tmp/varlink-test-\(getpid())-\(UInt32.random(in: 0...(.max)))"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard bound == 0, listen(descriptor, 8) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        // The thread keeps the listener: closed under it, the number could be another test's socket by the time of accept.
        Thread.detachNewThread { [self] in
            for _ in 0..<connections {
                let connection = accept(self.descriptor, nil, nil)
                guard connection >= 0 else { return }
                script(TestPeer(descriptor: connection))
            }
        }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }
}

/// The far end of one connection; closed when the script lets go of it.
final class TestPeer {
    private let descriptor: Int32
    private var arrived: [UInt8] = []

    init(descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }

    /// The next message without its NUL byte; nil at the end.
    func receive() -> String? {
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            if let end = arrived.firstIndex(of: 0) {
                defer { arrived.removeFirst(end + 1) }
                return String(decoding: arrived[..<end], as: UTF8.self)
            }
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            arrived += chunk[..<count]
        }
    }

    /// Sends replies with their NUL bytes; `inPieces` makes every byte an arrival of its own.
    func send(_ replies: String..., inPieces: Bool = false) {
        let bytes = replies.flatMap { reply -> [UInt8] in Array(reply.utf8) + [0] }
        if inPieces {
            for byte in bytes { _ = Glibc.send(descriptor, [byte], 1, Int32(MSG_NOSIGNAL)) }
        } else {
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL)) }
                guard count > 0 else { return }
                sent += count
            }
        }
    }

    /// Sends what is not a whole message; false where nothing is taken any more.
    @discardableResult
    func sendFragment(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) > 0
    }
}
