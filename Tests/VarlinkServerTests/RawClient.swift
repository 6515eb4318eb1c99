import Glibc
import Testing

/// A client that says exactly what it is told to, on a real socket.
final class RawClient {
    private let descriptor: Int32
    private var arrived: [UInt8] = []
    private var start = 0

    struct Unreachable: Error { var errno: Int32 }

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard connected == 0 else {
            close(descriptor)
            throw Unreachable(errno: errno)
        }
        // Nothing here waits for ever: a test that would is a test that fails.
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// False if the other side stopped taking bytes before the end.
    @discardableResult
    func send(_ bytes: some Collection<UInt8>) -> Bool {
        Array(bytes).withUnsafeBytes { all in
            var sent = 0
            while sent < all.count {
                let count = Glibc.send(descriptor, all.baseAddress! + sent, all.count - sent, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    /// Sends a message with its NUL.
    @discardableResult
    func send(_ message: String) -> Bool { send(Self.framed(message)) }

    static func framed(_ message: String) -> [UInt8] { Array(message.utf8) + [0] }

    /// Sends as much as the other side takes without being read from; gives how much that was.
    func sendUntilStalled(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { all in
            var sent = 0
            while sent < all.count {
                // A side that still reads makes room well within this time.
                var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                guard poll(&event, 1, 2000) == 1 else { break }
                let count = Glibc.send(descriptor, all.baseAddress! + sent, all.count - sent, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
                guard count > 0 else { break }
                sent += count
            }
            return sent
        }
    }

    /// Sends bytes with a file descriptor beside them; gives the error number of a refusal.
    func send(_ bytes: [UInt8], with passed: Int32) -> Int32? {
        struct Control {
            var length = 20
            var level = SOL_SOCKET
            var type = Int32(SCM_RIGHTS)
            var descriptor: Int32
            var padding: Int32 = 0
        }
        var control = Control(descriptor: passed)
        var bytes = bytes
        let sent = bytes.withUnsafeMutableBytes { all in
            var vector = iovec(iov_base: all.baseAddress, iov_len: all.count)
            return withUnsafeMutablePointer(to: &vector) { vector in
                withUnsafeMutablePointer(to: &control) { control in
                    var message = msghdr()
                    message.msg_iov = vector
                    message.msg_iovlen = 1
                    message.msg_control = UnsafeMutableRawPointer(control)
                    message.msg_controllen = MemoryLayout<Control>.size
                    return sendmsg(descriptor, &message, 0)
                }
            }
        }
        return sent < 0 ? errno : nil
    }

    /// Waits for something from the other side, its end included, and no longer than this: the pace of a slow sender.
    func listen(milliseconds: Int32) {
        var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&event, 1, milliseconds)
    }

    /// Sends nothing more, and still reads.
    func endOutput() { shutdown(descriptor, Int32(SHUT_WR)) }

    enum Received: Equatable {
        case message(String)
        /// The other side has closed.
        case end
        /// Nothing came for a long time.
        case nothing
    }

    /// The next message without its NUL.
    func receive() -> Received {
        var chunk = [UInt8](repeating: 0, count: 256 << 10)
        var searched = start
        while true {
            if let end = arrived[searched...].firstIndex(of: 0) {
                defer { start = end + 1 }
                return .message(String(decoding: arrived[start..<end], as: UTF8.self))
            }
            arrived.removeSubrange(..<start)
            start = 0
            searched = arrived.count
            let count = recv(descriptor, &chunk, chunk.count, 0)
            // Closing with unread input resets the connection; for this side that is an end as well.
            if count == 0 || (count < 0 && errno == ECONNRESET) { return arrived.isEmpty ? .end : .message("unfinished") }
            guard count > 0 else { return .nothing }
            arrived += chunk[..<count]
        }
    }

    /// All messages up to the end of the connection.
    func receiveAll() -> [String] {
        var messages: [String] = []
        while case .message(let message) = receive() { messages.append(message) }
        return messages
    }

    func echo(_ text: String) -> String { "{\"method\":\"org.example.bench.Echo\",\"parameters\":{\"text\":\"\(text)\"}}" }

    static func echoed(_ text: String) -> Received { .message("{\"parameters\":{\"text\":\"\(text)\"}}") }
}
