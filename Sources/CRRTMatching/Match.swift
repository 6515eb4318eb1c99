internal import CRRTDomain

extension RosterIndex {
    /// Counts who is eligible for each seat, and finds the best candidates of each kind that the query asks for.
    ///
    /// - Parameters:
    ///   - query: The question.
    ///   - outOfTime: Whether the caller's time budget is used up; called repeatedly. Once it returns true, the search ends with the best
    ///     found so far. A candidate that is not known to be optimal then has `proven` false and a valid `lowerBound`.
    public func match(_ query: MatchQuery, outOfTime: () -> Bool) -> MatchReport {
        let rosters = StandbyRosters(self, at: query.at)
        guard rosters.ofTeams.isEmpty else { return StandbyMatching(rosters, query).report(outOfTime) }
        return rosters.alone.matchAsItIs(query, outOfTime: outOfTime)
    }

    /// The same with the notices of this index, and no regard to standby.
    func matchAsItIs(_ query: MatchQuery, outOfTime: () -> Bool) -> MatchReport {
        let scope = ShortlistScope(query)
        let pool = EligiblePool(self, query, scope: scope)
        let candidates = scope == .empty || query.request.seats.isEmpty ? [] : pool.candidates(self, query, outOfTime)
        return MatchReport(seats: pool.seatReports, candidates: candidates.sorted { $0.precedes($1) })
    }
}

extension EligiblePool {
    /// The candidates of each kind. Augmented teams may take longest, so they come last and do not use up the time of the others.
    fileprivate func candidates(_ index: RosterIndex, _ matchQuery: MatchQuery, _ outOfTime: () -> Bool) -> [Candidate] {
        guard seated.areAllSeated else { return [] }
        let kinds = matchQuery.team == nil ? matchQuery.kinds : matchQuery.kinds.subtracting([.assembled])
        var found: [Candidate] = []
        if matchQuery.findsNextBest || !seated.isEmpty {
            return NextBestMatching(index, self, matchQuery).candidates(of: kinds, outOfTime: outOfTime)
        }
        let teams = kinds.isDisjoint(with: [.team, .augmented]) ? nil : TeamMatching(index, self, limit: matchQuery.limit)
        if kinds.contains(.team), let teams { found += teams.complete(outOfTime: outOfTime) }
        if kinds.contains(.assembled), let assembled = assembled(index, outOfTime) { found.append(assembled) }
        if kinds.contains(.augmented), let teams { found += teams.augmented(outOfTime: outOfTime) }
        return found
    }

    fileprivate var seatReports: [SeatReport] {
        let eligible = countsPerLine
        return query.request.seats.enumerated().map { line, seat in
            SeatReport(seat: line, skill: seat.skill, minLevel: seat.minLevel.level, count: seat.count, eligible: eligible[line])
        }
    }

    /// The cheapest individuals. Where not every slot can be filled, those who leave the fewest open.
    private func assembled(_ index: RosterIndex, _ outOfTime: () -> Bool) -> Candidate? {
        let contenders = contenders(index, DominancePruning(query.slots, shortlists, fee: weights.nation).survivors)
        let problem = AssemblyProblem(slots: query.slots, contenders: contenders, nationWeight: weights.nation)
        guard let assembly = Assembly(problem, outOfTime: outOfTime) else { return nil }
        let candidate = Candidate(.assembled, nil, assembly, problem, index, self)
        return candidate.assignments.isEmpty ? nil : candidate
    }
}
