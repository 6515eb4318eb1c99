import GRDB
import Glibc
import JournalProof

/// SQLite's online backup into a new file, looked over and made durable before it bears its name, readable by the owner only.
///
/// Until then it is called `….part-PROCESS-NUMBER`: whatever ends this program in between leaves nothing that looks like a backup, and
/// nothing that is in the way of the next one, which removes it.
struct BackupWriter {
    /// Pages between two looks at whether it is still wanted.
    private static let pagesPerStep: CInt = 1024

    let path: String
    /// Whose signatures of the journal count, and up to where one of them has signed.
    let keys: [VerifyingKey]
    let signed: Int
    let isWanted: () -> Bool
    private let part: String

    init(path: String, keys: [VerifyingKey], signed: Int, isWanted: @escaping () -> Bool) {
        (self.path, self.keys, self.signed, self.isWanted) = (path, keys, signed, isWanted)
        part = Leftovers.name(path, .part)
    }

    func copy(_ source: any DatabaseReader) throws -> Int {
        guard access(path, F_OK) != 0 else { throw Self.exists(path) }
        Leftovers.remove(.part, in: Leftovers.folder(of: path))
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StoreError.ofSystem(path) }
        close(file)
        // Its log, where there is one, is empty or of no use.
        defer { Leftovers.unlinkAll(part) }
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
                // SQLite names the table, the comparison the record. Where pages are broken it comes to nothing.
                let named = (try? RowComparison.differences(of: part)).map(RowDifference.words) ?? ""
                throw StoreError.notCopied(reason: named.isEmpty ? reason : named)
            }
            let rows = ReadTransaction(db)
            return try JournalCheck(journal: rows.journalIdentity(), keys: keys).verdict(signedThrough: signed) { since in
                try checkWanted()
                return try rows.proofPage(since: since)
            }
        }
        try copy.close()
        if let fault = verdict.faults.first { throw StoreError.notCopied(reason: "the journal does not hold: \(fault)") }
        let differences = try RowComparison.differences(of: part, isWanted: checkWanted)
        if !differences.isEmpty { throw StoreError.notCopied(reason: RowDifference.words(differences)) }
        return verdict.entries
    }

    private func checkWanted() throws {
        if !isWanted() { throw StoreError.cannotOpen(path: path, reason: "the daemon stops; nothing was written") }
    }

    /// By a link, which replaces nothing; where the file system knows none, by its name.
    private func name() throws {
        if link(part, path) == 0 { return }
        if errno == EEXIST { throw Self.exists(path) }
        guard rename(part, path) == 0 else { throw StoreError.ofSystem(path) }
    }

    private static func exists(_ path: String) -> StoreError {
        .cannotOpen(path: path, reason: "it exists already; name a new file")
    }
}
