import GRDB
import Glibc
import JournalProof

/// Makes a database whose rows are rebuilt from its journal. Tables outside the journal are copied as they are (``UnjournalledTable``).
enum Rebuild {
    /// - Parameters:
    ///   - path: a new file.
    ///   - database: of any schema up to the current one. It is only read.
    /// - Returns: the rows outside the journal that cannot be read and were left out, in words.
    /// - Throws: `StoreError.journalBroken` at the first entry that is not valid or cannot be applied.
    static func fill(_ path: String, from database: String) throws -> [String] {
        try FileInspection.checkHeader(database)
        do {
            // Tables, indexes and triggers are created anew as well, so the old ones are not compared.
            try StoreOpening.inspect(database, comparesSchema: false)
            guard try !FileInspection.createOrOpen(path) else { throw StoreError.cannotOpen(path: path, reason: "it exists already") }
            let (source, target) = (
                try DatabaseQueue(path: database, configuration: StoreOpening.readConfiguration()),
                try DatabaseQueue(path: path, configuration: StoreOpening.writeConfiguration())
            )
            let omittedRows = try source.read { source in
                var omittedRows: [String] = []
                try target.writeWithoutTransaction { db in
                    try db.execute(sql: "PRAGMA foreign_keys = OFF")
                    try Schema.migrate(db)
                    try db.inTransaction {
                        let transaction = try WriteTransaction(db)
                        try replay(ReadTransaction(source), into: transaction, database)
                        for table in UnjournalledTable.all { omittedRows += try table.copy(from: source, into: transaction) }
                        // Names of experts that the journal does not have.
                        for table in ["expert_name", "expert_partner"] {
                            try db.execute(sql: "DELETE FROM \(table) WHERE id NOT IN (SELECT id FROM expert)")
                        }
                        try db.execute(sql: "DELETE FROM contact WHERE length(owner) <> 3 AND owner NOT IN (SELECT id FROM request)")
                        try db.execute(
                            sql: """
                                DELETE FROM note WHERE subject NOT IN (
                                    SELECT id FROM request UNION ALL SELECT id FROM tasking UNION ALL SELECT id FROM campaign)
                                """)
                        omittedRows += try dropFalseMessages(db)
                        return .commit
                    }
                }
                return omittedRows
            }
            try target.close()
            try source.close()
            return omittedRows
        } catch let error as DatabaseError {
            throw StoreOpening.explain(error, database)
        }
    }

    /// Takes out messages of an exercise that contradict the journal, which has what was told.
    private static func dropFalseMessages(_ db: Database) throws -> [String] {
        try MessageComparison.differences(db, limit: .max).map { number in
            try db.execute(sql: "DELETE FROM exercise_message WHERE number = ?", arguments: [number])
            return "message \(number) of the exercise"
        }
    }

    private static func replay(_ rows: ReadTransaction, into transaction: WriteTransaction, _ path: String) throws {
        var (seq, head) = (0, JournalEntry.genesis)
        try transaction.withoutBookingRules {
            while true {
                let entries = try rows.journal(since: seq, limit: ProofPage.maxEntries)
                if entries.isEmpty { return }
                for entry in entries {
                    guard entry.isValid(after: head, seq: seq + 1) else {
                        throw StoreError.journalBroken(path: path, reason: "journal entry \(seq + 1) does not hold")
                    }
                    do { try transaction.replay(entry) } catch let error where !isDiskError(error) {
                        throw StoreError.journalBroken(path: path, reason: "journal entry \(seq + 1) cannot be applied: \(error)")
                    }
                    (seq, head) = (entry.seq, entry.hash)
                }
            }
        }
    }

    private static func isDiskError(_ error: any Error) -> Bool {
        guard let code = (error as? DatabaseError)?.resultCode else { return false }
        return code != .SQLITE_CONSTRAINT && code != .SQLITE_ERROR
    }
}
