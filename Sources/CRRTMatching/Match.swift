internal import CRRTDomain

extension RosterIndex {
    /// Counts who is eligible for each seat, and finds the best candidates of each kind that the query asks for.
    ///
    /// - Parameters:
    ///   - query: The question.
    ///   - outOfTime: The caller's budget, asked every so often. Once it returns true, the search ends with what it has found; a candidate
    ///     that is not known to be optimal then has `proven` false and a valid `lowerBound`.
    public func match(_ query: MatchQuery, outOfTime: () -> Bool) -> MatchReport {
        let shortlisting = Shortlisting(query)
        let survey = Survey(self, query, shortlisting: shortlisting)
        let candidates = shortlisting != .none && !survey.terms.places.isEmpty ? survey.candidates(self, query, outOfTime) : []
        return MatchReport(seats: survey.seatReports, candidates: candidates.sorted { $0.precedes($1) })
    }
}

extension Survey {
    /// The candidates of each kind. The kind that may take longest comes last, so that it does not use up the time of the others.
    fileprivate func candidates(_ index: RosterIndex, _ query: MatchQuery, _ outOfTime: () -> Bool) -> [Candidate] {
        var found: [Candidate] = []
        let teams = query.kinds.isDisjoint(with: [.team, .augmented]) ? nil : TeamMatching(index, self, limit: query.limit)
        if query.kinds.contains(.team), let teams { found += teams.whole(outOfTime: outOfTime) }
        if query.kinds.contains(.assembled), let assembled = assembled(index, outOfTime) { found.append(assembled) }
        if query.kinds.contains(.augmented), let teams { found += teams.augmented(outOfTime: outOfTime) }
        return found
    }

    fileprivate var seatReports: [SeatReport] {
        let eligible = eligible
        return terms.request.seats.enumerated().map { line, seat in
            SeatReport(seat: line, skill: seat.skill, minLevel: seat.minLevel.level, count: seat.count, eligible: eligible[line])
        }
    }

    /// The cheapest individuals. Where not every place can be filled, those that leave the fewest open.
    private func assembled(_ index: RosterIndex, _ outOfTime: () -> Bool) -> Candidate? {
        let contenders = contenders(index, Reduction(terms.places, shortlists, fee: weights.nation).people)
        let problem = AssemblyProblem(places: terms.places, contenders: contenders, nationWeight: weights.nation)
        guard let assembly = Assembly(problem, outOfTime: outOfTime) else { return nil }
        let candidate = Candidate(.assembled, nil, assembly, problem, index, terms)
        return candidate.assignments.isEmpty ? nil : candidate
    }
}
