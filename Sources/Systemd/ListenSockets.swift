internal import CSystemd
internal import Glibc

/// Sockets that the service manager opened for this process before starting it (sd_listen_fds_with_names(3)).
public enum ListenSockets {
    /// The sockets could not be taken over.
    public struct Failure: Error, Hashable, CustomStringConvertible {
        /// The errno, such as EINVAL for a malformed `LISTEN_FDS`.
        public let code: Int32
        public var description: String { "the sockets of the service manager cannot be taken over: \(String(cString: strerror(code)))" }
    }

    /// The sockets in order, each with its `FileDescriptorName=` (`unknown` where it has none); empty without socket activation.
    ///
    /// The descriptors belong to the caller, and are closed on exec. The environment variables are removed, so a second call finds none.
    /// Call it once, at boot, before other threads read the environment.
    ///
    /// - Throws: `Failure` where libsystemd refuses.
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
