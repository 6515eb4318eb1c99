/// A round-robin queue of jobs with limits for each user; each user's jobs stay in order. It uses no threads and no clock, so the same
/// calls always give the same turns.
struct FairShares<Job> {
    private struct Line {
        /// In order of arrival. Not a slice, which would keep jobs alive that were taken from it.
        var jobs: [Job] = []
        var running = 0
    }

    private let share: Plan.Share
    private var lines: [UInt32: Line] = [:]
    /// The users who have jobs waiting, the next one first.
    private var order: [UInt32] = []
    /// Jobs that wait for their turn.
    private(set) var waiting = 0
    /// Jobs whose turn it is.
    private(set) var running = 0

    init(_ share: Plan.Share) { self.share = share }

    /// - Parameter again: whether the job had a turn and needs another. Such a job is never refused.
    /// - Returns: false where too many jobs of this user are waiting.
    mutating func add(_ job: Job, of user: UInt32, again: Bool = false) -> Bool {
        var line = lines[user] ?? Line()
        guard again || line.jobs.count < share.maxWaitingPerUser else { return false }
        if line.jobs.isEmpty { order.append(user) }
        line.jobs.append(job)
        lines[user] = line
        waiting += 1
        return true
    }

    /// Takes the next job that may run; nil where there is none. Call `ended` when it is done.
    mutating func next() -> (job: Job, user: UInt32)? {
        guard running < share.maxConcurrent,
            let index = order.firstIndex(where: { lines[$0].map { $0.running < share.maxConcurrentPerUser } ?? false })
        else { return nil }
        let user = order.remove(at: index)
        guard var line = lines[user] else { return nil }
        let job = line.jobs.removeFirst()
        line.running += 1
        waiting -= 1
        running += 1
        if !line.jobs.isEmpty { order.append(user) }
        lines[user] = line
        return (job, user)
    }

    /// A job of this user has ended.
    mutating func ended(of user: UInt32) {
        guard var line = lines[user] else { return }
        line.running -= 1
        running -= 1
        lines[user] = line.running == 0 && line.jobs.isEmpty ? nil : line
    }
}
