import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The nation filter that the lists of offers share.
struct NationFilter {
    let nation: NationCode?

    init(_ text: String?) throws {
        nation = try nationFilter(text)
    }

    /// nil where the caller may not see the nation's offers. Inside, the one nation to list, or nil for all.
    func scope(_ caller: Caller) -> NationCode?? {
        guard let nation else { return .some(caller.offersNation) }
        return caller.sees(offersOf: nation) ? .some(nation) : nil
    }
}

struct TeamList: RecordList {
    typealias Method = Roster.ListTeams
    let limit: Int?
    let after: String?
    private let filter: NationFilter

    init(_ parameters: Method.Parameters) throws {
        (limit, after) = (parameters.limit, parameters.after)
        filter = try NationFilter(parameters.nation)
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Team> {
        guard let nation = filter.scope(query.caller) else { return RecordBatch() }
        return try filtered(
            after: after, count: count, budget,
            read: { try query.rows.teams(nation: nation, after: $0.map { try TeamID($0) }, limit: $1, within: budget) },
            position: \.id.text, keep: { _ in true })
    }

    func cursor(after record: Team) -> String? { record.id.text }
    static func one(_ record: Team) -> Method.Reply { .init(team: Roster.Team(record)) }
    static func many(_ records: [Team], next: String?) -> Method.Reply { .init(teams: records.map(Roster.Team.init), next: next) }
}

struct EffectList: RecordList {
    typealias Method = Roster.ListEffects
    let limit: Int?
    let after: String?
    private let filter: NationFilter

    init(_ parameters: Method.Parameters) throws {
        (limit, after) = (parameters.limit, parameters.after)
        filter = try NationFilter(parameters.nation)
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Effect> {
        guard let nation = filter.scope(query.caller) else { return RecordBatch() }
        return try filtered(
            after: after, count: count, budget,
            read: { try query.rows.effects(nation: nation, after: $0.map { try EffectID($0) }, limit: $1, within: budget) },
            position: \.id.text, keep: { try query.sees(.effect($0)) })
    }

    func cursor(after record: Effect) -> String? { record.id.text }
    static func one(_ record: Effect) -> Method.Reply { .init(effect: Roster.Effect(record)) }
    static func many(_ records: [Effect], next: String?) -> Method.Reply { .init(effects: records.map(Roster.Effect.init), next: next) }
}
