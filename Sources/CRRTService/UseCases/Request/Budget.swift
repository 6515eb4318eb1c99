/// A budget of real time for a search; the pure search asks it now and then.
struct Budget: Sendable {
    private let end: ContinuousClock.Instant

    init(milliseconds: Int) { end = .now + .milliseconds(milliseconds) }

    var isSpent: Bool { ContinuousClock.now >= end }
}
