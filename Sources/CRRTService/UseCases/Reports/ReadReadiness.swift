import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Reports how much of each nation's offers is available, and why the rest is not.
enum ReadReadiness {
    private static let soonHours = 30 * 24

    static func run(
        _ parameters: Reports.Readiness.Parameters, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> Reports.Readiness.Reply {
        let hours = try ReportInput.hours("soonHours", parameters.soonHours ?? soonHours)
        let (at, question, effects, held) = try environment.query(caller) { query in
            let question = try ReportInput.read(at: parameters.at, nation: parameters.nation, query)
            let at = try ParameterFields.instant("at", parameters.at) ?? query.now
            guard let question else { return (at, ReportInput?.none, [Effect](), [Tasking]()) }
            return (at, question, try query.visibleEffects(of: question.scope.nation), try query.taskingsCommitting(at: at))
        }
        guard let question else { return .init(at: at.description, soonHours: hours, nations: []) }
        let soon = at.adding(hours: hours)
        let now = question.basis.now
        let teams = held.compactMap { tasking in tasking.team.map { ($0, tasking.isOverdue(at: now)) } }
        let used = held.flatMap { $0.committed(at: at, now: now) }.compactMap { element in
            element.effect.map { ($0, element.isOverdue(at: now)) }
        }
        let ready = question.index.readiness(
            question.basis, question.scope, soon: soon, committed: Dictionary(teams, uniquingKeysWith: { $0 || $1 }))
        let statusCounts = count(effects, question.basis, soon, Dictionary(used, uniquingKeysWith: { $0 || $1 }))
        let nations = Set(ready.keys).union(statusCounts.keys).sorted()
        return .init(
            at: at.description, soonHours: hours,
            nations: nations.map { nation in
                let ready = ready[nation] ?? NationReadiness()
                return .init(
                    nation: nation.description, experts: .init(ready.experts), teams: .init(ready.teams),
                    effects: .init(statusCounts[nation] ?? StatusCounts()))
            })
    }

    /// - Parameter committed: The effects that are committed, each with whether it is past its agreed end.
    private static func count(
        _ effects: [Effect], _ basis: ReportBasis, _ soon: Instant, _ committed: [EffectID: Bool]
    ) -> [NationCode: StatusCounts] {
        effects.reduce(into: [:]) { found, effect in
            let status = basis.status(of: effect.offer)
            found[effect.nation, default: .init()].count(
                committed[effect.id] != nil ? .committed : status, offerStands: status == .available,
                endsSoon: basis.endsSoon(effect.offer, authorisedUntil: effect.authorisedUntil, until: soon),
                isOverdue: committed[effect.id] ?? false)
        }
    }
}

extension Reports.Strength {
    fileprivate init(_ counts: StatusCounts) {
        self.init(
            total: counts.total, offered: counts.offered, committed: counts[.committed], withdrawn: counts[.withdrawn],
            suspended: counts[.suspended], lapsed: counts[.lapsed], stale: counts[.stale], uncleared: counts[.uncleared],
            absent: counts[.absent], available: counts[.available], endingSoon: counts.endingSoon,
            overdue: counts.overdue)
    }
}
