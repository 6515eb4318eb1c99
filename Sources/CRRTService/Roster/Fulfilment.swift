import CRRTDomain

/// How far the taskings ordered for a request fill it.
struct Fulfilment {
    /// Whether the seats are filled by people who are ordered, deployed, or have served.
    let filled: Request.Filled
    /// The number of unfilled places of each seat line.
    let open: [Int]

    init(_ request: Request, _ taskings: [Tasking], besides: TaskingID? = nil) {
        let counting = taskings.filter { $0.id != besides }.flatMap(\.elements).filter(\.fills)
        var open = request.seats.map(\.count)
        for assignment in counting.compactMap(\.assignment) where open.indices.contains(assignment.seat) {
            open[assignment.seat] = max(0, open[assignment.seat] - 1)
        }
        self.open = open
        let people = open.reduce(0, +)
        if request.seats.isEmpty {
            filled = counting.contains { $0.effect != nil } ? .fully : .none
        } else {
            filled = people == 0 ? .fully : people < request.people ? .partly : .none
        }
    }
}

extension Element {
    /// Whether it fills its seat: it is ordered and goes on, or it was released after it had served. The seat of people who were taken
    /// back is open again.
    var fills: Bool {
        switch state {
        case .ordered, .moving, .onTask: true
        case .returning, .home: left?.cause == .released
        case .asked, .agreed, .out: false
        }
    }
}
