import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Reports what is uncovered, how strong each week is, who carries how much, and what stands against it.
enum ReportStandby {
    private static let defaultWeeks = 13
    private static let mostWeeks = 106

    static func run(
        _ parameters: Standby.Report.Parameters, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> Standby.Report.Reply {
        try environment.query(caller) { query in
            let span = try span(parameters, query)
            let nation = try nationFilter(parameters.nation)
            let own = try query.rows.standby(from: span.start, until: span.end, readBy: query.caller.offersNation).filter { standby in
                query.caller.sees(offersOf: standby.nation) && (nation.map { $0 == standby.nation } ?? true)
            }
            let rota = StandbyRota(own, during: span)
            let clashes = StandbyClashes(query)
            let callOuts = try callOuts(of: own, during: span, query)
            return .init(
                from: span.start.description, until: span.end.description,
                gaps: StandbyPeriod.Tier.allCases.flatMap { tier in rota.gaps(tier).map { wire($0, tier) } },
                weeks: rota.weeks(try clashes.presences(in: own, during: span)).map(wire),
                load: rota.loads().sorted { $0.key < $1.key }.map { nation, load in
                    .init(
                        nation: nation.description, periods: load.periods, hours: load.hours, nights: load.nights,
                        callOuts: callOuts[nation]?.count ?? 0)
                }, clashes: try clashes.wire(of: own.sorted { ($0.period.start, $0.id) < ($1.period.start, $1.id) }, from: span.start))
        }
    }

    private static func span(_ parameters: Standby.Report.Parameters, _ query: Query) throws -> Period {
        let start = try ParameterFields.instant("from", parameters.from) ?? query.now
        let end = try ParameterFields.instant("until", parameters.until) ?? start.adding(days: 7 * defaultWeeks)
        guard start < end else { throw Refusal.invalid("until", "\(end) is not after from, \(start)") }
        guard end <= start.adding(days: 7 * mostWeeks) else {
            throw Refusal.invalid("until", "is more than \(mostWeeks) weeks after from; ask for a shorter time")
        }
        return try Period(start: start, end: end)
    }

    /// The taskings that the caller sees and that were ordered from people while they stood by, by the nation of the period.
    private static func callOuts(
        of periods: [StandbyPeriod], during span: Period, _ query: Query
    ) throws -> [NationCode: Set<TaskingID>] {
        var found: [NationCode: Set<TaskingID>] = [:]
        for tasking in try query.rows.taskings(from: span.start) where try query.sees(.tasking(tasking)) {
            for element in tasking.elements {
                guard let at = element.orderedAt, span.contains(at), let expert = element.expert else { continue }
                let team = element.batch == 0 ? tasking.team : nil
                for standby in periods where standby.period.contains(at) {
                    guard standby.pool.contains(expert) || (standby.team != nil && standby.team == team) else { continue }
                    found[standby.nation, default: []].insert(tasking.id)
                }
            }
        }
        return found
    }

    private static func wire(_ gap: Period, _ tier: StandbyPeriod.Tier) -> Standby.Gap {
        .init(tier: tier == .first ? .first : .second, start: gap.start.description, end: gap.end.description)
    }

    private static func wire(_ week: StandbyRota.Week) -> Standby.Week {
        .init(
            start: week.start.description,
            skills: week.skills.sorted { $0.key < $1.key }.map { .init(skill: $0.key.text, first: $0.value.first, second: $0.value.second) }
        )
    }
}
