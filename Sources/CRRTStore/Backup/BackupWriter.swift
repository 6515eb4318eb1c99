import GRDB
import Glibc
import JournalProof

/// Writes a backup: SQLite's online backup into a new file that only its owner may read, verified and durable before it gets its name.
///
/// Until then it is called `….part-PROCESS-NUMBER`. If the process ends meanwhile, nothing is left that looks like a backup, and the next
/// backup removes the file.
struct BackupWriter {
    /// The backup can be cancelled after each step.
    private static let pagesPerStep: CInt = 1024

    let path: String
    /// Whose signatures of the journal count, and the position up to which one of these keys is known to have signed.
    let keys: [VerifyingKey]
    let signed: Int
    let isWanted: () -> Bool
    private let part: String

    init(path: String, keys: [VerifyingKey], signed: Int, isWanted: @escaping () -> Bool) {
        (self.path, self.keys, self.signed, self.isWanted) = (path, keys, signed, isWanted)
        part = TemporaryFiles.uniqueName(path, .part)
    }

    func copy(_ source: any DatabaseReader) throws -> Int {
        guard access(path, F_OK) != 0 else { throw Self.exists(path) }
        TemporaryFiles.removeStale(.part, in: TemporaryFiles.folder(of: path))
        let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StoreError.ofSystem(path) }
        close(file)
        // Including its log, which is empty or useless.
        defer { TemporaryFiles.unlinkDatabase(part) }
        do {
            let seq = try fill(from: source)
            try FileInspection.syncWithFolder(part)
            try publish()
            try FileInspection.syncWithFolder(path)
            return seq
        } catch let error as DatabaseError {
            throw StoreOpening.explain(error, path)
        }
    }

    private func fill(from source: any DatabaseReader) throws -> Int {
        let copy = try DatabaseQueue(path: part)
        try source.backup(to: copy, pagesPerStep: Self.pagesPerStep) { _ in try checkWanted() }
        let verdict = try copy.writeWithoutTransaction { db in
            // Without a -wal, so that the backup is a single file.
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            do { try DatabaseInspection.checkPages(db, path) } catch StoreError.damaged(_, let reason) {
                // SQLite names the table, the comparison the record. It may fail where pages are broken.
                let named = (try? RowComparison.differences(of: part)).map(RowDifference.words) ?? ""
                throw StoreError.notCopied(reason: named.isEmpty ? reason : named)
            }
            let rows = try ReadTransaction(db)
            return try JournalVerifier(journal: rows.journalIdentity(), keys: keys).verdict(signedThrough: signed) { since in
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

    /// Gives the file its name, by a link, which never replaces a file. Where the file system has no links, by renaming it.
    private func publish() throws {
        if link(part, path) == 0 { return }
        if errno == EEXIST { throw Self.exists(path) }
        guard rename(part, path) == 0 else { throw StoreError.ofSystem(path) }
    }

    private static func exists(_ path: String) -> StoreError {
        .cannotOpen(path: path, reason: "it exists already; name a new file")
    }
}
