import Foundation
import GRDB

/// SQLite's online backup into a new file, made durable, readable by the owner only, and looked over before it counts.
enum BackupWriting {
    static func copy(_ pool: DatabasePool, to path: String) throws -> Int {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreError.cannotOpen(path: path, reason: "it exists already; name a new file")
        }
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw StoreError.cannotOpen(path: path, reason: "the file cannot be created there")
        }
        do {
            let copy = try DatabaseQueue(path: path)
            try pool.backup(to: copy)
            let (seq, verdict) = try copy.writeWithoutTransaction { db in
                // One file, without a -wal beside it: what is carried away is whole.
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                return (try Reading(db).seq(), try String.fetchOne(db, sql: "PRAGMA quick_check") ?? "")
            }
            try copy.close()
            guard verdict == "ok" else { throw StoreError.damaged(path: path, reason: verdict) }
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.synchronize()
            try handle.close()
            return seq
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
    }
}
