internal import CRRTDomain

extension RosterIndex {
    /// What fewer seats would stay open with: each request in turn left out, later, or with one change of those that `relax` tries.
    ///
    /// Of changes that differ in size alone, it reports the smallest that helps, and a longer delay only where it does more.
    ///
    /// - Parameters:
    ///   - query: The requests of the plan.
    ///   - report: The plan.
    ///   - limit: The most changes that are reported.
    ///   - later: A request, by its number, a number of days later; nil where it cannot be.
    ///   - outOfTime: Whether the caller's time budget is used up. Once it returns true, what was not tried is told.
    public func openings(
        _ query: PlanQuery, of report: PlanReport, limit: Int, later: (_ request: Int, _ days: Int) -> MatchQuery?, outOfTime: () -> Bool
    ) -> PlanOpenings {
        guard report.worth.openSeats > 0 else { return PlanOpenings() }
        var search = PlanOpeningSearch(self, query, report)
        guard search.canCompare(report) else {
            var nothing = PlanOpenings()
            nothing.untried = Array(query.requests.indices)
            return nothing
        }
        search.leaveOut(outOfTime)
        search.delay(later, outOfTime)
        search.relax(outOfTime)
        return search.answer(limit, outOfTime)
    }
}

/// Plans in which one request is asked otherwise. Only that request is looked up anew.
struct PlanOpeningSearch {
    /// By how many days a request is moved.
    static let days = [1, 2, 3, 7]

    private let query: PlanQuery
    private let basis: PlanBasis
    private let tasks: [PlanTask]
    /// By request, the open seats of the plan.
    private let open: [Int]
    private var trials: [PlanTrial] = []
    private var untried: Set<Int> = []

    init(_ index: RosterIndex, _ query: PlanQuery, _ report: PlanReport) {
        self.query = query
        basis = PlanBasis(index, query)
        tasks = query.requests.map(basis.task)
        open = report.requests.indices.map { report.requests[$0].candidate?.openSeats ?? query.requests[$0].people }
    }

    /// The requests whose terms can change.
    private var changeable: [Int] { tasks.indices.filter { !query.bound.contains($0) } }

    /// Whether the plan leaves the fewest seats open, so that what leaves fewer does so by the change.
    func canCompare(_ report: PlanReport) -> Bool { report.proven || basis.rosters.ofTeams.isEmpty }

    mutating func leaveOut(_ outOfTime: () -> Bool) {
        guard tasks.count > 1 else { return }
        for number in tasks.indices {
            keep(number, outOfTime) { $0.trial(number, .waits, nil, outOfTime) }
        }
    }

    mutating func delay(_ later: (Int, Int) -> MatchQuery?, _ outOfTime: () -> Bool) {
        var best: [Int: PlanTrial] = [:]
        for days in Self.days {
            for number in changeable {
                keep(number, outOfTime) { search in
                    guard let moved = later(number, days), let trial = search.trial(number, .later(days: days), moved, outOfTime),
                        best[number].map({ trial.isBetter(than: $0) }) ?? true
                    else { return nil }
                    best[number] = trial
                    return trial
                }
            }
        }
    }

    mutating func relax(_ outOfTime: () -> Bool) {
        for number in changeable {
            let edits = QueryEdits(index: basis.rosters.alone, query: query.requests[number])
            relax(number, nil, outOfTime) { edits.ofTimes + edits.ofPeople }
            for kind in tasks[number].alone.pool.query.kinds {
                relax(number, kind.line, outOfTime) { edits.ofSeat(kind) + edits.ofNations(kind) }
            }
        }
    }

    /// - Parameter families: To look for the edits takes time as well.
    private mutating func relax(_ number: Int, _ line: Int?, _ outOfTime: () -> Bool, _ families: () -> [QueryEditFamily]) {
        guard !outOfTime() else {
            untried.insert(number)
            return
        }
        for family in families() { relax(number, family, line: line, outOfTime) }
    }

    private mutating func relax(_ number: Int, _ family: QueryEditFamily, line: Int?, _ outOfTime: () -> Bool) {
        keep(number, outOfTime) { search in
            let request = search.query.requests[number]
            let found = family.smallest(outOfTime) { edit in
                let changed = edit.applied(to: request)
                let seat = changed.request.seats == request.request.seats ? nil : line
                return search.trial(number, .relaxed(edit.words, seat: seat), changed, outOfTime)
            }
            return found.flatMap { found in search.trials.contains { $0.isSameChange(as: found) } ? nil : found }
        }
    }

    /// Keeps what is found while there is time. Where it runs out, the search may have been cut short.
    private mutating func keep(_ number: Int, _ outOfTime: () -> Bool, _ find: (Self) -> PlanTrial?) {
        if !outOfTime(), let found = find(self) { trials.append(found) }
        if outOfTime() { untried.insert(number) }
    }

    /// A plan with a change; nil where no fewer seats stay open, or time ran out before that is known.
    private func trial(_ number: Int, _ change: PlanOpening.Change, _ changed: MatchQuery?, _ outOfTime: () -> Bool) -> PlanTrial? {
        var tasks = tasks
        if let changed {
            tasks[number] = basis.task(changed)
            // People who are fixed may be eligible no more.
            guard tasks[number].alone.pool.seated.areAllSeated else { return nil }
        } else {
            tasks.remove(at: number)
        }
        var search = PlanSearch(tasks)
        // The first plan of a search has the fewest open seats, unless people have a shorter notice with their team alone.
        if !basis.rosters.ofTeams.isEmpty {
            search.run(outOfTime: outOfTime)
            guard search.gap == .none else { return nil }
        }
        let before = changed == nil ? open.enumerated().filter { $0.offset != number }.map(\.element) : open
        let trial = PlanTrial(number, change, changed?.request, search, before: before)
        return trial.helps ? trial : nil
    }

    /// The best of what was found, with what the plans are worth.
    func answer(_ limit: Int, _ outOfTime: () -> Bool) -> PlanOpenings {
        var answer = PlanOpenings()
        answer.untried = untried.sorted()
        let best = trials.enumerated().sorted { left, right in
            left.element.precedes(right.element) ?? (left.offset < right.offset)
        }
        answer.openings = best.prefix(limit).map { $0.element.opening(outOfTime) }
        return answer
    }
}
