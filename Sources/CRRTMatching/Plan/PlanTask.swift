internal import CRRTDomain

/// A request of a plan: who is eligible, and the forms in which it can be filled.
struct PlanTask {
    /// A roster with the notices of those who go by themselves, or with one team on standby.
    struct Source {
        let index: RosterIndex
        let pool: EligiblePool
        let teams: TeamMatching

        init(_ index: RosterIndex, _ query: MatchQuery) {
            self.index = index
            pool = EligiblePool(index, query)
            teams = TeamMatching(index, pool, limit: 1)
        }
    }

    let query: MatchQuery
    let tiers: PlanTiers
    let sources: [Source]
    /// The forms with a standing team that are known, best bound first.
    private var forms: [PlanForm] = []
    /// Teams that are read and whose turn has not come, by the number of singles.
    private var waiting: [Int: [PlanForm]] = [:]
    /// By the most slots that their people can fill, the teams that are not read.
    private var unread: [[Int32]] = []
    private var nextSingles = 0

    /// The first source: individuals, and teams that do not stand by.
    var alone: Source { sources[0] }
    /// The kind of each slot.
    var slots: [Int] { alone.pool.query.slots }
    var precedence: Precedence { query.request.precedence }
    var seated: Int { alone.pool.seated.count }
    /// What the people cost who are fixed.
    var seatedCost: Int { alone.pool.seatedContenders(alone.index).reduce(0) { $0 + $1.1.cost } }
    /// The most singles of a form.
    private var people: Int { slots.count + seated }

    /// - Parameters:
    ///   - rosters: The roster at the instant of the plan.
    ///   - query: The request.
    ///   - tiers: What open seats count.
    ///   - reserve: The number of experts of each nation that must be known for each kind of slot, so that no better plan has another.
    init(_ rosters: StandbyRosters, _ query: MatchQuery, _ tiers: PlanTiers, reserve: Int) {
        self.query = query
        self.tiers = tiers
        var query = query
        query.kinds = Set(CandidateKind.allCases)
        query.findsNextBest = true
        query.limit = 1 + max(0, reserve - query.request.seats.reduce(0) { $0 + $1.count })
        query.team = nil
        var others = query
        others.omitted.teams.formUnion(rosters.ofTeams.map(\.team))
        var sources = [Source(rosters.alone, others)]
        for (team, index) in rosters.ofTeams where !query.omitted.teams.contains(team) {
            var own = query
            own.team = team
            sources.append(Source(index, own))
        }
        self.sources = sources
        findTeams()
    }

    private mutating func findTeams() {
        unread = Array(repeating: [], count: slots.count + 1)
        for (number, source) in sources.enumerated() where source.canFillAll {
            if number > 0 {
                source.pool.team.flatMap { source.index.handle(of: $0) }.map { read([$0], number) }
            } else if source.pool.seated.isEmpty {
                unread = TeamFillBounds(source.index, source.pool).teams
            } else {
                read(source.teamsWithPeople, number)
            }
        }
    }

    /// The number-th form with a standing team, by singles, then bound, then team; nil where there are no more.
    mutating func form(_ number: Int) -> PlanForm? {
        while forms.count <= number, nextSingles < people {
            let filled = slots.count - nextSingles
            if filled > 0 { read(unread[filled], 0) }
            // A team's people fill at most as many slots as the bound says, so all teams with this number of singles are known by now.
            forms += (waiting.removeValue(forKey: nextSingles) ?? []).sorted { $0.precedes($1) }
            nextSingles += 1
        }
        return number < forms.count ? forms[number] : nil
    }

    private mutating func read(_ teams: [Int32], _ number: Int) {
        let source = sources[number]
        for strength in source.teams.eligible(among: teams, { false }).found where strength.augmentees < people {
            let bound = source.teams.bounds.bound(of: strength, source.index, source.pool)
            guard bound < .max else { continue }
            let form = PlanForm(source: number, strength: strength, singles: strength.augmentees, bound: bound)
            waiting[form.singles, default: []].append(form)
        }
    }
}

/// A way to fill a request: with a standing team and those who augment it, or with individuals.
struct PlanForm {
    /// The number of the source.
    let source: Int
    /// The team; nil for individuals.
    let strength: TeamStrength?
    /// No fewer people go without the team.
    let singles: Int
    /// No solution with that many singles costs less.
    let bound: Int

    var team: TeamID? { strength?.team.id }

    func precedes(_ other: PlanForm) -> Bool {
        if bound != other.bound { return bound < other.bound }
        guard let team, let rival = other.team else { return false }
        return team < rival
    }
}

extension PlanTask.Source {
    fileprivate var canFillAll: Bool {
        MaximumMatching(slots: pool.query.slots, kindMasks: pool.sufficientKindMasks).size == pool.query.slots.count
            && pool.seated.areAllSeated
    }

    /// The teams with a person who is eligible or fixed.
    fileprivate var teamsWithPeople: [Int32] {
        var people = pool.eligibleForAny
        for handle in pool.seated.handles { people.insert(handle) }
        return index.memberships.teams(of: people, outOf: index.teamCount).all
    }
}
