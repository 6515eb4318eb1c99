import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The nation filter that the lists of offers share.
private struct NationFilter {
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

struct ExpertList: RecordList {
    typealias Method = Roster.ListExperts
    let limit: Int?
    let after: String?
    private let filter: NationFilter
    private let skill: (code: SkillCode, level: Proficiency)?

    init(_ parameters: Method.Parameters) throws {
        (limit, after) = (parameters.limit, parameters.after)
        filter = try NationFilter(parameters.nation)
        skill = try parameters.skill.map(ExpertList.skill)
    }

    /// `CODE` or `CODE:LEVEL`.
    private static func skill(_ text: String) throws -> (SkillCode, Proficiency) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        do {
            return (try SkillCode(parts[0]), try Proficiency(parts.count == 1 ? 1 : Int(parts[1]) ?? 0))
        } catch {
            throw Refusal.invalid(error.within("skill"))
        }
    }

    private func holds(_ expert: Expert) -> Bool {
        guard let skill else { return true }
        return expert.skills[skill.code].map { $0 >= skill.level } ?? false
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Expert> {
        guard let nation = filter.scope(query.caller) else { return RecordBatch() }
        if let skill { try query.site.catalogue.check(skill.code) }
        return try filtered(
            after: after, count: count, budget,
            read: { try query.rows.experts(nation: nation, after: $0.map { try ExpertID($0) }, limit: $1, within: budget) },
            position: \.id.text, keep: { holds($0) })
    }

    func cursor(after record: Expert) -> String? { record.id.text }
    static func one(_ record: Expert) -> Method.Reply { .init(expert: Roster.Expert(record)) }
    static func many(_ records: [Expert], next: String?) -> Method.Reply { .init(experts: records.map(Roster.Expert.init), next: next) }
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
