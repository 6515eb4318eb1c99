import Glibc
import Measuring
import Varlink

/// A connection for measuring the time between a call and its reply. Messages are sent and received as bytes, and nothing is decoded.
final class RawConnection {
    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// - Parameter uid: the user whom the kernel reports as the peer, which needs root; nil for this process's own user.
    init(_ path: String, as uid: UInt32?) throws {
        descriptor = try Self.connect(path, as: uid)
    }

    deinit { close(descriptor) }

    /// The kernel records the peer's user when the connection is made.
    static func connect(_ path: String, as uid: UInt32?) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure("no socket: \(errno)") }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { throw Failure("\(path) is too long for a socket") }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let own = geteuid()
        if let uid, seteuid(uid) != 0 { throw Failure("cannot become uid \(uid): \(errno)") }
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 ? 0 : errno
            }
        }
        if uid != nil, seteuid(own) != 0 { throw Failure("cannot be uid \(own) again: \(errno)") }
        guard code == 0 else {
            close(descriptor)
            throw Failure("\(path) does not take uid \(uid ?? own): \(String(cString: strerror(code)))")
        }
        return descriptor
    }

    /// Sends a message that ends with its NUL byte and waits for the whole reply.
    ///
    /// - Returns: nanoseconds from before the call is sent until the reply is there, and the reply without its NUL byte.
    func call(_ message: [UInt8]) throws -> (nanoseconds: Int, reply: ArraySlice<UInt8>) {
        let began = nanoseconds()
        // A small message: the kernel takes it whole.
        guard send(descriptor, message, message.count, Int32(MSG_NOSIGNAL)) == message.count else {
            throw Failure("a call was not taken: \(errno)")
        }
        var filled = 0
        repeat {
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + filled, $0.count - filled, 0) }
            guard count > 0 else { throw Failure("no reply: \(count < 0 ? errno : 0)") }
            filled += count
        } while buffer[filled - 1] != 0
        return (nanoseconds() - began, buffer[..<(filled - 1)])
    }
}
