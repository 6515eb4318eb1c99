internal import CRRTDomain
internal import Glibc

/// The users and groups of this machine, by name or number.
enum AccountKind {
    case user, group

    private var word: String { self == .user ? "user" : "group" }

    /// The id of an account. A number is taken as it is, because the account may be in a directory service.
    func id(_ value: YAMLValue) throws(ConfigurationError) -> UInt32 {
        let written = try value.text()
        if written.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            // The highest number means "no id" to the kernel.
            guard let number = UInt32(written), number < .max else { throw value.failure("\(written) is no \(word) id") }
            return number
        }
        switch self == .user ? AccountKind.user(written) : AccountKind.group(written) {
        case .found(let id): return id
        case .unknown: throw value.failure("unknown \(word) \(quoted(written)) on this machine\(nearest(to: written))")
        case .failed(let code):
            throw value.failure("\(word) \(quoted(written)) cannot be looked up: \(String(cString: strerror(code)))")
        }
    }

    private enum Answer {
        case found(UInt32)
        case unknown
        /// With the errno.
        case failed(Int32)
    }

    private static func user(_ name: String) -> Answer {
        var record = passwd()
        return ask { buffer, size, result in
            var found: UnsafeMutablePointer<passwd>?
            let code = getpwnam_r(name, &record, buffer, size, &found)
            result = found?.pointee.pw_uid
            return code
        }
    }

    private static func group(_ name: String) -> Answer {
        var record = Glibc.group()
        return ask { buffer, size, result in
            var found: UnsafeMutablePointer<Glibc.group>?
            let code = getgrnam_r(name, &record, buffer, size, &found)
            result = found?.pointee.gr_gid
            return code
        }
    }

    /// Asks with growing buffers until the answer fits. A group's record holds all its members.
    private static func ask(_ question: (UnsafeMutablePointer<CChar>, Int, inout UInt32?) -> Int32) -> Answer {
        var size = 4096
        while true {
            let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
            defer { buffer.deallocate() }
            var result: UInt32?
            let code = question(buffer, size, &result)
            if let result { return .found(result) }
            switch code {
            case EINTR: continue
            case ERANGE where size < 16 << 20: size *= 2
            // getpwnam(3) gives these codes for a name that does not exist.
            case 0, ENOENT, ESRCH, EBADF, EPERM: return .unknown
            default: return .failed(code)
            }
        }
    }

    /// The nearest name in the local files. A directory service may not list its accounts.
    private func nearest(to name: String) -> String {
        let file = self == .user ? "/etc/passwd" : "/etc/group"
        guard let bytes = try? FileReader.bytes(of: file) else { return "" }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let names = lines.compactMap { $0.split(separator: ":").first.map(String.init) }
        return Spelling.nearest(to: name, among: names, most: 1).first.map { "; nearest: \($0)" } ?? ""
    }
}
