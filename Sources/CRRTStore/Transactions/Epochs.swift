public import CRRTDomain
import GRDB

/// A history of the database. It begins when the database is created, or when a backup is restored in its place.
///
/// A position from another epoch may be that of another entry now (docs/decisions/0024).
public struct Epoch: Sendable, Hashable {
    /// 128 random bits, hexadecimal.
    public let id: String
    /// The last entry of the journal when it began.
    public let after: Int
    /// When it began.
    public let at: Instant
}

extension ReadTransaction {
    /// The epochs of this database, the current one last.
    ///
    /// - Throws: `InvalidField` where there is none.
    public func epochs() throws -> [Epoch] {
        let rows = try Row.fetchAll(db.cachedStatement(sql: "SELECT id, after, at FROM epoch ORDER BY number"))
        guard !rows.isEmpty else { throw InvalidField("epoch", "is missing") }
        return try rows.map { row in
            Epoch(
                id: try row.decode(atIndex: 0), after: try row.decode(atIndex: 1), at: Instant(milliseconds: try row.decode(atIndex: 2)))
        }
    }
}

extension WriteTransaction {
    /// Begins another epoch. Call it on a copy that is about to replace a database.
    ///
    /// - Parameter now: when it begins; nil for SQLite's clock.
    func beginEpoch(at now: Instant?) throws {
        let sql = """
            INSERT INTO epoch (number, id, after, at)
            SELECT 1 + (SELECT max(number) FROM epoch), lower(hex(randomblob(16))), (SELECT coalesce(max(seq), 0) FROM journal),
                   coalesce(?, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
            """
        try rows.db.cachedStatement(sql: sql).execute(arguments: [now?.milliseconds])
    }
}
