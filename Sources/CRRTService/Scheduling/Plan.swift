/// The threads of each kind of work, and the share of them that one user may have.
struct Plan: Sendable {
    struct Share: Sendable, Hashable {
        /// The number of threads.
        var maxConcurrent: Int
        /// The most threads that work for one user at once.
        var maxConcurrentPerUser = 1
        /// The most calls of one user that wait. Further ones are refused.
        var maxWaitingPerUser = Int.max
        /// Added to the nice value of the threads, so that the loop, the writer and lists get a processor first.
        var niceness: Int32 = 0
    }

    /// Threads that read the database besides the scheduler's: the event loop, the writer, the notary, the deadlines, the status line and
    /// the main thread.
    static let otherReaders = 6
    /// The most matches and reports of one user that wait.
    static let maxHeavyWaiting = 32
    /// More matches at once would only compete for memory bandwidth.
    private static let maxHeavy = 8

    private let shares: [Share]

    /// - Parameter processors: the number that the process may use.
    init(processors: Int) {
        let heavy = max(1, min(processors - 1, Plan.maxHeavy))
        shares = Work.allCases.map { work in
            switch work {
            case .parameters: Share(maxConcurrent: 1)
            case .lists: Share(maxConcurrent: 2)
            case .streams: Share(maxConcurrent: 1, niceness: 5)
            case .follow: Share(maxConcurrent: 1)
            case .catchUp: Share(maxConcurrent: 1, niceness: 5)
            case .heavy:
                Share(maxConcurrent: heavy, maxConcurrentPerUser: max(1, heavy / 2), maxWaitingPerUser: Plan.maxHeavyWaiting, niceness: 5)
            case .scan: Share(maxConcurrent: 2, maxWaitingPerUser: Plan.maxHeavyWaiting, niceness: 10)
            }
        }
    }

    subscript(work: Work) -> Share { shares[work.rawValue] }

    /// The number of threads that may read the database at once. The store has a connection for each, so that none waits for another.
    var readers: Int { Plan.otherReaders + shares.reduce(0) { $0 + $1.maxConcurrent } }
}
