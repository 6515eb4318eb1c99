internal import CRRTDomain

/// The best solutions of several sources in order, each with other people than those before (E. L. Lawler, "A Procedure for Computing the
/// K Best Solutions to Discrete Optimization Problems and Its Application to the Shortest Path Problem", Management Science 18, 1972).
///
/// The best solution of a source splits its other solutions into parts: for each of its people, the solutions without that person and with
/// all people before. A part is solved once its bound is the least, and split once its solution is the next. Parts are told apart by
/// people and not by slots (as in K. G. Murty, Operations Research 16, 1968), so that people who change seats are no other solution.
struct NextBestSearch {
    /// The solutions of a source with some people and without others.
    private struct Part {
        let source: Int
        var required: Set<Int32> = []
        var excluded: Set<Int32> = []
        /// The order of the best solution; where it is not solved, a bound that no solution precedes.
        var order: SolutionOrder
        var solution: Assembly?
    }

    private let sources: [CandidateSource]
    private let limit: Int
    private let findsNextBest: Bool
    /// Sorted, the first part last.
    private var queue: [Part]
    /// By source, the problem of its best solution. Once that is a candidate, the problem with all its solutions, split into parts.
    private var problems: [Int: AssemblyProblem] = [:]
    /// By source that has parts, the number of slots that stay open in all of its solutions.
    private var openSlots: [Int: Int] = [:]
    /// The costs of solutions with different people, sorted.
    private var costs: [Int] = []
    /// The people of these solutions, and of candidates that are left out.
    private var known: Set<Set<Int32>>
    /// The least bound of parts in which time ran out before a solution was found; nil where there is none.
    private var unsearched: Int?
    private var found: [Candidate] = []
    /// The people of the candidates found, and of those that are left out.
    private(set) var taken: Set<Set<Int32>>

    /// - Parameters:
    ///   - sources: Of one kind, with the same number of augmentees.
    ///   - limit: The most candidates.
    ///   - findsNextBest: Whether a source may have more than one candidate. No two candidates then have the same people.
    ///   - taken: The people of candidates that are left out.
    init(_ sources: [CandidateSource], limit: Int, findsNextBest: Bool, taken: Set<Set<Int32>> = []) {
        self.sources = sources
        self.limit = limit
        self.findsNextBest = findsNextBest
        self.taken = taken
        known = taken
        queue = sources.indices.map { Part(source: $0, order: sources[$0].lowerBound) }.sorted { $1.order < $0.order }
    }

    /// The candidates, best first. Where time runs out, the last ones may be unproven.
    mutating func run(outOfTime: () -> Bool) -> [Candidate] {
        while found.count < limit, let part = queue.popLast() {
            if let solution = part.solution, solution.lowerBound == nil, unsearched == nil {
                take(part, solution)
            } else if part.solution != nil || !costs.isEmpty && outOfTime() {
                enqueue(part)
                takeUnproven()
                break
            } else {
                solve(part, outOfTime)
            }
        }
        return found
    }

    /// Takes the best of all solutions that are left, and splits the rest of its part.
    private mutating func take(_ part: Part, _ solution: Assembly) {
        guard let problem = problems[part.source] else { return }
        if !findsNextBest || taken.insert(solution.handles).inserted {
            found.append(sources[part.source].candidate(solution, problem))
        }
        guard findsNextBest, found.count < limit else { return }
        if openSlots[part.source] == nil {
            problems[part.source] = sources[part.source].wholeProblem(solution, problem, atMost: costAtLimit)
            openSlots[part.source] = solution.people.count { $0 == nil }
        }
        var rest = Part(source: part.source, required: part.required, order: part.order)
        for person in solution.people.compactMap({ $0?.handle }) where !part.required.contains(person) {
            rest.excluded = part.excluded.union([person])
            enqueue(rest)
            rest.required.insert(person)
        }
    }

    /// Takes the solutions that are left when time has run out. Each may cost more than one that was not found.
    private mutating func takeUnproven() {
        var bound = queue.compactMap { $0.solution.map(\.lowerBound) ?? $0.order.cost }.min() ?? .max
        bound = min(bound, unsearched ?? .max)
        while found.count < limit, let part = queue.popLast() {
            guard let solution = part.solution, let problem = problems[part.source],
                !findsNextBest || taken.insert(solution.handles).inserted
            else { continue }
            let candidate = sources[part.source].candidate(solution, problem)
            found.append(candidate.unproven(downTo: bound + candidate.cost - part.order.cost))
            // The rest of its part is not searched.
            if findsNextBest { bound = min(bound, part.order.cost) }
        }
    }

    /// Solves a part, unless no solution in it can be among the candidates.
    private mutating func solve(_ part: Part, _ outOfTime: () -> Bool) {
        let most = costAtLimit
        if let most, part.order.cost > most { return }
        let source = sources[part.source]
        let problem: AssemblyProblem
        let atMost: Int?
        if let open = openSlots[part.source], let whole = problems[part.source] {
            problem = whole.restricted(to: part.required, without: part.excluded)
            atMost = whole.costLimit(required: part.required.count, open: open, augmentees: source.augmentees, most: most)
        } else {
            problem = source.bestProblem(atMost: most)
            atMost = most.map { $0 + source.augmentees * problem.augmenteeCost }
            problems[part.source] = problem
        }
        guard let solution = Assembly(problem, atMost: atMost, outOfTime: outOfTime) else {
            if outOfTime() { unsearched = min(unsearched ?? .max, part.order.cost) }
            return
        }
        guard source.isCandidate(solution) else { return }
        var solved = part
        solved.solution = solution
        solved.order = source.order(of: solution.people, problem)
        enqueue(solved)
        if !findsNextBest || known.insert(solution.handles).inserted {
            costs.insert(solved.order.cost, at: costs.insertionIndex(of: solved.order.cost))
        }
    }

    /// A cost that the last candidate does not exceed; nil where none is known yet.
    private var costAtLimit: Int? { costs.count < limit ? nil : costs[limit - 1] }

    private mutating func enqueue(_ part: Part) {
        queue.insert(part, at: queue.partitioningIndex { part.order < $0.order })
    }
}

extension Assembly {
    /// The handles of its people.
    fileprivate var handles: Set<Int32> { Set(people.compactMap { $0?.handle }) }
}
