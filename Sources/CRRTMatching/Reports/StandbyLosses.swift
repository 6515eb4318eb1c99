public import CRRTDomain

/// What a rota loses while people are away.
public struct StandbyLosses: Sendable, Hashable {
    /// A standby period of which people go.
    public struct Loss: Sendable, Hashable {
        /// The period.
        public var period: StandbyPeriod
        /// The number of its people: the team's members, or the named experts.
        public var people: Int
        /// The number of those who go while it is in force.
        public var going: Int
        /// When no one stands by in it, because its team goes or is short of people, or all of its experts go; nil where some are left.
        public var usedUp: Period?
    }

    /// A time in which no period of a tier is in force any more.
    public struct Gap: Sendable, Hashable {
        /// The tier.
        public var tier: StandbyPeriod.Tier
        /// The time.
        public var period: Period
    }

    /// By start, then id.
    public private(set) var periods: [Loss] = []
    /// The first tier first, then by time.
    public private(set) var gaps: [Gap] = []

    /// - Parameters:
    ///   - index: The roster.
    ///   - departures: Who goes.
    ///   - short: Teams that stay and have too few people without those who go.
    ///   - at: When they go.
    ///   - reader: The nation whose periods count; nil for all.
    init(_ index: RosterIndex, _ departures: [Departure], short: Set<TeamID>, at: Instant, seenBy reader: NationCode?) {
        guard let span = departures.map(\.until).max().flatMap({ try? Period(start: at, end: $0) }) else { return }
        let rota = StandbyRota(index.standby.periods.filter { reader.map($0.readers.contains) ?? true }, during: span)
        var back: [ExpertID: Instant] = [:]
        for departure in departures { for expert in departure.experts { back[expert] = departure.until } }
        let teams = Dictionary(departures.compactMap { away in away.team.map { ($0, away.until) } }, uniquingKeysWith: max)
        periods = rota.periods.compactMap { Self.loss(of: $0, index, back, teams, short, at: at) }
            .sorted { ($0.period.period.start, $0.period.id) < ($1.period.period.start, $1.period.id) }
        let used = Dictionary(uniqueKeysWithValues: periods.compactMap { loss in loss.usedUp.map { (loss.period.id, $0) } })
        for tier in StandbyPeriod.Tier.allCases {
            let own = rota.periods.filter { $0.tier == tier }
            let kept = own.flatMap { period in used[period.id].map { period.period.without([$0]) } ?? [period.period] }
            gaps += span.without(kept).flatMap { $0.without(rota.gaps(tier)) }.map { Gap(tier: tier, period: $0) }
        }
    }

    private static func loss(
        of standby: StandbyPeriod, _ index: RosterIndex, _ back: [ExpertID: Instant], _ teams: [TeamID: Instant], _ short: Set<TeamID>,
        at: Instant
    ) -> Loss? {
        let members = standby.team.flatMap { index.profile($0) }.map { team in
            team.members.compactMap { member in index.experts[member].flatMap { $0.mayServe(in: team) ? $0.id : nil } }
        }
        let people = members ?? standby.pool
        let away = people.compactMap { back[$0] }.filter { $0 > standby.period.start }
        let leaves = standby.team.flatMap { teams[$0] }
        guard !away.isEmpty || leaves.map({ $0 > standby.period.start }) ?? false else { return nil }
        // A team that is short of people is sure to have enough once all are back; of named experts, one is someone to call.
        let whenShort = standby.team.map { short.contains($0) ? away.max() : nil } ?? (away.count == people.count ? away.min() : nil)
        let used = (leaves ?? whenShort).flatMap { until in
            try? Period(start: max(at, standby.period.start), end: min(until, standby.period.end))
        }
        return Loss(period: standby, people: people.count, going: away.count, usedUp: used)
    }
}
