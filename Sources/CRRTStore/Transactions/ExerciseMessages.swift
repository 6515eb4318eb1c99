public import CRRTDomain
import CRRTProtocol
import GRDB
import Varlink

/// Messages of an exercise, which stand outside the journal.
///
/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// A message; nil where there is none.
    public func exerciseMessage(_ id: ExerciseMessageID) throws -> ExerciseMessage? {
        let sql = "SELECT record FROM exercise_message WHERE number = ? AND kind = ?"
        return try String.fetchOne(db.cachedStatement(sql: sql), arguments: [id.number, id.kind.rawValue]).map(Self.message)
    }

    /// Messages of a kind, by number.
    ///
    /// - Parameters:
    ///   - state: nil for all.
    ///   - number: the number after which they begin.
    public func exerciseMessages(
        _ kind: ExerciseMessage.Kind, state: ExerciseMessage.State?, after number: Int, limit: Int
    ) throws -> [ExerciseMessage] {
        let sql = """
            SELECT record FROM exercise_message
            WHERE kind = ? AND number > ?\(state == nil ? "" : " AND state = ?") ORDER BY number LIMIT ?
            """
        var arguments: StatementArguments = [kind.rawValue, number]
        if let state { arguments += [state.rawValue] }
        arguments += [limit]
        return try String.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map(Self.message)
    }

    /// How many messages are in a state.
    public func countExerciseMessages(in state: ExerciseMessage.State) throws -> Int {
        let sql = "SELECT count(*) FROM exercise_message WHERE state = ?"
        return try Int.fetchOne(db.cachedStatement(sql: sql), arguments: [state.rawValue]) ?? 0
    }

    /// Whether a message of either kind has this number.
    public func hasExerciseMessage(_ number: Int) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM exercise_message WHERE number = ?)"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [number]) ?? false
    }

    /// How many planned injects have a time and are left to people: it had passed when the backup that they are of was restored.
    func countHeldInjects() throws -> Int {
        let sql = "SELECT count(*) FROM exercise_message WHERE state = 'planned' AND due_at IS NULL AND record ->> '$.at' IS NOT NULL"
        return try Int.fetchOne(db.cachedStatement(sql: sql)) ?? 0
    }

    /// The planned inject that is released next by itself; nil where there is none.
    func nextTimedInject() throws -> (at: Instant, ExerciseMessage)? {
        let sql = "SELECT due_at, record FROM exercise_message WHERE due_at IS NOT NULL ORDER BY due_at, number LIMIT 1"
        return try Row.fetchOne(db.cachedStatement(sql: sql)).map { row in
            (Instant(milliseconds: try row.decode(atIndex: 0)), try Self.message(row.decode(String.self, atIndex: 1)))
        }
    }

    private static func message(_ record: String) throws -> ExerciseMessage {
        try ExerciseMessage(Exercise.Message(json: record.utf8))
    }
}

/// - Throws: of every member, what ``WriteTransaction`` names.
extension WriteTransaction {
    /// Puts a message on record, or replaces it.
    public func put(_ message: ExerciseMessage) throws {
        let sql = """
            INSERT INTO exercise_message (number, kind, state, due_at, record) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, record = excluded.record
            """
        let due = message.state == .planned ? message.at?.milliseconds : nil
        try rows.db.cachedStatement(sql: sql).execute(arguments: [
            message.id.number, message.id.kind.rawValue, message.state.rawValue, due, Exercise.Message(message).jsonString(),
        ])
    }

    /// Leaves planned injects whose time has passed to people. Call it on a copy that is about to replace a database: after the backup they
    /// may have been cancelled, or released already.
    ///
    /// - Parameter now: nil for SQLite's clock.
    func holdOverdueInjects(at now: Instant?) throws {
        let sql = """
            UPDATE exercise_message SET due_at = NULL
            WHERE due_at <= coalesce(?, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
            """
        try rows.db.cachedStatement(sql: sql).execute(arguments: [now?.milliseconds])
    }
}
