import Glibc

/// A path as a system call has it: a folder, and a name in it. Two paths to the same place differ in `path` only.
struct Place {
    let at: Int32
    let path: String
    let folder: FileIdentity
    let name: String

    /// - Returns: nil where the folder is not there, or where the path names a folder by `.` or `..`.
    init?(at: Int32, _ path: String) {
        var trimmed = path[...]
        while trimmed.utf8.count > 1, trimmed.utf8.last == UInt8(ascii: "/") { trimmed = trimmed.dropLast() }
        let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/"))
        name = String(slash.map { trimmed[trimmed.utf8.index(after: $0)...] } ?? trimmed)
        let parent = slash.map { $0 == trimmed.startIndex ? "/" : String(trimmed[..<$0]) } ?? "."
        guard !["", ".", ".."].contains(name), let folder = FileIdentity(at: at, parent) else { return nil }
        (self.at, self.path, self.folder) = (at, path, folder)
    }

    /// What stands there, a symbolic link itself; nil: nothing.
    var status: stat? {
        var status = stat()
        return fstatat(at, path, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
    }
}
