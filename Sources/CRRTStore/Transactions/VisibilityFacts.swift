public import CRRTDomain
import GRDB
import Varlink

/// The facts that decide who may know of a record, read without the record itself.
///
/// The statement takes the same time whether the record exists or not: it seeks the label with this id, or the next one, reads that row,
/// and returns whether the id was found. So the time of a refusal does not tell whether the record exists.
public struct VisibilityFacts: Sendable {
    /// Whether the record exists. If not, the label is another record's and must not be used.
    public let exists: Bool
    /// The classification of the label. An unknown value counts as the highest.
    public let classification: Classification
    /// The nations and groups of the allow-list, as a JSON array.
    private let list: String
    /// Whether the nation in question is, or was, asked for a consent there.
    public let isAsked: Bool

    /// Decoded on demand, because most decisions do not need it.
    public var releasableTo: [String] { (try? [String](json: list.utf8)) ?? [] }

    fileprivate init(_ row: CurrentRow) throws {
        exists = try row.integer(0) != 0
        classification = Classification(rawValue: try row.text(1)) ?? .topSecret
        list = try row.text(2)
        isAsked = try row.integer(3) != 0
    }
}

/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// The facts of an effect, for which no nation is ever asked.
    public func visibilityFacts(of effect: EffectID) throws -> VisibilityFacts {
        try visibilityFacts(label: effect.text, of: nil, from: "", through: "")
    }

    /// The facts of a campaign, for which no nation is ever asked.
    public func visibilityFacts(of campaign: CampaignID) throws -> VisibilityFacts {
        try visibilityFacts(label: campaign.description, of: nil, from: "", through: "")
    }

    /// The facts of a request.
    ///
    /// - Parameter nation: the nation whose being asked in any tasking of the request counts; nil for none.
    public func visibilityFacts(of request: RequestID, asking nation: NationCode?) throws -> VisibilityFacts {
        let taskings = TaskingID.prefix(of: request)
        return try visibilityFacts(label: request.description, of: nation, from: taskings, through: taskings + "~")
    }

    /// The facts of a tasking. The label is that of its request. Whether the tasking itself exists is not checked.
    ///
    /// - Parameter nation: the nation whose being asked in this tasking counts; nil for none.
    public func visibilityFacts(of tasking: TaskingID, asking nation: NationCode?) throws -> VisibilityFacts {
        let id = tasking.description
        return try visibilityFacts(label: tasking.request.description, of: nation, from: id, through: id)
    }

    /// Whether an expert is on record.
    public func holds(expert id: ExpertID) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM expert WHERE id = ?)"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [id.text]) ?? false
    }

    /// Whether a record that has no label has this id: an expert, a team or a standby period.
    public func holdsUnlabelled(_ id: String) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM expert WHERE id = ?1) OR EXISTS (SELECT 1 FROM team WHERE id = ?1)
                OR EXISTS (SELECT 1 FROM standby WHERE id = ?1)
            """
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) ?? false
    }

    /// Whether a person has granted a nation's consent for a tasking, to any terms, which stands: it is neither revoked nor spent. It takes
    /// the same time whether the tasking exists or not.
    ///
    /// - Parameter person: compared as `Principal.isSamePerson` does.
    public func hasGranted(_ tasking: TaskingID, nation: NationCode, person: Principal) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM granter WHERE tasking = ?1 AND nation = ?2 AND person = ?3)
                OR EXISTS (SELECT 1 FROM granter WHERE tasking = ?1 AND nation = ?2 AND person = ?4)
            """
        // A played principal is found by name. A real one is found by uid, and by name among principals that were played.
        let ways = person.playedBy == nil ? ("uid \(person.uid)", "part \(person.name)") : ("name \(person.name)", "name \(person.name)")
        let arguments: StatementArguments = [tasking.description, nation.description, ways.0, ways.1]
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) ?? false
    }

    private func visibilityFacts(label: String, of nation: NationCode?, from: String, through: String) throws -> VisibilityFacts {
        let facts = try statements.first(
            """
            SELECT id = ?1, classification, releasable_to,
                   EXISTS (SELECT 1 FROM consent WHERE nation = ?2 AND tasking BETWEEN ?3 AND ?4)
            FROM label WHERE id >= ?1 ORDER BY id LIMIT 1
            """, [.text(label), .text(nation?.description), .text(from), .text(through)], VisibilityFacts.init)
        guard let facts else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the last label is missing") }
        return facts
    }
}

extension TaskingID {
    /// The prefix of the ids of all taskings of a request.
    static func prefix(of request: RequestID) -> String { String(TaskingID(request: request, number: 0).description.dropLast()) }
}
