import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// A rule's objection to an offer that serves in an ordered tasking, after the offer changed: it was withdrawn, a clearance was lowered, a
/// member left the team. The tasking continues under its terms; people decide what follows.
struct TaskingConcern: Hashable {
    /// The expert, team or effect.
    let record: String
    /// The nation that offers it. Its contact points and the operations centre may know of the concern.
    let nation: NationCode
    /// The rule's code, or `notInTeam`.
    let code: String
    let detail: String?

    static let notInTeam = "NOT_IN_TEAM"

    var words: String { code + (detail.map { " (\($0))" } ?? "") }
}

extension Context {
    /// The concerns about records that the caller sees in the tasking and may read.
    func visibleConcerns(of tasking: Tasking) throws -> [TaskingConcern] {
        let concerns = try concerns(of: tasking)
        if concerns.isEmpty { return [] }
        let seen = try visibleOffers(in: tasking)
        return concerns.filter { seen.contains($0.record) }
    }

    /// The ids of experts, team and effects that the caller sees in a tasking and whose offers they may read.
    func visibleOffers(in tasking: Tasking) throws -> Set<String> {
        let view = try view(of: tasking)
        let offers =
            view.assignments.map { ($0.expert.text, $0.expert.nation) } + view.effects.map { ($0.text, $0.nation) }
            + (view.team.map { [($0.text, $0.nation)] } ?? [])
        return Set(offers.filter { caller.sees(offersOf: $0.1) }.map(\.0))
    }

    /// The objections of the rules for the rest of the tasking's period; empty where the tasking holds no people.
    func concerns(of tasking: Tasking) throws -> [TaskingConcern] {
        guard tasking.holdsPeople, let request = try rows.request(tasking.request) else { return [] }
        var remaining = request
        remaining.period = tasking.remainingPeriod(at: now)
        let query = try matchQuery(remaining, ignoring: tasking.id)
        let team = try tasking.team.flatMap { try rows.team($0) }
        var found: [TaskingConcern] = []
        for element in tasking.held {
            guard let assignment = element.assignment, let expert = try rows.expert(assignment.expert) else { continue }
            let objections = Eligibility.objections(to: expert, seat: assignment.seat, leading: false, commitments: [], query)
            found += objections.matters.map {
                .init(record: expert.id.text, nation: expert.nation, code: $0.code.rawValue, detail: $0.detail)
            }
            if tasking.kind == .team, element.batch == 0, let team, !team.members.contains(expert.id) || !team.admits(expert) {
                // The concern is for the expert's nation, which must not learn of a foreign team.
                let named = team.nation == expert.nation ? team.id.text : nil
                found.append(.init(record: expert.id.text, nation: expert.nation, code: TaskingConcern.notInTeam, detail: named))
            }
        }
        if let team {
            found += Eligibility.objections(to: team, query).matters.map {
                .init(record: team.id.text, nation: team.nation, code: $0.code.rawValue, detail: $0.detail)
            }
        }
        for effect in try tasking.held.compactMap(\.effect).compactMap({ try rows.effect($0) }) {
            found += EffectRules.objections(to: effect, remaining, self).matters.map {
                .init(record: effect.id.text, nation: effect.nation, code: $0.code.rawValue, detail: $0.detail)
            }
        }
        return found
    }
}

extension Tasking {
    /// The rest of the period; past its end, one hour from now.
    fileprivate func remainingPeriod(at now: Instant) -> Period {
        if let rest = try? Period(start: max(period.start, now), end: period.end) { return rest }
        return (try? Period(start: now, end: now.adding(hours: 1))) ?? period
    }
}

extension [Objection] {
    /// The objections that matter for people who are bound. Their notice and the age of the offer were judged at the order.
    fileprivate var matters: [Objection] { filter { ![.noticeTooLong, .offerStale, .committed].contains($0.code) } }
}
