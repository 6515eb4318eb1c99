import CRRTDomain
import CRRTMatching
import CRRTProtocol

/// What is there for the next call once the people of a plan have gone.
extension PlanRequests {
    /// The most records of each list.
    private static let most = 100

    /// - Returns: nil for a plan without requests.
    static func remaining(
        _ report: PlanReport, _ plan: PlanQuery, _ index: RosterIndex, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> Requests.Remaining? {
        guard let at = plan.requests.first?.at, let clearance = plan.requests.map(\.request.classification).max() else { return nil }
        let departures = zip(plan.requests, report.requests).compactMap { asked, planned in
            planned.candidate.map { Departure($0.assignments.map(\.expert), team: $0.team, until: asked.request.period.end) }
        }
        let (committed, now) = try environment.query(caller) { (Set(try $0.taskingsCommitting(at: at).compactMap(\.team)), $0.now) }
        let (site, seen) = (environment.site, caller.offersNation)
        let skills = site.catalogue.skills
        let found = index.remaining(
            after: departures, skills: skills.map(\.code), clearance: clearance,
            ReportBasis(at: at, now: now, staleAfterDays: site.policy.staleAfterDays), ReportScope(nation: seen, seen: seen),
            committed: committed)
        let titles = Dictionary(skills.map { ($0.code, $0.title) }, uniquingKeysWith: { first, _ in first })
        return wire(found, clearance, severalNations: seen == nil) { titles[$0] ?? "" }
    }

    private static func wire(
        _ found: Remaining, _ clearance: Classification, severalNations: Bool, title: (SkillCode) -> String
    ) -> Requests.Remaining {
        .init(
            people: .init(before: found.people.before, after: found.people.after), nations: found.nations.map(\.description),
            clearance: .init(rawValue: clearance.rawValue) ?? .CTS,
            skills: found.skills.prefix(most).map { skill in
                let (before, after) = (skill.coverage.before, skill.coverage.after)
                return .init(
                    skill: skill.code.text, title: title(skill.code), people: .init(before: before.people, after: after.people),
                    leading: .init(before: before.leading, after: after.leading), nations: after.nations.map(\.description),
                    spot: .init(rawValue: after.spot(severalNations: severalNations).rawValue) ?? .sound)
            }, teams: .init(before: found.teams.before.count, after: found.teams.after.count),
            freeTeams: found.teams.after.prefix(most).map(\.text),
            shortTeams: found.short.isEmpty ? nil : found.short.prefix(most).map(\.text),
            standby: found.standby.periods.isEmpty ? nil : found.standby.periods.prefix(most).map(wire),
            gaps: found.standby.gaps.isEmpty ? nil : found.standby.gaps.prefix(most).map(wire))
    }

    private static func wire(_ loss: StandbyLosses.Loss) -> Requests.StandbyLoss {
        .init(
            id: loss.period.id.text, team: loss.period.team?.text, tier: loss.period.tier == .first ? .first : .second, people: loss.people,
            going: loss.going, usedUpFrom: loss.usedUp?.start.description, usedUpUntil: loss.usedUp?.end.description)
    }

    private static func wire(_ gap: StandbyLosses.Gap) -> Requests.StandbyGap {
        .init(tier: gap.tier == .first ? .first : .second, start: gap.period.start.description, end: gap.period.end.description)
    }
}
