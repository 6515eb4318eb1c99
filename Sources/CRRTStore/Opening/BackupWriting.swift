import GRDB
import Glibc
import JournalProof

/// SQLite's online backup into a new file, looked over and made durable before it counts, readable by the owner only.
enum BackupWriting {
    static func copy(_ pool: DatabasePool, to path: String) throws -> Int {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            let reason = errno == EEXIST ? "it exists already; name a new file" : String(cString: strerror(errno))
            throw StoreError.cannotOpen(path: path, reason: reason)
        }
        close(file)
        do {
            let seq = try fill(path, from: pool)
            try FileLook.makeDurable(path)
            return seq
        } catch {
            unlink(path)
            guard let error = error as? DatabaseError else { throw error }
            throw StoreOpening.explain(error, path)
        }
    }

    private static func fill(_ path: String, from pool: DatabasePool) throws -> Int {
        let copy = try DatabaseQueue(path: path)
        try pool.backup(to: copy)
        let verdict = try copy.writeWithoutTransaction { db in
            // One file, without a -wal beside it: what is carried away is whole.
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            let complaint = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") ?? "no verdict"
            guard complaint == "ok" else { throw StoreError.notCopied(reason: complaint) }
            return try JournalCheck(journal: Reading(db).journalIdentity(), keys: []).verdict { try Reading(db).proofPage(since: $0) }
        }
        try copy.close()
        if let fault = verdict.faults.first { throw StoreError.notCopied(reason: "the journal does not hold: \(fault)") }
        return verdict.entries
    }
}
