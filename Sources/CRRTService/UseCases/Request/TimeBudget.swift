import CRRTStore

/// A budget of real time for a search; the pure search asks it now and then.
struct TimeBudget: Sendable {
    private let background: any Background
    private let end: ContinuousClock.Instant

    init(milliseconds: Int, _ background: any Background) {
        self.background = background
        end = background.now + .milliseconds(milliseconds)
    }

    var isSpent: Bool { background.now >= end }
}
