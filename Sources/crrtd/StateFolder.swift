import CRRTConfiguration
import Glibc

/// The folder of the database, held by one daemon at a time.
struct StateFolder {
    private let lock: Int32

    /// Creates the folder if it is missing, for its owner only, and locks it.
    init(_ paths: Paths) throws {
        let path = paths.state
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw BootFailure.unavailable("cannot create the state folder \(path): \(String(cString: strerror(errno)))")
        }
        try StateFolder.check(path)
        lock = open(path + "/crrtd.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw BootFailure.unavailable("cannot write in the state folder \(path): \(String(cString: strerror(errno)))")
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw BootFailure.unavailable("another crrtd is using \(path); \(RecoveryCommands(paths).stop)")
        }
    }

    /// Checks that no other user can change the folder or the daemon's files in it.
    static func check(_ path: String) throws {
        var status = stat()
        if geteuid() == 0, stat(path, &status) == 0, status.st_uid != 0 {
            throw BootFailure.configuration(
                "the state folder \(path) is user \(status.st_uid)'s: start the daemon as that user, as its unit does")
        }
        let files = ["crrtd.lock", "crrtd.db", "crrtd.db-wal", "crrtd.db-shm", "crrtd.db-journal"].map { path + "/" + $0 }
        do {
            for path in [path] + files { try PathOwnershipCheck.check(path) }
        } catch {
            throw BootFailure.configuration("\(error)")
        }
    }

    /// The folder, or the parent where it is missing; nil where both are.
    static func existing(_ path: String) -> String? {
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return [path, parent].first { access($0, F_OK) == 0 }
    }

    /// Changes this process to the owner of the folder, so that files written there belong to the daemon. Only root can do that.
    static func becomeOwner(of path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw BootFailure.unavailable(
                "the state folder \(path): \(String(cString: strerror(errno))); start the daemon once, which makes it, "
                    + "or name another with --state")
        }
        guard geteuid() == 0, status.st_uid != 0 else { return }
        guard setgroups(0, nil) == 0, setgid(status.st_gid) == 0, setuid(status.st_uid) == 0 else {
            throw BootFailure.unavailable("cannot become user \(status.st_uid), whose \(path) is: \(String(cString: strerror(errno)))")
        }
    }

    func release() { close(lock) }
}
