internal import CSystemd
internal import Glibc

/// Sockets that the service manager opened for this process before it started it (sd_listen_fds_with_names(3)).
public enum ListenSockets {
    /// Why they could not be taken over: an errno, such as EINVAL for a malformed `LISTEN_FDS`.
    public struct Failure: Error, Hashable, CustomStringConvertible {
        public let code: Int32
        public var description: String { "the sockets of the service manager cannot be taken over: \(String(cString: strerror(code)))" }
    }

    /// Each socket with its `FileDescriptorName=` (`unknown` where it has none), in order; empty without socket activation.
    ///
    /// The descriptors are the caller's from then on, closed on exec. The environment forgets them, so that a second call
    /// finds none: call it once, at boot, before there are other threads that read the environment.
    public static func take() throws(Failure) -> [(name: String, descriptor: Int32)] {
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        let count = sd_listen_fds_with_names(1, &names)
        guard count >= 0 else { throw Failure(code: -count) }
        defer { release(names, count) }
        return (0..<count).map { index in
            let name = names?[Int(index)].map { String(cString: $0) } ?? "unknown"
            // SD_LISTEN_FDS_START: the first is always descriptor 3.
            return (name, 3 + index)
        }
    }

    private static func release(_ names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int32) {
        guard let names else { return }
        for index in 0..<Int(count) { free(names[index]) }
        free(names)
    }
}
