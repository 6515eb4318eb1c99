import Glibc

/// Files that bear a name of their own until they are whole. The name tells which program makes it: what a program that is no more has
/// left goes.
public enum Leftovers {
    enum Kind: String, CaseIterable {
        /// A backup that is being written.
        case part
        /// A database that is to take another's place.
        case restoring
        /// Rows that are compared with a database. It loses its name at once.
        case comparing
    }

    /// A new name, `crrtd.db.restoring-4711-1234567`. The number keeps two of one program apart, and one from another's before it that had
    /// the same process id.
    static func name(_ path: String, _ kind: Kind) -> String {
        "\(path).\(kind.rawValue)-\(getpid())-\(UInt32.random(in: .min ... .max))"
    }

    /// The file, and what SQLite keeps beside it.
    static func unlinkAll(_ path: String) { for end in [""] + sides { unlink(path + end) } }

    private static let sides = ["-wal", "-shm", "-journal"]

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Removes what programs have left in a folder which are no more. A folder that is not there holds nothing.
    ///
    /// - Parameter isStart: whether this program has made nothing yet, so that what bears its process id is of one before it.
    public static func remove(in folder: String, isStart: Bool = false) {
        for kind in Kind.allCases { remove(kind, in: folder, isStart: isStart) }
    }

    static func remove(_ kind: Kind, in folder: String, isStart: Bool = false) {
        guard let stream = opendir(folder) else { return }
        defer { closedir(stream) }
        var left: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let process = maker(of: name, kind), process == getpid() ? isStart : isNoMore(process) { left.append(folder + "/" + name) }
        }
        for path in left where isOwn(path) { unlink(path) }
    }

    private static func isOwn(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_uid == geteuid() && status.st_mode & S_IFMT == S_IFREG
    }

    /// The process id in a name of the kind; nil: it is none. Earlier versions gave what they restored no number.
    private static func maker(of name: String, _ kind: Kind) -> pid_t? {
        let base = sides.first(where: name.hasSuffix).map { name.dropLast($0.count) } ?? name[...]
        guard let mark = base.firstRange(of: ".\(kind.rawValue)-")?.upperBound else { return nil }
        let numbers = base[mark...].split(separator: "-", omittingEmptySubsequences: false)
        guard numbers.count == 2 || (numbers.count == 1 && kind == .restoring),
            numbers.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) })
        else { return nil }
        return pid_t(numbers[0])
    }

    private static func isNoMore(_ process: pid_t) -> Bool { process > 0 && kill(process, 0) != 0 && errno == ESRCH }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
