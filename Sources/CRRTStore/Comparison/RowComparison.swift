import GRDB
import JournalProof

/// Checks that all rows of a database follow from its journal, and that rows stored outside the journal can be read and do not contradict
/// it.
enum RowComparison {
    /// Applies every entry and compares every row. The database may be in use: it is read in short transactions.
    ///
    /// - Parameters:
    ///   - path: a database of the current schema with a valid journal.
    ///   - isWanted: throws to cancel the comparison.
    /// - Returns: about ``RebuiltRows/maxDifferences`` differences at most.
    /// - Throws: `StoreError`, `DatabaseError`.
    static func differences(of path: String, isWanted: () throws -> Void = {}) throws -> [RowDifference] {
        let rows = try RebuiltRows(of: path)
        while try rows.read(rows.applyNext) { try isWanted() }
        var found: [RowDifference] = []
        for table in ProjectedTable.all where found.count < RebuiltRows.maxDifferences {
            found += try rows.differences(in: table, isWanted: isWanted)
        }
        for table in UnjournalledTable.all where found.count < RebuiltRows.maxDifferences {
            found += try rows.read { try table.unreadable($0, limit: RebuiltRows.maxDifferences) }.map {
                RowDifference(record: $0, kind: .unreadable)
            }
        }
        found += try rows.read { try MessageComparison.differences($0, limit: RebuiltRows.maxDifferences) }.map {
            RowDifference(record: "message \($0) of the exercise", kind: .changed)
        }
        try rows.close()
        return found
    }
}
