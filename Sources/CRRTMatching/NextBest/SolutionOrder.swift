internal import CRRTDomain

/// The order of the solutions of one kind: by cost, then team, then the ids by slot. No two solutions are equal.
///
/// A lower bound of a part of the solutions has the same form.
struct SolutionOrder: Comparable {
    var cost: Int
    /// nil where individuals are assembled.
    var team: TeamID?
    /// By slot; nil where it stays open, which ranks after every id. Empty in a bound, which ranks before every solution of that cost.
    var ids: [IDKey?]

    static func < (left: SolutionOrder, right: SolutionOrder) -> Bool {
        if left.cost != right.cost { return left.cost < right.cost }
        if let team = left.team, let other = right.team, team != other { return team < other }
        for (id, other) in zip(left.ids, right.ids) where id != other {
            guard let id else { return false }
            guard let other else { return true }
            return id < other
        }
        return left.ids.count < right.ids.count
    }
}
