import CRRTDomain

/// How far the taskings ordered for a request fill it.
struct Fulfilment {
    /// Whether the seats are filled by people who are ordered, deployed, or have served.
    let filled: Request.Filled
    /// The number of unfilled places of each seat line.
    let open: [Int]

    init(_ request: Request, _ taskings: [Tasking], besides: TaskingID? = nil) {
        let counting = taskings.filter { ($0.state.holdsPeople || $0.state == .closed) && $0.id != besides }
        var open = request.seats.map(\.count)
        for assignment in counting.flatMap(\.assignments) where open.indices.contains(assignment.seat) {
            open[assignment.seat] = max(0, open[assignment.seat] - 1)
        }
        self.open = open
        let people = open.reduce(0, +)
        if request.seats.isEmpty {
            filled = counting.contains { !$0.effects.isEmpty } ? .fully : .none
        } else {
            filled = people == 0 ? .fully : people < request.people ? .partly : .none
        }
    }
}
