import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Finds what keeps experts from serving in standby periods. Each expert is read once.
final class StandbyClashes {
    /// The most clashes of a reply.
    private static let most = 1000

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
        for standby in periods where standby.state != .withdrawn && found.count < Self.most {
            guard let rest = try? Period(start: max(start, standby.period.start), end: standby.period.end) else { continue }
            for expert in try people(of: standby) {
                found += StandbyClash.clashes(of: expert, service: try service(of: expert.id), during: rest).map {
                    .init(
                        id: standby.id.text, expert: expert.id.text, kind: .init(rawValue: $0.kind.rawValue) ?? .offer,
                        start: $0.period.start.description, end: $0.period.end.description)
                }
            }
        }
        return Array(found.prefix(Self.most))
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
