internal import Glibc

/// Checks whether users other than root and this process's user could change what is at a path.
///
/// Every folder from the root on and every symbolic link is checked, because a folder's writers can replace what is in it. The sticky bit
/// of a folder on the way prevents that, as in `/tmp`. It does not help for the last folder, to which others could still add files.
public struct PathOwnershipCheck {
    /// The number of symbolic links that the kernel follows in a path.
    private static let maxLinks = 40

    /// Names that are left, the next one last.
    private var names: [Substring]
    /// The folder reached, without links; empty for the root.
    private var folder = ""
    private var links = 0

    /// Checks a path. Something that does not exist cannot be changed and passes.
    ///
    /// - Throws: `ConfigurationError` with the file or folder that others can change, why, and the command that fixes it. What cannot be
    ///   read is left to the code that opens it.
    public static func check(_ path: String) throws(ConfigurationError) {
        var walk = PathOwnershipCheck(path)
        while try walk.step() {}
    }

    private init(_ path: String) {
        names = PathOwnershipCheck.names(path.hasPrefix("/") ? path : (PathOwnershipCheck.workingDirectory ?? "") + "/" + path)
    }

    private static func names(_ path: String) -> [Substring] { path.split(separator: "/").filter { $0 != "." }.reversed() }

    private static var workingDirectory: String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// Checks the next name; false at the end.
    private mutating func step() throws(ConfigurationError) -> Bool {
        guard let name = names.popLast() else { return false }
        if name == ".." {
            folder = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
            return true
        }
        let path = folder + "/" + name
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        let isLink = status.st_mode & S_IFMT == S_IFLNK
        try PathOwnershipCheck.checkOwner(path, status, isLink: isLink)
        if isLink { return follow(path) }
        try PathOwnershipCheck.checkMode(path, status, isLast: names.isEmpty)
        folder = path
        return true
    }

    /// Follows a link. A loop of links is left to the code that opens the path.
    private mutating func follow(_ path: String) -> Bool {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &buffer, buffer.count)
        links += 1
        guard count > 0, links <= PathOwnershipCheck.maxLinks else { return false }
        let target = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        if target.hasPrefix("/") { folder = "" }
        names += PathOwnershipCheck.names(target)
        return true
    }

    private static func checkOwner(_ path: String, _ status: stat, isLink: Bool) throws(ConfigurationError) {
        if status.st_uid == 0 || status.st_uid == geteuid() { return }
        let command = isLink ? "chown -h" : "chown"
        throw ConfigurationError(
            file: path,
            reason:
                "belongs to user \(status.st_uid), who could change it; \(command) \(geteuid() == 0 ? "root" : "root (or \(geteuid()))") "
                + quoted(path))
    }

    private static func checkMode(_ path: String, _ status: stat, isLast: Bool) throws(ConfigurationError) {
        let writers = status.st_mode & (S_IWGRP | S_IWOTH)
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        if writers == 0 || (isFolder && !isLast && status.st_mode & S_ISVTX != 0) { return }
        let who = writers & S_IWOTH != 0 ? "everybody" : "its group (\(status.st_gid))"
        let mode = String(status.st_mode & 0o7777, radix: 8)
        throw ConfigurationError(file: path, reason: "may be written by \(who), mode \(mode); chmod go-w \(quoted(path))")
    }

    /// The path quoted for a shell.
    private static func quoted(_ path: String) -> String {
        let plain = path.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x2B...0x3A).contains(byte) || byte == 0x5F || byte == 0x40
        }
        return plain ? path : "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
