import CRRTDomain
import GRDB

/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// Whether the database is of an exercise, by the first record that tells. An exercise alone has messages, and entries about them; the
    /// ids of its campaigns and requests begin in another way. The schema may be an older one.
    ///
    /// - Returns: nil where no record tells.
    public func exerciseEvidence() throws -> (record: String, isExercise: Bool)? {
        if let message = try firstExerciseMessage() { return (message, true) }
        for (table, prefix) in [("campaign", "CMX"), ("request", "EX")] where try db.tableExists(table) {
            guard let id = try String.fetchOne(db, sql: "SELECT id FROM \(table) LIMIT 1") else { continue }
            return (id, id.hasPrefix(prefix))
        }
        return nil
    }

    /// A message of an exercise, or an entry about one.
    private func firstExerciseMessage() throws -> String? {
        if try db.tableExists("exercise_message"),
            let row = try Row.fetchOne(db, sql: "SELECT kind, number FROM exercise_message ORDER BY number LIMIT 1")
        {
            return try ExerciseMessageID(row.decode(atIndex: 0) == "inject" ? .inject : .noDuff, number: row.decode(atIndex: 1)).description
        }
        return try String.fetchOne(
            db,
            sql: """
                SELECT subject FROM journal
                WHERE subject BETWEEN 'INJ-' AND 'INJ-~' AND event = 'inject.released'
                    OR subject BETWEEN 'NDF-' AND 'NDF-~' AND event IN ('noDuff.raised', 'noDuff.cleared')
                LIMIT 1
                """)
    }
}
