public import CRRTDomain

/// An expert who is eligible for a seat line.
public struct EligibleExpert: Sendable, Hashable {
    /// Who it is.
    public var expert: ExpertID
    /// Their nation.
    public var nation: NationCode
    /// The level in the seat's skill, 1 to 5.
    public var level: Int
    /// Notice to move, in hours.
    public var noticeHours: Int
    /// What they add to the cost of a candidate, without the fee of their nation.
    public var cost: Int
    /// Whether they may lead, where the line needs a leader.
    public var mayLead: Bool
}

/// Why people cannot be fixed as a query says.
public enum FixingConflict: Sendable, Hashable {
    /// No such expert is offered.
    case unknown(ExpertID)
    /// Rules object to the expert in that seat line.
    case notEligible(ExpertID, [Objection])
    /// More people than the line has slots.
    case tooMany(seat: Int, slots: Int)
    /// The people take every slot of a line that needs a leader, and none of them may lead.
    case noLeader(seat: Int)
}

extension RosterIndex {
    /// The experts who are eligible for at least one slot of a seat line, by cost, then id. Omitted experts are among them.
    ///
    /// - Parameters:
    ///   - seat: The number of the line, from 0; without such a line there are none.
    ///   - query: The request, and what the rules need besides it.
    public func eligibleExperts(seat: Int, _ query: MatchQuery) -> [EligibleExpert] {
        StandbyRosters(self, at: query.at, teams: false).alone.eligibleAsItIs(seat: seat, query)
    }

    /// The same with the notices of this index, and no regard to standby.
    private func eligibleAsItIs(seat: Int, _ query: MatchQuery) -> [EligibleExpert] {
        var plain = query
        (plain.omitted, plain.fixed) = (Omissions(), [])
        let pool = EligiblePool(self, plain, scope: .empty)
        // Who may lead a line may take its other slots too, so its last kind has all of its experts.
        guard let kind = pool.query.kinds.lastIndex(where: { $0.line == seat }) else { return [] }
        let leading = pool.query.kinds.firstIndex { $0.line == seat && $0.leading }
        let contenders = pool.eligible[kind].all.compactMap { pool.contender($0, kind, self) }
        return contenders.sorted { $0.precedes($1) }.compactMap { contender in
            experts[contender.handle].map { profile in
                EligibleExpert(
                    expert: profile.id, nation: profile.nation, level: Int(contender.level), noticeHours: profile.facts.noticeHours,
                    cost: contender.cost, mayLead: leading.map { pool.eligible[$0].contains(contender.handle) } ?? false)
            }
        }
    }

    /// Why people cannot be fixed as the query says, by the first of them that conflicts; nil where they can.
    ///
    /// Every seat that the query fixes must be a line of its request.
    public func fixingConflict(_ query: MatchQuery) -> FixingConflict? {
        let compiled = CompiledQuery(query)
        let rosters = StandbyRosters(self, at: query.at, teams: query.team != nil)
        let roster = query.team.map(rosters.roster) ?? rosters.alone
        for person in query.fixed {
            guard let profile = roster.profile(person.expert) else { return .unknown(person.expert) }
            let objections = RuleBook.allObjections(to: profile, compiled).filter { $0.seat == nil || $0.seat == person.seat }
            if !objections.isEmpty { return .notEligible(person.expert, objections) }
        }
        for (seat, people) in Dictionary(grouping: query.fixed, by: \.seat).sorted(by: { $0.key < $1.key }) {
            let slots = query.request.seats[seat].count
            if people.count > slots { return .tooMany(seat: seat, slots: slots) }
            guard people.count == slots, let leading = compiled.kinds.first(where: { $0.line == seat && $0.leading }) else { continue }
            let profiles = people.compactMap { profile($0.expert) }
            if !profiles.contains(where: { RuleBook.objections(to: $0, at: leading, compiled).isEmpty }) { return .noLeader(seat: seat) }
        }
        return nil
    }
}
