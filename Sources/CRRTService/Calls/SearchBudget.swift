import CRRTStore

/// A time limit for searches. They are pure, so they poll it through a closure. It is over, too, once the caller has gone.
struct SearchBudget: Sendable {
    private let milliseconds: Int
    private let background: any Background
    private let cancellation: CancellationToken

    init(milliseconds: Int, _ background: any Background, _ cancellation: CancellationToken) {
        self.milliseconds = milliseconds
        self.background = background
        self.cancellation = cancellation
    }

    /// Begins the time of one search.
    ///
    /// - Returns: whether it is over.
    func begin() -> () -> Bool {
        let end = background.now + .milliseconds(milliseconds)
        return { [background, cancellation] in cancellation.isCancelled || background.now >= end }
    }
}
