public import CRRTDomain
import CRRTProtocol
import GRDB
import Varlink

/// The position of a list of notes: after the note that was added then and has this id.
public struct NotePosition: Sendable, Hashable {
    /// When the note was added.
    public let at: Instant
    /// The note.
    public let id: String

    /// - Parameter id: Empty for the position before all notes of the instant.
    public init(at: Instant, id: String) { (self.at, self.id) = (at, id) }
}

/// The facts that decide who is told a note.
public struct NoteFacts: Sendable {
    /// Whether there is one with the id. If not, the others are another note's and must not be used.
    public let exists: Bool
    /// What it is about.
    public let subject: NoteSubject
    /// For whom it is.
    public let to: Reader
    /// The nation for which a contact point wrote it; nil for the operations centre.
    public let nation: NationCode?

    /// - Parameter index: The first of the columns subject, reader and nation.
    init(exists: Bool, _ row: Row, from index: Int) throws {
        self.exists = exists
        subject = try NoteSubject(row.decode(String.self, atIndex: index))
        to = try Reader(row.decode(String.self, atIndex: index + 1))
        nation = try row.decode(String?.self, atIndex: index + 2).map { text throws(InvalidField) in try NationCode(text) }
    }
}

/// Notes, which stand outside the journal. It holds of each its id, its readers and a salted digest.
///
/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    private static let columns = "record, text, needs, owner"

    /// A note; nil where there is none.
    public func note(_ id: NoteID) throws -> Note? {
        let sql = "SELECT \(Self.columns) FROM note WHERE id = ?"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.description]).map(Self.note)
    }

    /// The facts that decide who is told a note, read without its record.
    ///
    /// The statement takes the same time whether the note exists or not: it returns the note with this id or the next one, and whether the
    /// id was found.
    public func noteFacts(_ id: NoteID) throws -> NoteFacts {
        let sql = """
            SELECT * FROM (SELECT id = ?1, subject, reader, nation FROM note WHERE id >= ?1 ORDER BY id LIMIT 1)
            UNION ALL SELECT 0, 'CMP-100000', 'desk', NULL LIMIT 1
            """
        guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id.description]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a constant row is missing")
        }
        return try NoteFacts(exists: row.decode(atIndex: 0), row, from: 1)
    }

    /// Notes in the order of adding, after a position.
    ///
    /// - Parameters:
    ///   - subject: nil for those about any record.
    ///   - kind: nil for any.
    public func notes(
        about subject: NoteSubject?, kind: Note.Kind?, after position: NotePosition, limit: Int, within budget: ReadBudget
    ) throws -> [Note] {
        // The kind is never input. As a literal it lets SQLite use a partial index.
        let sql = """
            SELECT \(Self.columns) FROM note WHERE (at, id) > (?1, ?2) \(subject == nil ? "" : "AND subject = ?4")
            \(kind.map { "AND kind = '\($0.rawValue)'" } ?? "") ORDER BY at, id LIMIT ?3
            """
        var arguments: StatementArguments = [position.at.milliseconds, position.id, min(limit, budget.rowsLeft)]
        if let subject { arguments += [subject.description] }
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        return try withExtendedLifetime(rows) {
            var found: [Note] = []
            while !budget.isSpent, let row = try rows.next() {
                let note = try Self.note(row)
                budget.spend(bytes: 200 + (note.texts?.text.utf8.count ?? 0) + (note.texts?.needs?.utf8.count ?? 0))
                found.append(note)
            }
            return found
        }
    }

    /// The newest situation report of a tasking that `isWanted` takes; it is asked about the newest first.
    public func lastReport(of tasking: TaskingID, where isWanted: (Note) throws -> Bool) throws -> Note? {
        let sql = "SELECT \(Self.columns) FROM note WHERE subject = ? AND kind = 'report' ORDER BY at DESC, id DESC"
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [tasking.description])
        return try withExtendedLifetime(rows) {
            while let row = try rows.next() {
                let note = try Self.note(row)
                if try isWanted(note) { return note }
            }
            return nil
        }
    }

    static func note(_ row: Row) throws -> Note {
        var wire = try Notes.Note(json: row.decode(String.self, atIndex: 0).utf8)
        (wire.text, wire.needs, wire.owner) = try (row.decode(atIndex: 1), row.decode(atIndex: 2), row.decode(atIndex: 3))
        return try Note(wire)
    }
}

/// - Throws: of every member, what ``WriteTransaction`` names.
extension WriteTransaction {
    /// Puts a new note on record.
    ///
    /// - Parameter salt: Random, for the digest that the journal holds.
    public func add(_ note: Note, salt: String) throws {
        let sql = """
            INSERT INTO note (number, id, at, subject, reader, nation, kind, salt, record, text, needs, owner)
            VALUES ((SELECT coalesce(max(number), 0) + 1 FROM note), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try rows.db.cachedStatement(sql: sql).execute(arguments: [
            note.id.description, note.at.milliseconds, note.subject.description, note.to.description,
            note.nation?.description, note.kind.rawValue, salt, Self.record(note), note.texts?.text, note.texts?.needs, note.texts?.owner,
        ])
    }

    /// Replaces the facts of a note. Where it has lost its texts, they are removed: from the rows and, after the commit, from the files. So
    /// is the salt of their digest, with which a guess could be compared with the journal.
    public func change(_ note: Note) throws {
        try rows.db.cachedStatement(sql: "UPDATE note SET record = ? WHERE id = ?")
            .execute(arguments: [Self.record(note), note.id.description])
        guard note.texts == nil else { return }
        try rows.db.cachedStatement(sql: "UPDATE note SET salt = 'erased', text = NULL, needs = NULL, owner = NULL WHERE id = ?")
            .execute(arguments: [note.id.description])
        markErased()
    }

    private static func record(_ note: Note) -> String { Notes.Note(note).withoutTexts.jsonString() }
}
