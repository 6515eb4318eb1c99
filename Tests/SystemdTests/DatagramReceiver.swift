import Glibc

/// A real datagram socket at a path, as the service manager and the journal have one; it is gone afterwards.
final class DatagramReceiver {
    let path: String
    private let descriptor: Int32

    init(path: String = "/tmp/systemd-tests-\(getpid())-\(UInt32.random(in: 0 ... .max)).socket") throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        guard bound == 0 else { throw Failure(code: errno) }
    }

    struct Failure: Error { let code: Int32 }

    /// The next datagram; nil where none is waiting.
    func next() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count < 0 ? nil : Array(buffer.prefix(count))
    }

    func nextText() -> String? { next().map { String(decoding: $0, as: UTF8.self) } }

    deinit {
        close(descriptor)
        unlink(path)
    }
}
