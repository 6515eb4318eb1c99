import GRDB
import Glibc
import JournalProof

/// SQLite's online backup into a new file, looked over and made durable before it bears its name, readable by the owner only.
///
/// Until then it is called `….part`: whatever ends this program in between leaves nothing that looks like a backup.
struct BackupWriting {
    /// Pages between two looks at whether it is still wanted.
    private static let pagesPerStep: CInt = 1024

    let path: String
    /// Whose signatures of the journal count, and up to where one of them has signed.
    let keys: [VerifyingKey]
    let signed: Int
    let isWanted: () -> Bool
    private var part: String { path + ".part" }

    func copy(_ source: any DatabaseReader) throws -> Int {
        guard access(path, F_OK) != 0 else { throw Self.exists(path) }
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            if errno == EEXIST {
                throw StoreError.cannotOpen(path: part, reason: "it is left of a backup that was broken off; remove it, or name a new file")
            }
            throw StoreError.cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        close(file)
        // Its log, where there is one, is empty or of no use.
        defer { for end in ["", "-wal", "-shm", "-journal"] { unlink(part + end) } }
        do {
            let seq = try fill(from: source)
            try FileLook.makeDurable(part)
            try name()
            try FileLook.makeDurable(path)
            return seq
        } catch let error as DatabaseError {
            throw StoreOpening.explain(error, path)
        }
    }

    private func fill(from source: any DatabaseReader) throws -> Int {
        let copy = try DatabaseQueue(path: part)
        try source.backup(to: copy, pagesPerStep: Self.pagesPerStep) { _ in try checkWanted() }
        let verdict = try copy.writeWithoutTransaction { db in
            // One file, without a -wal beside it: what is carried away is whole.
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            do { try DatabaseLook.checkPages(db, path) } catch StoreError.damaged(_, let reason) {
                throw StoreError.notCopied(reason: reason)
            }
            let reading = Reading(db)
            return try JournalCheck(journal: reading.journalIdentity(), keys: keys).verdict(signedThrough: signed) { since in
                try checkWanted()
                return try reading.proofPage(since: since)
            }
        }
        try copy.close()
        if let fault = verdict.faults.first { throw StoreError.notCopied(reason: "the journal does not hold: \(fault)") }
        return verdict.entries
    }

    private func checkWanted() throws {
        if !isWanted() { throw StoreError.cannotOpen(path: path, reason: "the daemon stops; nothing was written") }
    }

    /// By a link, which replaces nothing; where the file system knows none, by its name.
    private func name() throws {
        if link(part, path) == 0 { return }
        if errno == EEXIST { throw Self.exists(path) }
        guard rename(part, path) == 0 else { throw StoreError.cannotOpen(path: path, reason: String(cString: strerror(errno))) }
    }

    private static func exists(_ path: String) -> StoreError {
        .cannotOpen(path: path, reason: "it exists already; name a new file")
    }
}
