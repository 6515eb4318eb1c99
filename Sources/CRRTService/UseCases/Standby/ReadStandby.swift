import CRRTDomain
import CRRTProtocol
import CRRTStore

enum ReadStandby {
    static func get(_ parameters: Standby.Get.Parameters, _ query: Query) throws -> Standby.Get.Reply {
        .init(period: query.shown(try query.standby(parameters.id)))
    }

    /// The most periods of each list.
    private static let most = 200
    /// How far ahead the next periods are looked for.
    private static let days = 14

    /// Who stands by now and who does next.
    static func now(_ parameters: Standby.Now.Parameters, _ query: Query) throws -> Standby.Now.Reply {
        let ahead = try query.rows.standby(
            from: query.now, until: query.now.adding(days: days), readBy: query.caller.offersNation)
        let now = ahead.filter { $0.period.contains(query.now) }
        let later = ahead.filter { $0.period.start > query.now }
        let next = Dictionary(grouping: later) { "\($0.tier) \($0.team?.text ?? $0.nation.description)" }.values.compactMap { periods in
            periods.min { ($0.period.start, $0.id) < ($1.period.start, $1.id) }
        }
        let first = inOrder(now)
        let clashes = try StandbyClashes(query).wireNow(of: first.prefix(mostLookedInto))
        return .init(
            now: first.map(query.shown), next: inOrder(next).map(query.shown), clashes: clashes.isEmpty ? nil : clashes)
    }

    /// The most periods whose people are looked at.
    private static let mostLookedInto = 40

    /// By start and tier.
    private static func inOrder(_ periods: [StandbyPeriod]) -> ArraySlice<StandbyPeriod> {
        func key(_ standby: StandbyPeriod) -> (Int, Instant, StandbyID) {
            (standby.tier == .first ? 0 : 1, standby.period.start, standby.id)
        }
        return periods.sorted { key($0) < key($1) }.prefix(most)
    }
}

/// The standby periods that the caller may see, in order of id.
struct StandbyList: RecordList {
    typealias Method = Standby.List
    let limit: Int?
    let after: String?
    private let nation: NationCode?
    private let team: TeamID?
    private let state: StandbyPeriod.State?
    private let from: Instant?
    private let until: Instant?

    init(_ parameters: Method.Parameters) throws {
        (limit, after) = (parameters.limit, parameters.after)
        nation = try nationFilter(parameters.nation)
        do { team = try parameters.team.map { (id) throws(InvalidField) in try TeamID(id) } } catch {
            throw Refusal.invalid(error.within("team"))
        }
        state = try stateFilter(parameters.state, StandbyPeriod.State.self)
        from = try ParameterFields.instant("from", parameters.from)
        until = try ParameterFields.instant("until", parameters.until)
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Standby.Period> {
        let found = try filtered(
            after: after, count: count, budget,
            read: { after, count in
                let after = try after.map { (id) throws(InvalidField) in try StandbyID(id) }
                return try query.rows.standby(
                    nation: nation, from: from ?? query.now, readBy: query.caller.offersNation, after: after, limit: count)
            }, position: { $0.id.text },
            keep: { standby in
                (team.map { standby.team == $0 } ?? true) && (until.map { standby.period.start < $0 } ?? true)
                    && (state.map { query.view(of: standby).state == $0 } ?? true)
            })
        return RecordBatch(records: found.records.map(query.shown), next: found.next)
    }

    func cursor(after record: Standby.Period) -> String? { record.id }
    static func one(_ record: Standby.Period) -> Method.Reply { .init(period: record) }
    static func many(_ records: [Standby.Period], next: String?) -> Method.Reply { .init(periods: records, next: next) }
}
