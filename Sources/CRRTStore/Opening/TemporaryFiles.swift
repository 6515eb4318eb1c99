import Glibc

/// Files with a temporary name until they are complete. The name holds the process id, so that files of dead processes can be removed.
public enum TemporaryFiles {
    enum Kind: String, CaseIterable {
        /// A backup in progress.
        case part
        /// A database that is to replace another.
        case restoring
        /// Rebuilt rows that are compared with a database. It is unlinked at once.
        case comparing
    }

    /// A new name, `crrtd.db.restoring-4711-1234567`. The random number distinguishes files of one process, and of earlier processes with
    /// the same id.
    static func uniqueName(_ path: String, _ kind: Kind) -> String {
        "\(path).\(kind.rawValue)-\(getpid())-\(UInt32.random(in: .min ... .max))"
    }

    /// Unlinks a database and its side files.
    static func unlinkDatabase(_ path: String) { for end in [""] + sideSuffixes { unlink(path + end) } }

    private static let sideSuffixes = ["-wal", "-shm", "-journal"]

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Removes the files that dead processes have left in a folder, if it exists.
    ///
    /// - Parameter isStart: whether this process has made none yet, so that files with its process id are of an earlier process.
    public static func removeStale(in folder: String, isStart: Bool = false) {
        for kind in Kind.allCases { removeStale(kind, in: folder, isStart: isStart) }
    }

    static func removeStale(_ kind: Kind, in folder: String, isStart: Bool = false) {
        guard let stream = opendir(folder) else { return }
        defer { closedir(stream) }
        var stale: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let process = processID(in: name, kind), process == getpid() ? isStart : hasExited(process) {
                stale.append(folder + "/" + name)
            }
        }
        for path in stale where isOwn(path) { unlink(path) }
    }

    private static func isOwn(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_uid == geteuid() && status.st_mode & S_IFMT == S_IFREG
    }

    /// The process id in a temporary name; nil for other names. Earlier versions wrote `restoring` names without a random number.
    private static func processID(in name: String, _ kind: Kind) -> pid_t? {
        let base = sideSuffixes.first(where: name.hasSuffix).map { name.dropLast($0.count) } ?? name[...]
        guard let mark = base.firstRange(of: ".\(kind.rawValue)-")?.upperBound else { return nil }
        let numbers = base[mark...].split(separator: "-", omittingEmptySubsequences: false)
        guard numbers.count == 2 || (numbers.count == 1 && kind == .restoring),
            numbers.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) })
        else { return nil }
        return pid_t(numbers[0])
    }

    private static func hasExited(_ process: pid_t) -> Bool { process > 0 && kill(process, 0) != 0 && errno == ESRCH }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
