/// Jobs of one kind that wait, and whose turn it is: users take turns, and each user's jobs stay in their order. A value without threads
/// or clock; the same calls always give the same turns.
struct FairShares<Job> {
    private struct Line {
        /// In the order in which they came. Not a slice: that would keep what has been taken from it.
        var jobs: [Job] = []
        var running = 0
    }

    private let share: Plan.Share
    private var lines: [UInt32: Line] = [:]
    /// The users who have jobs waiting, the next one first.
    private var order: [UInt32] = []
    private var running = 0

    init(_ share: Plan.Share) { self.share = share }

    /// - Parameter again: the job has had a turn already and needs another; such a job is never refused.
    /// - Returns: false where too many jobs of this user wait already.
    mutating func add(_ job: Job, of user: UInt32, again: Bool = false) -> Bool {
        var line = lines[user] ?? Line()
        guard again || line.jobs.count < share.waitingPerUser else { return false }
        if line.jobs.isEmpty { order.append(user) }
        line.jobs.append(job)
        lines[user] = line
        return true
    }

    /// The job that is to run now; nil where none may. `ended` must be told when it is over.
    mutating func next() -> (job: Job, user: UInt32)? {
        guard running < share.atOnce, let place = order.firstIndex(where: { lines[$0].map { $0.running < share.atOncePerUser } ?? false })
        else { return nil }
        let user = order.remove(at: place)
        guard var line = lines[user] else { return nil }
        let job = line.jobs.removeFirst()
        line.running += 1
        running += 1
        if !line.jobs.isEmpty { order.append(user) }
        lines[user] = line
        return (job, user)
    }

    /// A job of this user is over.
    mutating func ended(of user: UInt32) {
        guard var line = lines[user] else { return }
        line.running -= 1
        running -= 1
        lines[user] = line.running == 0 && line.jobs.isEmpty ? nil : line
    }
}
