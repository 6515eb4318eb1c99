/// How much of each kind of work is done at once, and how much of that is one user's.
struct Plan: Sendable {
    struct Share: Sendable, Hashable {
        /// Threads of this kind of work.
        var atOnce: Int
        /// How many of them may work for one user at once.
        var atOncePerUser = 1
        /// How many calls of one user may wait; further ones are refused.
        var waitingPerUser = Int.max
        /// What is added to the nice value of the threads: the loop, the writer and the lists get a processor before them.
        var niceness: Int32 = 0
    }

    /// Threads that read the database beside those of the scheduler: the event loop, the writer, the notary, the deadlines, the status
    /// line and the one that has started the daemon.
    static let otherReaders = 6
    /// Calls of one user that may wait for a match or a report.
    static let heavyWaiting = 32
    /// More matches at once would only wait for each other's memory.
    private static let mostHeavy = 8

    private let shares: [Share]

    /// - Parameter processors: that the process may use.
    init(processors: Int) {
        let heavy = max(1, min(processors - 1, Plan.mostHeavy))
        shares = Work.allCases.map { work in
            switch work {
            case .parameters: Share(atOnce: 1)
            case .lists: Share(atOnce: 2)
            case .streams: Share(atOnce: 1, niceness: 5)
            case .follow: Share(atOnce: 1)
            case .catchUp: Share(atOnce: 1, niceness: 5)
            case .heavy: Share(atOnce: heavy, atOncePerUser: max(1, heavy / 2), waitingPerUser: Plan.heavyWaiting, niceness: 5)
            case .scan: Share(atOnce: 2, waitingPerUser: Plan.heavyWaiting, niceness: 10)
            }
        }
    }

    subscript(work: Work) -> Share { shares[work.rawValue] }

    /// How many threads may read the database at once. The store has a connection for each of them, so that none waits for another.
    var readers: Int { Plan.otherReaders + shares.reduce(0) { $0 + $1.atOnce } }
}
