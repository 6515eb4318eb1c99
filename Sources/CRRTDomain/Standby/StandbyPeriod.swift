/// A time in which a team, or named experts of one nation, stand by with a shorter notice to move.
///
/// It is an offer of its nation, like the team itself, and never a consent: each use still needs one.
public struct StandbyPeriod: Sendable, Hashable {
    /// Whether the period counts. `StandbyLifecycle` has the transitions.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Offered; members of some other nation do not count yet.
        case offered
        /// Offered, and confirmed by every other nation whose people it names.
        case confirmed
        /// Taken back.
        case withdrawn
    }

    /// Who is asked first.
    public enum Tier: String, Sendable, Hashable, CaseIterable { case first, second }

    /// Who stands by.
    public enum People: Sendable, Hashable {
        /// The members of a standing team of the nation, where they go with that team.
        case team(TeamID)
        /// Named experts of the nation, wherever they go. 1 to 200, none twice.
        case pool([ExpertID])
    }

    /// The nation's question whether another nation takes this period in exchange for one of its own.
    public struct Swap: Sendable, Hashable {
        /// The other nation's period.
        public var with: StandbyID
        /// What the asking nation takes: the times that the other period must still have when its nation agrees.
        public var takes: Period

        /// - Parameters:
        ///   - with: The other nation's period.
        ///   - takes: Its times.
        public init(with: StandbyID, takes: Period) { (self.with, self.takes) = (with, takes) }
    }

    /// Begins with the code of the nation.
    public var id: StandbyID
    /// Who stands by.
    public var people: People
    /// When, at most 366 days.
    public var period: Period
    /// Who is asked first.
    public var tier: Tier
    /// Hours from the order to the departure while they stand by. A longer one than their ordinary notice changes nothing.
    public var noticeHours: Int
    /// The nation that leads during the period.
    public var leadNation: NationCode
    /// Whether it counts.
    public var state: State
    /// The other nations whose people are in the team, sorted. Their people count once the nation has confirmed the period.
    public var nations: [NationCode]
    /// Those of them that have, sorted.
    public var confirmedBy: [NationCode]
    /// The exchange that its nation asks for; nil for none.
    public var swap: Swap?
    /// The number of this version of the record, from 1.
    public var revision: Int

    /// The nation that offers it.
    public var nation: NationCode { id.nation }

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        id: StandbyID, people: People, period: Period, tier: Tier, noticeHours: Int, leadNation: NationCode? = nil,
        state: State = .offered, nations: [NationCode] = [], confirmedBy: [NationCode] = [], swap: Swap? = nil, revision: Int = 1
    ) throws(InvalidField) {
        switch people {
        case .team(let team):
            guard team.nation == id.nation else {
                throw InvalidField("team", "\(team) is led by \(team.nation), which offers its own standby; the id says \(id.nation)")
            }
        case .pool(let experts): try Self.check(experts, of: id.nation)
        }
        guard period.end <= period.start.adding(days: 366) else { throw InvalidField("end", "is more than 366 days after the start") }
        self.id = id
        self.people = people
        self.period = period
        self.tier = tier
        self.noticeHours = try FieldValidation.hours(noticeHours, "noticeHours")
        self.leadNation = leadNation ?? id.nation
        self.state = state
        self.nations = nations.sorted()
        self.confirmedBy = confirmedBy.sorted()
        self.swap = swap
        self.revision = revision
    }

    private static func check(_ experts: [ExpertID], of nation: NationCode) throws(InvalidField) {
        guard (1...200).contains(experts.count) else {
            throw InvalidField("experts", "names \(experts.count); 1 to 200 experts are allowed")
        }
        var seen: Set<ExpertID> = []
        for (index, expert) in experts.enumerated() {
            guard expert.nation == nation else {
                throw InvalidField("experts[\(index)]", "\(expert) is of \(expert.nation), which offers its own standby")
            }
            guard seen.insert(expert).inserted else { throw InvalidField("experts[\(index)]", "\(expert) is named twice") }
        }
    }

    /// Whether people of a nation count: the nation's own, and those of nations that have confirmed.
    public func counts(_ nation: NationCode) -> Bool { nation == self.nation || confirmedBy.contains(nation) }

    /// The nations that may know of it: its own, those whose people are in its team, and the one that is asked for an exchange.
    public var readers: Set<NationCode> { Set([nation] + nations + (swap.map { [$0.with.nation] } ?? [])) }

    /// The team; nil for named experts.
    public var team: TeamID? { if case .team(let team) = people { team } else { nil } }

    /// The named experts; empty for a team.
    public var pool: [ExpertID] { if case .pool(let experts) = people { experts } else { [] } }
}
