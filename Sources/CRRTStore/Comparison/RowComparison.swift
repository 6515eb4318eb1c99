import GRDB
import JournalProof

/// Whether all rows of a database are what its journal makes of them, and what stands outside the journal can be read.
enum RowComparison {
    /// Applies every entry, and compares every row. The database may be in use: it is read in pieces, each in a transaction of its own.
    ///
    /// - Parameters:
    ///   - path: a database of the present schema. Its journal holds.
    ///   - isWanted: throws where the comparison is to end.
    /// - Returns: up to ``RowsAnew/most`` differences, and a few more.
    /// - Throws: `StoreError`, `DatabaseError`.
    static func differences(of path: String, isWanted: () throws -> Void = {}) throws -> [RowDifference] {
        let rows = try RowsAnew(beside: path)
        while try rows.read(rows.takeNext) { try isWanted() }
        var found: [RowDifference] = []
        for table in ProjectedTable.all where found.count < RowsAnew.most { found += try rows.differences(in: table, isWanted: isWanted) }
        for table in BesideJournal.all where found.count < RowsAnew.most {
            found += try rows.read { try table.unreadable($0, most: RowsAnew.most) }.map { RowDifference(record: $0, kind: .unreadable) }
        }
        try rows.close()
        return found
    }
}

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
            guard try OpenRows.areDoubtful(self) else { return }
            if let fault = try verifyJournal().faults.first {
                throw StoreError.damaged(path: path, reason: "the journal does not hold: \(fault)")
            }
            // Entries of earlier programs may name another subject than the record that they change.
            let differences = try RowComparison.differences(of: path, isWanted: checkWanted)
            if !differences.isEmpty { throw StoreError.rowsDiffer(path: path, reason: RowDifference.words(differences)) }
        }
    }

    private func explained<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as DatabaseError { throw StoreOpening.explain(error, path) }
    }
}
