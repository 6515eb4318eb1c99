import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Something about an offer that serves in an ordered tasking to which a rule objects by now: the offer was withdrawn, a clearance lowered,
/// a member removed from the team. The tasking goes on under its terms; people decide what follows.
struct TaskingConcern: Hashable {
    /// The expert, team or effect.
    let record: String
    /// The nation that offers it; its contact points and the operations centre may know.
    let nation: NationCode
    /// The rule's code, or `notInTeam`.
    let code: String
    let detail: String?

    static let notInTeam = "NOT_IN_TEAM"

    var words: String { code + (detail.map { " (\($0))" } ?? "") }
}

extension Context {
    /// The concerns that the caller may know of: they see the record in the tasking, and may read it.
    func concernsSeen(of tasking: Tasking) throws -> [TaskingConcern] {
        let concerns = try concerns(of: tasking)
        if concerns.isEmpty { return [] }
        let seen = try offersSeen(in: tasking)
        return concerns.filter { seen.contains($0.record) }
    }

    /// The ids of the experts, the team and the effects that the caller sees in a tasking and whose offers they may read.
    func offersSeen(in tasking: Tasking) throws -> Set<String> {
        let view = try view(of: tasking)
        let offers =
            view.assignments.map { ($0.expert.text, $0.expert.nation) } + view.effects.map { ($0.text, $0.nation) }
            + (view.team.map { [($0.text, $0.nation)] } ?? [])
        return Set(offers.filter { caller.sees(offersOf: $0.1) }.map(\.0))
    }

    /// What the rules object to, for the time that the tasking still has; of a tasking that holds no people, nothing.
    func concerns(of tasking: Tasking) throws -> [TaskingConcern] {
        guard tasking.state.holdsPeople, let request = try rows.request(tasking.request) else { return [] }
        var remaining = request
        remaining.period = tasking.remainingPeriod(at: now)
        let query = try matchQuery(remaining, ignoring: tasking.id)
        let team = try tasking.team.flatMap { try rows.team($0) }
        var found: [TaskingConcern] = []
        for assignment in tasking.assignments {
            guard let expert = try rows.expert(assignment.expert) else { continue }
            let objections = Eligibility.objections(to: expert, seat: assignment.seat, leading: false, commitments: [], query)
            found += objections.matters.map {
                .init(record: expert.id.text, nation: expert.nation, code: $0.code.rawValue, detail: $0.detail)
            }
            if tasking.kind == .team, let team, !team.members.contains(expert.id) || !team.admits(expert) {
                // The expert's own nation is told; in its view a foreign team is not named.
                let named = team.nation == expert.nation ? team.id.text : nil
                found.append(.init(record: expert.id.text, nation: expert.nation, code: TaskingConcern.notInTeam, detail: named))
            }
        }
        if let team {
            found += Eligibility.objections(to: team, query).matters.map {
                .init(record: team.id.text, nation: team.nation, code: $0.code.rawValue, detail: $0.detail)
            }
        }
        for effect in try tasking.effects.compactMap({ try rows.effect($0) }) {
            found += EffectRules.objections(to: effect, remaining, self).matters.map {
                .init(record: effect.id.text, nation: effect.nation, code: $0.code.rawValue, detail: $0.detail)
            }
        }
        return found
    }
}

extension Tasking {
    /// From now, or from the start, to the end; of one that is past its end the present moment.
    fileprivate func remainingPeriod(at now: Instant) -> Period {
        if let rest = try? Period(start: max(period.start, now), end: period.end) { return rest }
        return (try? Period(start: now, end: now.adding(hours: 1))) ?? period
    }
}

extension [Objection] {
    /// Those that matter of people who are bound already. How long they take to come, and how long ago their nation confirmed the offer,
    /// was judged at the order.
    fileprivate var matters: [Objection] { filter { ![.noticeTooLong, .offerStale, .committed].contains($0.code) } }
}
