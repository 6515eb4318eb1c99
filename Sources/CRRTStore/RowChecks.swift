import GRDB
import JournalProof

/// Checks that compare the rows with the journal, and the file with itself.
extension Store {
    /// Compares all rows with the journal, which must be valid. It reads in short transactions and blocks no writer. Meanwhile it needs as
    /// much disk space as the rows.
    ///
    /// - Returns: the differences; of very many only some.
    /// - Throws: `StoreError`.
    public func differingRows() throws -> [RowDifference] {
        try explained { try RowComparison.differences(of: path, isWanted: checkWanted) }
    }

    /// Compares open requests, taskings, assignments and consents, and all effects, with the journal. Call it before anything is decided by
    /// the rows.
    ///
    /// Rows that only look ended, are missing, or are in no entry are found, too. Experts and teams are not checked, so the time does not
    /// depend on the size of the roster. The indexes that it and commands rely on are first compared with their tables, and the entries
    /// that it reads with their hashes.
    ///
    /// - Throws: `StoreError.rowsDiffer`; `.damaged` where an entry is not valid.
    public func checkOpenRows() throws {
        try explained {
            if let fault = try read({ try IndexCheck.fault($0.db) }) { throw StoreError.rowsDiffer(path: path, reason: fault) }
            guard try read(OpenRecordCheck.init).mayDiffer(at: path) else { return }
            if let fault = try verifyJournal().faults.first {
                throw StoreError.damaged(path: path, reason: "the journal does not hold: \(fault)")
            }
            // Entries of earlier programs may name another subject than the record that they change.
            let differences = try RowComparison.differences(of: path, isWanted: checkWanted)
            if !differences.isEmpty { throw StoreError.rowsDiffer(path: path, reason: RowDifference.words(differences)) }
        }
    }

    /// Runs `body`. Where it fails, finds the record that cannot be read: a read of many rows does not know which one it was.
    ///
    /// - Throws: `StoreError.rowsDiffer` where such a row is found, else what `body` throws.
    public func explainingRows<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error where !(error is StoreError) {
            guard let (record, reason) = try read({ try $0.firstUnreadable() }) else { throw error }
            throw StoreError.rowsDiffer(path: path, reason: "\(record) cannot be read: \(reason)")
        }
    }

    /// Runs SQLite's integrity checks: broken pages, rows missing from an index or left in one, references to missing rows. It reads the
    /// whole file in one transaction, on a connection of its own, and blocks no writer.
    ///
    /// - Returns: up to ten findings in SQLite's words, which name the index or table.
    /// - Throws: `StoreError` where the file cannot be read.
    public func fileFaults() throws -> [String] {
        try checkWanted()
        do {
            let queue = try DatabaseQueue(path: path, configuration: StoreOpening.readConfiguration())
            defer { try? queue.close() }
            return try queue.read { db in
                let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)")
                guard found == ["ok"] else { return found }
                let reference = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check")
                return try reference.map { ["a row of \(try $0.decode(String.self, atIndex: 0)) refers to one that is not there"] } ?? []
            }
        } catch let error as DatabaseError {
            let explained = StoreOpening.explain(error, path)
            guard case .damaged(_, let reason) = explained else { throw explained }
            return [reason]
        }
    }

    private func explained<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError { throw StoreOpening.explain(error, path) }
    }
}
