internal import CRRTDomain

/// A plan in which one request is asked otherwise.
struct PlanTrial {
    private let request: Int
    private let change: PlanOpening.Change
    private let changed: Request?
    private let search: PlanSearch
    private let worth: PlanWorth
    /// What the plan is worth of which it is a change, without the request that waits. Only its open seats count.
    private let before: PlanWorth

    /// - Parameters:
    ///   - request: The number of the request.
    ///   - change: What is asked otherwise.
    ///   - changed: The request as it is then; nil where it waits.
    ///   - search: The plan.
    ///   - before: By request of the search, the open seats without the change.
    init(_ request: Int, _ change: PlanOpening.Change, _ changed: Request?, _ search: PlanSearch, before: [Int]) {
        (self.request, self.change, self.changed, self.search) = (request, change, changed, search)
        worth = search.planWorth
        self.before = PlanWorth(open: search.open(before), singles: 0, cost: 0)
    }

    /// Whether fewer seats stay open than without the change.
    var helps: Bool { worth.openOrder.lexicographicallyPrecedes(before.openOrder) }

    /// Whether fewer seats stay open than with another change of the same request.
    func isBetter(than other: PlanTrial) -> Bool { worth.openOrder.lexicographicallyPrecedes(other.worth.openOrder) }

    func isSameChange(as other: PlanTrial) -> Bool { request == other.request && change == other.change }

    /// By precedence, the highest first, how many seats more stay open than without the change.
    private var more: [Int] {
        Precedence.allCases.reversed().map { precedence in
            (worth.open[precedence] ?? []).reduce(0, +) - (before.open[precedence] ?? []).reduce(0, +)
        }
    }

    /// Whether it does more than another, or as much for less: to ask for less, to begin later, to wait. nil where the two are alike.
    func precedes(_ other: PlanTrial) -> Bool? {
        let (own, others) = (more + [change.weight], other.more + [other.change.weight])
        return own == others ? nil : own.lexicographicallyPrecedes(others)
    }

    /// With what the plan is worth, as far as there is time to find out.
    func opening(_ outOfTime: () -> Bool) -> PlanOpening {
        var search = search
        search.run(outOfTime: outOfTime)
        var open: [Int?] = search.best.map(\.open)
        if changed == nil { open.insert(nil, at: request) }
        return PlanOpening(
            request: request, change: change, changed: changed, open: open, worth: search.planWorth, proven: search.gap == .none)
    }
}

extension PlanOpening.Change {
    fileprivate var weight: Int {
        switch self {
        case .relaxed: 0
        case .later(let days): days
        case .waits: .max
        }
    }
}

extension PlanSearch {
    /// What the best plan so far is worth.
    var planWorth: PlanWorth {
        let all = zip(tasks, best)
        return PlanWorth(
            open: open(best.map(\.open)), singles: all.reduce(0) { $0 + $1.0.tiers.singles($1.1.worth.tier) },
            cost: all.reduce(0) { $0 + $1.1.worth.cost + $1.0.seatedCost })
    }

    /// Open seats by precedence.
    ///
    /// - Parameter seats: By request, how many stay open.
    fileprivate func open(_ seats: [Int]) -> [Precedence: [Int]] {
        zip(tasks, seats).reduce(into: [:]) { $0[$1.0.precedence, default: []].append($1.1) }.mapValues { $0.sorted(by: >) }
    }
}
