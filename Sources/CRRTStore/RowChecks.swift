import GRDB
import JournalProof

/// What compares the rows with the journal, and the file with itself.
extension Store {
    /// Compares all rows with the journal, which must hold. Reads in pieces and blocks no writer; takes as much room on the disk for a
    /// while as the rows do.
    ///
    /// - Returns: what differs; where very much does, only some of it.
    /// - Throws: `StoreError`.
    public func differingRows() throws -> [RowDifference] {
        try explained { try RowComparison.differences(of: path, isWanted: checkWanted) }
    }

    /// Compares what has not ended with the journal: requests, taskings, assignments and consents, also those whose rows look as if they
    /// had ended, are missing, or were invented, and effects. To be called before anything is decided by the rows. It does not look at
    /// the roster's people and teams, and takes no longer where there are many.
    ///
    /// The indexes by which it finds them, and by which commands decide, are compared with their tables first, and the entries that it goes
    /// by with their hashes.
    ///
    /// - Throws: `StoreError.rowsDiffer`; `.damaged` where an entry does not hold.
    public func checkOpenRows() throws {
        try explained {
            if let fault = try read({ try IndexCheck.fault($0.db) }) { throw StoreError.rowsDiffer(path: path, reason: fault) }
            guard try read(OpenRows.init).areDoubtful(beside: path) else { return }
            if let fault = try verifyJournal().faults.first {
                throw StoreError.damaged(path: path, reason: "the journal does not hold: \(fault)")
            }
            // Entries of earlier programs may name another subject than the record that they change.
            let differences = try RowComparison.differences(of: path, isWanted: checkWanted)
            if !differences.isEmpty { throw StoreError.rowsDiffer(path: path, reason: RowDifference.words(differences)) }
        }
    }

    /// Names the record where `body` comes to a row that cannot be read: what reads many at once does not know which of them it was.
    ///
    /// - Throws: `StoreError.rowsDiffer` where such a row is found, else what `body` throws.
    public func explainingRows<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error where !(error is StoreError) {
            guard let (record, reason) = try read({ try $0.firstUnreadable() }) else { throw error }
            throw StoreError.rowsDiffer(path: path, reason: "\(record) cannot be read: \(reason)")
        }
    }

    /// What SQLite finds wrong with the file: broken pages, rows that an index lacks or has in excess, references to rows that are not
    /// there. Reads the whole file in one transaction, on a connection of its own; blocks no writer.
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
