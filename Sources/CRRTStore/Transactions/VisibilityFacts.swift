public import CRRTDomain
import GRDB
import Varlink

/// What decides who may know of a record, read without the record.
///
/// The statement that reads it does the same work whether the record exists or not: it seeks the label with this id or the next one
/// after it, reads that row, and says whether it was the one that was sought. So the time of a refusal does not tell what is there.
public struct VisibilityFacts: Sendable {
    /// Whether the record that bears the label exists; if not, the label is another record's and counts for nothing.
    public let exists: Bool
    /// Of the label. A value that no version knows counts as the highest.
    public let classification: Classification
    /// The nations and groups of the allow-list, as a JSON array.
    private let list: String
    /// Whether the nation in question is, or was, asked for anything there.
    public let isAsked: Bool

    /// Decoded when asked for: most decisions do not need it.
    public var releasableTo: [String] { (try? [String](json: list.utf8)) ?? [] }

    fileprivate init(_ row: Row) throws {
        exists = try row.decode(atIndex: 0)
        classification = Classification(rawValue: try row.decode(atIndex: 1)) ?? .topSecret
        list = try row.decode(atIndex: 2)
        isAsked = try row.decode(atIndex: 3)
    }
}

/// - Throws: of every member, what ``Reading`` names.
extension ReadTransaction {
    /// In an effect no nation is asked for anything.
    public func visibilityFacts(of effect: EffectID) throws -> VisibilityFacts {
        try visibilityFacts(label: effect.text, of: nil, from: "", through: "")
    }

    /// - Parameter nation: whether it is asked for anything in any tasking of the request; nil: no nation is.
    public func visibilityFacts(of request: RequestID, asking nation: NationCode?) throws -> VisibilityFacts {
        let taskings = TaskingID.prefix(of: request)
        return try visibilityFacts(label: request.description, of: nation, from: taskings, through: taskings + "~")
    }

    /// The label is that of the tasking's request; whether the tasking exists is not looked at.
    ///
    /// - Parameter nation: whether it is asked for anything in this tasking; nil: no nation is.
    public func visibilityFacts(of tasking: TaskingID, asking nation: NationCode?) throws -> VisibilityFacts {
        let id = tasking.description
        return try visibilityFacts(label: tasking.request.description, of: nation, from: id, through: id)
    }

    /// Whether an expert or a team has this id.
    public func holdsExpertOrTeam(_ id: String) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM expert WHERE id = ?1) OR EXISTS (SELECT 1 FROM team WHERE id = ?1)"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) ?? false
    }

    /// Whether a person has granted a consent of a nation for a tasking and not taken it back, for whatever terms. Told without reading
    /// the consents, by the same work whether the tasking exists or not.
    ///
    /// - Parameter person: found as `Principal.isSamePerson` says.
    public func hasGranted(_ tasking: TaskingID, nation: NationCode, person: Principal) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM granter WHERE tasking = ?1 AND nation = ?2 AND person = ?3)
                OR EXISTS (SELECT 1 FROM granter WHERE tasking = ?1 AND nation = ?2 AND person = ?4)
            """
        // One who is played is found by name; one who is not, by uid, and by name among those who were played.
        let ways = person.playedBy == nil ? ("uid \(person.uid)", "part \(person.name)") : ("name \(person.name)", "name \(person.name)")
        let arguments: StatementArguments = [tasking.description, nation.description, ways.0, ways.1]
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? false
    }

    private func visibilityFacts(label: String, of nation: NationCode?, from: String, through: String) throws -> VisibilityFacts {
        let sql = """
            SELECT id = ?1, classification, releasable_to,
                   EXISTS (SELECT 1 FROM consent WHERE nation = ?2 AND tasking BETWEEN ?3 AND ?4)
            FROM label WHERE id >= ?1 ORDER BY id LIMIT 1
            """
        let arguments: StatementArguments = [label, nation?.description, from, through]
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        return try withExtendedLifetime(rows) {
            guard let row = try rows.next() else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the last label is missing") }
            return try VisibilityFacts(row)
        }
    }
}

extension TaskingID {
    /// What the ids of all taskings of a request begin with.
    static func prefix(of request: RequestID) -> String { String(TaskingID(request: request, number: 0).description.dropLast()) }
}
