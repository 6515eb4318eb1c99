import CRRTDomain
import CRRTProtocol
import GRDB
import Varlink

/// Compares the messages of an exercise with their entries. A message that was told has entries that say so, and others have none: an
/// inject that was put back to planned would be released a second time.
enum MessageComparison {
    private static let events = ["inject.released", "noDuff.raised", "noDuff.cleared"]

    /// The numbers of messages that differ from their entries.
    ///
    /// - Parameter limit: The most to find.
    static func differences(_ db: Database, limit: Int) throws -> [Int] {
        guard try db.tableExists("exercise_message") else { return [] }
        var found: [Int] = []
        let rows = try Row.fetchCursor(db, sql: "SELECT number, due_at, record FROM exercise_message ORDER BY number")
        while found.count < limit, let row = try rows.next() {
            // UnjournalledTable names rows that cannot be read.
            let record: String = row[2]
            guard let message = try? ExerciseMessage(Exercise.Message(json: record.utf8)) else { continue }
            let due: Int64? = row[1]
            if try !isTrue(message, due, db) { found.append(row[0]) }
        }
        return found
    }

    private static func isTrue(_ message: ExerciseMessage, _ due: Int64?, _ db: Database) throws -> Bool {
        guard due == nil || due == message.at?.milliseconds else { return false }
        let entries = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT event, payload FROM journal WHERE subject = ? ORDER BY seq"),
            arguments: [message.id.description]
        ).filter { row in events.contains { $0 == row[0] } }
        guard entries.map({ $0[0] as String }) == expected(message.state) else { return false }
        return try entries.allSatisfy { row in
            let payload: String = row[1]
            let detail = try JSONObject(json: payload.utf8)["detail"]?.objectValue ?? [:]
            func says(_ name: String, _ value: String?) -> Bool { detail[name]?.stringValue == value }
            guard says("text", message.text) else { return false }
            return message.id.kind == .noDuff
                || (says("classification", message.classification.rawValue) && says("request", message.request?.description)
                    && says("to", message.to.map(\.description).joined(separator: " ")) && says("at", message.at?.description))
        }
    }

    private static func expected(_ state: ExerciseMessage.State) -> [String] {
        switch state {
        case .planned, .cancelled: []
        case .released: ["inject.released"]
        case .standing: ["noDuff.raised"]
        case .cleared: ["noDuff.raised", "noDuff.cleared"]
        }
    }
}
