import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Finds what keeps experts from serving in standby periods. Each expert is read once.
final class StandbyClashes {
    /// The most clashes of a reply.
    private static let most = 1000
    /// The most people who are looked at for a reply, each as often as a period has them.
    private static let mostPeople = 20_000

    private let context: any Context
    private var experts: [ExpertID: Expert?] = [:]
    private var service: [ExpertID: [Period]] = [:]
    private var teams: [TeamID: Team?] = [:]

    init(_ context: some Context) { self.context = context }

    /// The experts who count in a period, of those whom the caller may read about.
    func people(of standby: StandbyPeriod) throws -> [Expert] {
        let ids: [ExpertID]
        let team = try standby.team.flatMap(team)
        ids = team?.members.filter { standby.counts($0.nation) } ?? standby.pool
        return try ids.filter { context.caller.sees(offersOf: $0.nation) }.compactMap(expert).filter { team?.admits($0) ?? true }
    }

    /// The first clashes of some periods, each period's by expert and time.
    ///
    /// - Parameter start: What is over by then is left out; nil for the present.
    func wire(of periods: [StandbyPeriod], from start: Instant? = nil) throws -> [Standby.Clash] {
        let start = start ?? context.now
        var found: [Standby.Clash] = []
        var looked = 0
        for standby in periods where standby.state != .withdrawn && found.count < Self.most && looked < Self.mostPeople {
            guard let rest = try? Period(start: max(start, standby.period.start), end: standby.period.end) else { continue }
            let people = try people(of: standby)
            looked += people.count
            for expert in people { found += try clashes(of: expert, in: standby, during: rest).map { wire($0, expert, standby) } }
        }
        return Array(found.prefix(Self.most))
    }

    /// What keeps people from going at this instant, of some periods that are in force.
    func wireNow(of periods: some Sequence<StandbyPeriod>) throws -> [Standby.Clash] {
        var found: [Standby.Clash] = []
        for standby in periods where found.count < Self.most {
            for expert in try people(of: standby) {
                let all = try clashes(of: expert, in: standby, during: standby.period)
                found += all.filter { $0.period.contains(context.now) }.map { wire($0, expert, standby) }
            }
        }
        return Array(found.prefix(Self.most))
    }

    private func wire(_ clash: StandbyClash, _ expert: Expert, _ standby: StandbyPeriod) -> Standby.Clash {
        .init(
            id: standby.id.text, expert: expert.id.text, kind: .init(rawValue: clash.kind.rawValue) ?? .offer,
            start: clash.period.start.description, end: clash.period.end.description)
    }

    /// When those who count in some periods stand by and could go.
    ///
    /// The periods of a person are joined before what keeps them is taken out, so that each of it counts once and not once a period.
    func presences(in periods: [StandbyPeriod], during span: Period) throws -> [StandbyRota.Presence] {
        var times: [Duty: [Period]] = [:]
        for standby in periods {
            let offered = try offeredTimes(of: standby)
            guard !offered.isEmpty else { continue }
            for expert in try people(of: standby) { times[Duty(expert: expert.id, tier: standby.tier), default: []] += offered }
        }
        return try times.compactMap { duty, times in
            guard let expert = try expert(duty.expert) else { return nil }
            let kept = StandbyClash.clashes(of: expert, service: try service(of: expert.id), during: span).map(\.period)
            return .init(
                expert.id, in: duty.tier, skills: Array(expert.skills.keys), times: span.without(kept + span.without(times)))
        }
    }

    private struct Duty: Hashable {
        let expert: ExpertID
        let tier: StandbyPeriod.Tier
    }

    /// The parts of a period in which its team is offered; all of it where experts are named.
    private func offeredTimes(of standby: StandbyPeriod) throws -> [Period] {
        guard let offer = try standby.team.flatMap(team)?.offer else { return [standby.period] }
        guard offer.state == .offered else { return [] }
        let end = min(standby.period.end, offer.validUntil ?? standby.period.end)
        return [try? Period(start: max(standby.period.start, offer.validFrom), end: end)].compactMap { $0 }
    }

    private func clashes(of expert: Expert, in standby: StandbyPeriod, during period: Period) throws -> [StandbyClash] {
        StandbyClash.clashes(
            of: expert, team: try standby.team.flatMap(team)?.offer, service: try service(of: expert.id), during: period)
    }

    private func team(_ id: TeamID) throws -> Team? {
        if let known = teams[id] { return known }
        let team = try context.rows.team(id)
        teams[id] = team
        return team
    }

    private func expert(_ id: ExpertID) throws -> Expert? {
        if let known = experts[id] { return known }
        let expert = try context.rows.expert(id)
        experts[id] = expert
        return expert
    }

    /// When the expert is ordered to taskings that the caller may see.
    private func service(of id: ExpertID) throws -> [Period] {
        if let known = service[id] { return known }
        let times = try context.rows.service(of: id).filter { try context.sees(tasking: $0.tasking) }.map(\.period)
        service[id] = times
        return times
    }
}
