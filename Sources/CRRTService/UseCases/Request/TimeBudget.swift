import CRRTStore

/// A time limit for a search. The search is pure, so it polls the limit through a closure.
struct TimeBudget: Sendable {
    private let background: any Background
    private let end: ContinuousClock.Instant

    init(milliseconds: Int, _ background: any Background) {
        self.background = background
        end = background.now + .milliseconds(milliseconds)
    }

    var isSpent: Bool { background.now >= end }
}
