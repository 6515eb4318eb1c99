internal import CRRTDomain

extension RosterIndex {
    /// The best plan for several requests at once.
    ///
    /// - Parameters:
    ///   - query: The requests, at one instant.
    ///   - outOfTime: Whether the caller's time budget is used up; called repeatedly. Once it returns true, the search ends with the best
    ///     plan found so far. Its open seats are the fewest all the same, unless people have a shorter notice with their team alone.
    public func plan(_ query: PlanQuery, outOfTime: () -> Bool) -> PlanReport {
        let alone = query.requests.map { best(for: $0, outOfTime) }
        let inTurn = inTurn(query, alone, outOfTime)
        let worthInTurn = worth(of: inTurn, query)
        let openInTurn = zip(query.requests, inTurn).map { $1?.openSeats ?? $0.people }
        // No request is better off than alone, so that no plan is worth less than all of them alone.
        if alone.allSatisfy({ $0?.proven ?? true }), worthInTurn == worth(of: alone, query), isPlan(inTurn, query) {
            return PlanReport(query, inTurn, worthInTurn, alone: alone, inTurn: worthInTurn, openInTurn: openInTurn, gap: .none)
        }
        var search = PlanSearch(query.requests.map(PlanBasis(self, query).task))
        search.run(outOfTime: outOfTime)
        var candidates = PlannedCandidates(self, query, search, alone, outOfTime).candidates
        var gap = search.gap
        // A search that is cut short may know less than one request after the other gets.
        if gap != .none, case let price = search.price(of: inTurn, self), price < search.worth, isPlan(inTurn, query) {
            (candidates, gap) = (inTurn, search.gap(to: price))
        }
        return PlanReport(
            query, candidates, worth(of: candidates, query), alone: alone, inTurn: worthInTurn, openInTurn: openInTurn, gap: gap)
    }

    /// The number of people in a candidate who are not its team's.
    ///
    /// - Parameter candidate: The candidate; nil for one without people.
    public func singles(_ candidate: Candidate?) -> Int {
        guard let candidate else { return 0 }
        guard let team = candidate.team.flatMap({ profile($0) }) else { return candidate.assignments.count }
        return candidate.assignments.count { person in
            guard let handle = handle(of: person.expert) else { return true }
            return !team.members.contains(handle) || experts[handle]?.mayServe(in: team) != true
        }
    }

    private func worth(of candidates: [Candidate?], _ query: PlanQuery) -> PlanWorth {
        var open: [Precedence: [Int]] = [:]
        for (asked, candidate) in zip(query.requests, candidates) {
            open[asked.request.precedence, default: []].append(candidate?.openSeats ?? asked.people)
        }
        return PlanWorth(
            open: open.mapValues { $0.sorted(by: >) }, singles: candidates.reduce(0) { $0 + singles($1) },
            cost: candidates.reduce(0) { $0 + ($1?.cost ?? 0) })
    }

    /// The candidates where each request takes the best of those whom the requests before it have left.
    private func inTurn(_ query: PlanQuery, _ alone: [Candidate?], _ outOfTime: () -> Bool) -> [Candidate?] {
        var taken = Omissions()
        return zip(query.requests, alone).map { request, alone in
            guard let alone else { return nil }
            let found = isLeft(alone, by: taken) ? alone : best(for: request.without(taken), outOfTime)
            taken.experts.formUnion(found?.assignments.map(\.expert) ?? [])
            found?.team.map { _ = taken.teams.insert($0) }
            return found
        }
    }

    /// Whether a candidate has no one of these people, neither among those who go nor in its team, and none of these teams. The best of all
    /// is then the best of those who are left, too.
    func isLeft(_ candidate: Candidate, by taken: Omissions) -> Bool {
        if candidate.assignments.contains(where: { taken.experts.contains($0.expert) }) { return false }
        guard let team = candidate.team else { return true }
        return !taken.teams.contains(team)
            && !(profile(team)?.members ?? []).contains { experts[$0].map { taken.experts.contains($0.id) } ?? false }
    }

    /// The best candidate of a request by itself; nil for none.
    private func best(for query: MatchQuery, _ outOfTime: () -> Bool) -> Candidate? {
        var query = query
        query.kinds = Set(CandidateKind.allCases)
        (query.limit, query.findsNextBest, query.team) = (1, false, nil)
        return match(query, outOfTime: outOfTime).candidates.first
    }

    /// Whether candidates are a plan: no person and no team is in two of them, and every team has its minimum manning without those of its
    /// members who serve another request.
    private func isPlan(_ candidates: [Candidate?], _ query: PlanQuery) -> Bool {
        var people: [ExpertID: Int] = [:]
        var teams: Set<TeamID> = []
        for (number, candidate) in candidates.enumerated() {
            for person in candidate?.assignments ?? [] {
                guard people.updateValue(number, forKey: person.expert) == nil else { return false }
            }
            if let team = candidate?.team, !teams.insert(team).inserted { return false }
        }
        return candidates.enumerated().allSatisfy { number, candidate in
            guard let candidate, let team = candidate.team.flatMap({ profile($0) }), team.minimumStrength > 0 else { return true }
            let away = team.members.compactMap { experts[$0]?.id }.filter { people[$0].map { $0 != number } ?? false }
            return away.isEmpty || serves(candidate, query.requests[number].without(Omissions(experts: Set(away))))
        }
    }

    /// Whether a candidate's team can serve as well without those whom a query omits.
    private func serves(_ candidate: Candidate, _ query: MatchQuery) -> Bool {
        var query = query
        (query.kinds, query.limit, query.findsNextBest, query.team) = ([candidate.kind], 1, false, candidate.team)
        let found = match(query, outOfTime: { false }).candidates.first
        return found.map { $0.openSeats <= candidate.openSeats && $0.cost <= candidate.cost } ?? false
    }

    /// The highest minimum manning of all teams.
    var mostMinimumStrength: Int {
        (0..<teamCount).reduce(0) { max($0, teams[Int32($1)].minimumStrength) }
    }
}

extension MatchQuery {
    /// The same without people and teams that others have taken.
    func without(_ taken: Omissions) -> MatchQuery {
        var query = self
        query.omitted.experts.formUnion(taken.experts)
        query.omitted.teams.formUnion(taken.teams)
        return query
    }

    /// The number of people that the request asks for.
    var people: Int { request.seats.reduce(0) { $0 + $1.count } }
}

extension PlanSearch {
    /// What candidates add to a plan.
    func price(of candidates: [Candidate?], _ index: RosterIndex) -> PlanPrice {
        zip(tasks, candidates).reduce(.zero) { sum, pair in
            let (task, candidate) = pair
            let open = candidate?.openSeats ?? task.query.people
            let tier = task.tiers.tier(open: open, singles: index.singles(candidate), task.precedence)
            return sum + PlanPrice(tier: tier, cost: (candidate?.cost ?? 0) - (candidate == nil ? 0 : task.seatedCost))
        }
    }

    /// How far the bound is below the best plan.
    enum Gap: Equatable {
        /// No plan is better.
        case none
        /// A plan with as many singles may cost that much less.
        case cost(Int)
        /// A plan with fewer singles may exist.
        case singles
    }

    var gap: Gap { gap(to: worth) }

    /// - Parameter worth: What a plan is worth.
    func gap(to worth: PlanPrice) -> Gap {
        if bound >= worth { return .none }
        return bound.tier == worth.tier ? .cost(worth.cost - bound.cost) : .singles
    }
}
