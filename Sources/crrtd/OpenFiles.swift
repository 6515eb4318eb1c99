import Glibc
import Logging
import VarlinkServer

/// The file descriptors that the kernel lets this process have.
enum OpenFiles {
    /// For the database and its readers, the event loop, the log and what is opened for a moment.
    private static let ownNeed = 100

    /// Takes as many as the limits ask for; where they are not to be had, admits fewer connections rather than failing in the middle of
    /// something else.
    static func room(for wanted: ServerLimits, _ log: Logger) -> ServerLimits {
        var (limits, present) = (wanted, rlimit())
        let need = rlim_t(wanted.connections + ownNeed)
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &present) == 0, present.rlim_cur < need else { return wanted }
        present.rlim_cur = min(need, present.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &present)
        guard present.rlim_cur < need else { return wanted }
        limits.connections = max(1, Int(present.rlim_cur) - ownNeed)
        log.warning(
            "fewer connections than configured: the limit of open files is too low",
            metadata: ["connections": "\(limits.connections)", "openFiles": "\(present.rlim_max)"])
        return limits
    }
}
