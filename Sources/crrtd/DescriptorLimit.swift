import Glibc
import Logging
import VarlinkServer

/// The limit of open file descriptors (RLIMIT_NOFILE).
enum DescriptorLimit {
    /// For the database and its readers, the event loop, the log and temporary files.
    private static let reserved = 100

    /// Raises the limit to what the server's limits need.
    ///
    /// - Returns: the server's limits, with fewer connections where the limit cannot be raised enough.
    static func raised(for wanted: ServerLimits, _ log: Logger) -> ServerLimits {
        var (limits, present) = (wanted, rlimit())
        let need = rlim_t(wanted.connections + reserved)
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &present) == 0, present.rlim_cur < need else { return wanted }
        present.rlim_cur = min(need, present.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &present)
        guard present.rlim_cur < need else { return wanted }
        limits.connections = max(1, Int(present.rlim_cur) - reserved)
        log.warning(
            "fewer connections than configured: the limit of open files is too low",
            metadata: ["connections": "\(limits.connections)", "openFiles": "\(present.rlim_max)"])
        return limits
    }
}
