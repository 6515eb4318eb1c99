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
