import GRDB
import Glibc
import JournalProof

/// A database whose rows are made anew from its journal. What stands outside the journal is taken over as it is (``BesideJournal``).
enum Rebuild {
    /// - Parameters:
    ///   - path: a new file.
    ///   - database: of any schema up to the present one. It is only read.
    /// - Returns: the rows outside of the journal that cannot be read and were left behind, in words.
    /// - Throws: `StoreError.journalBroken` at the first entry that does not hold or that cannot be applied.
    static func fill(_ path: String, from database: String) throws -> [String] {
        try FileLook.checkHead(database)
        do {
            // Its tables, indices and triggers are made anew as well.
            try StoreOpening.inspect(database, comparesSchema: false)
            guard try !FileLook.makeOrFind(path) else { throw StoreError.cannotOpen(path: path, reason: "it exists already") }
            let (source, target) = (
                try DatabaseQueue(path: database, configuration: StoreOpening.readConfiguration()),
                try DatabaseQueue(path: path, configuration: StoreOpening.writeConfiguration())
            )
            let leftBehind = try source.read { source in
                var leftBehind: [String] = []
                try target.writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA foreign_keys = OFF")
                    try Schema.migrate(db)
                    try db.inTransaction {
                        let transaction = WriteTransaction(db)
                        try replay(ReadTransaction(source), into: transaction, database)
                        for table in BesideJournal.all { leftBehind += try table.copy(from: source, into: transaction) }
                        // A name without an expert belongs to no record.
                        try db.execute(sql: "DELETE FROM expert_name WHERE id NOT IN (SELECT id FROM expert)")
                        return .commit
                    }
                }
                return leftBehind
            }
            try target.close()
            try source.close()
            return leftBehind
        } catch let error as DatabaseError {
            throw StoreOpening.explain(error, database)
        }
    }

    private static func replay(_ rows: ReadTransaction, into transaction: WriteTransaction, _ path: String) throws {
        var (seq, head) = (0, JournalEntry.genesis)
        try transaction.withoutBookingRules {
            while true {
                let entries = try rows.journal(since: seq, limit: ProofPage.most)
                if entries.isEmpty { return }
                for entry in entries {
                    guard entry.holds(after: head, seq: seq + 1) else {
                        throw StoreError.journalBroken(path: path, reason: "journal entry \(seq + 1) does not hold")
                    }
                    do { try transaction.replay(entry) } catch let error where !isOfTheDisk(error) {
                        throw StoreError.journalBroken(path: path, reason: "journal entry \(seq + 1) cannot be applied: \(error)")
                    }
                    (seq, head) = (entry.seq, entry.hash)
                }
            }
        }
    }

    private static func isOfTheDisk(_ error: any Error) -> Bool {
        guard let code = (error as? DatabaseError)?.resultCode else { return false }
        return code != .SQLITE_CONSTRAINT && code != .SQLITE_ERROR
    }
}
