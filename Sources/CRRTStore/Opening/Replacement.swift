import GRDB
import Glibc
public import JournalProof

/// A copy of a backup, looked over and brought up to date beside the database that it is to replace. What was checked is what is put in
/// place: the backup itself is read once.
///
/// Whatever kills this program leaves either the old database or the new one at its place, whole.
public struct Replacement: ~Copyable {
    /// What the backup holds.
    public let look: DatabaseLook
    private let database: String
    private let copy: String

    /// - Parameters:
    ///   - backup: the file, and what lies in `-wal` beside it, opened for reading.
    ///   - database: what is to be replaced; it may be missing.
    ///   - keys: whose signatures of the journal count.
    /// - Throws: `StoreError`; then nothing is left.
    public init(of backup: (file: Int32, log: Int32?), for database: String, keys: [VerifyingKey]) throws {
        let copy = "\(database).restoring-\(getpid())"
        let look: DatabaseLook
        do {
            look = try Replacement.filled(copy, backup, keys)
        } catch {
            Replacement.remove(copy)
            throw error
        }
        (self.database, self.copy, self.look) = (database, copy, look)
    }

    private static func filled(_ copy: String, _ backup: (file: Int32, log: Int32?), _ keys: [VerifyingKey]) throws -> DatabaseLook {
        try FileLook.copy(backup.file, to: copy)
        if let log = backup.log { try FileLook.copy(log, to: copy + "-wal") }
        let look = try DatabaseLook.at(copy, keys: keys)
        try migrate(copy, to: look)
        return look
    }

    /// Migrations are not to touch what has been journalled.
    private static func migrate(_ path: String, to look: DatabaseLook) throws {
        let store = try Store(path: path)
        let head = try store.verifyJournal().last
        try store.close()
        guard head == look.verdict.last else { throw StoreError.damaged(path: path, reason: "its journal changed while it was migrated") }
        try FileLook.makeDurable(path)
    }

    deinit { Replacement.remove(copy) }

    private static func remove(_ path: String) { for end in ["", "-wal", "-shm"] { unlink(path + end) } }

    /// Puts it in place. To be called by whoever holds the folder: no daemon may have the database open.
    ///
    /// - Parameter kept: a new name for the present database, if there is one.
    /// - Throws: `StoreError`; then the present database is where it was.
    public consuming func putInPlace(keeping kept: String) throws {
        if access(database, F_OK) == 0 {
            try settle()
            for end in [""] + (hasLog ? ["-wal"] : []) {
                guard link(database + end, kept + end) == 0 else { throw Replacement.complaint(kept + end) }
            }
            try FileLook.makeDurable(kept)
            // Left there, it would be taken for the new one's.
            for end in ["-wal", "-shm"] { unlink(database + end) }
        }
        guard rename(copy, database) == 0 else { throw Replacement.complaint(database) }
        try FileLook.makeDurable(database)
    }

    /// Brings all that has been committed into the file itself, so that it is whole without its log. One that no daemon would open anyway
    /// stays as it is.
    private func settle() throws {
        guard hasLog else { return }
        guard (try? DatabaseLook.at(database)) != nil, let queue = try? DatabaseQueue(path: database) else { return }
        defer { try? queue.close() }
        do {
            try queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
            throw StoreError.cannotOpen(path: database, reason: "another program has it open; end it and repeat")
        } catch {
            return
        }
    }

    /// Whether something lies in the log beside the database.
    private var hasLog: Bool {
        var status = stat()
        return stat(database + "-wal", &status) == 0 && status.st_size > 0
    }

    private static func complaint(_ path: String) -> StoreError {
        .cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }

    /// Removes the copies that programs have left here which are no more.
    public static func removeLeftovers(beside database: String) {
        guard let slash = database.lastIndex(of: "/"), let stream = opendir(String(database[..<slash])) else { return }
        defer { closedir(stream) }
        let start = database[database.index(after: slash)...] + ".restoring-"
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(start), let process = pid_t(name.dropFirst(start.count).prefix { $0.isNumber }) else { continue }
            if kill(process, 0) != 0, errno == ESRCH { unlink(database[...slash] + name) }
        }
    }
}
