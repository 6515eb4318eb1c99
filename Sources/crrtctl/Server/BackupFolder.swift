import CRRTDomain
import Glibc

/// A folder of backups that are named by their time, `crrtd-20261123T062300Z.db`. The oldest are removed.
struct BackupFolder {
    let path: String

    /// The name of a backup made now.
    static func name(at now: Instant) -> String {
        "crrtd-" + String(now.description.filter { $0 != "-" && $0 != ":" }.prefix(15)) + "Z.db"
    }

    /// The names of the backups, the oldest first. Files with other names are not backups.
    func backups() throws(Failure) -> [String] { try names().filter(Self.isBackup).sorted() }

    private func names() throws(Failure) -> [String] {
        guard let stream = opendir(path) else { throw Failure(.failed, "\(path): \(SystemError.last)") }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            names.append(name)
        }
        return names
    }

    /// Removes all but the newest `count` backups, and unfinished ones of earlier versions. The daemon removes those of this version.
    ///
    /// - Returns: the names of the removed files.
    func keep(_ count: Int) throws(Failure) -> [String] {
        let old = try backups().dropLast(count) + names().filter(isLeft)
        for name in old {
            guard unlink(path + "/" + name) == 0 else { throw Failure(.failed, "\(path)/\(name) stays: \(SystemError.last)") }
        }
        return Array(old)
    }

    /// Whether it is an unfinished backup of an earlier version (`….db.part`), more than a day old.
    private func isLeft(_ name: String) -> Bool {
        var (status, now) = (stat(), time_t())
        guard name.hasSuffix(".part"), Self.isBackup(String(name.dropLast(5))), stat(path + "/" + name, &status) == 0 else { return false }
        return time(&now) - status.st_mtim.tv_sec > 86_400
    }

    static func isBackup(_ name: String) -> Bool {
        let pattern = "crrtd-00000000T000000Z.db"
        return name.utf8.count == pattern.utf8.count
            && zip(name.utf8, pattern.utf8).allSatisfy { byte, expected in
                expected == UInt8(ascii: "0") ? (0x30...0x39).contains(byte) : byte == expected
            }
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
