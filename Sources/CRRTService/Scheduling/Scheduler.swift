import CRRTStore
import Dispatch
import Synchronization

/// Runs long work off the event loop: each kind on a fixed number of threads, on which users take turns. See docs/decisions/0025.
final class Scheduler: Sendable {
    /// One turn of a job. Returns whether the job needs another one, after those of other users.
    typealias Turn = @Sendable () -> Bool

    private let lanes: [Lane]

    /// - Parameters:
    ///   - plan: nil for the plan of this machine's processors.
    ///   - background: provides the threads.
    init(_ plan: Plan? = nil, background: any Background = SystemBackground()) {
        let plan = plan ?? Plan(processors: background.processors)
        lanes = Work.allCases.map { Lane(plan[$0], background) }
    }

    deinit { stop() }

    /// Adds a job.
    ///
    /// - Parameter user: the uid of the user for whom it runs.
    /// - Returns: false where too many jobs of this user are waiting; the job is then dropped.
    func add(_ work: Work, of user: UInt32, _ turn: @escaping Turn) -> Bool { lanes[work.rawValue].add(turn, of: user) }

    /// What is done now of each kind of work, and what was done since the start.
    var figures: [(work: Work, figures: WorkFigures)] {
        zip(Work.allCases, lanes).map { (work: $0, figures: $1.figures) }
    }

    /// Begins no further turns. Turns in progress finish; waiting jobs never run.
    func stop() {
        for lane in lanes { lane.stop() }
    }
}

/// How busy one kind of work is.
struct WorkFigures: Sendable, Hashable {
    /// Jobs that wait for their turn now.
    var waiting = 0
    /// Jobs whose turn it is now.
    var running = 0
    /// Turns that have ended since the start.
    var turns = 0
    /// The time that these turns took together.
    var time = Duration.zero
}

/// One kind of work: its jobs and its threads, which are started on demand.
private final class Lane: Sendable {
    private struct Job: Sendable {
        let turn: Scheduler.Turn
    }

    private struct State {
        var jobs: FairShares<Job>
        var threads = 0
        /// Threads that wait for `wakeup`.
        var idle = 0
        var isStopped = false
        /// Turns that have ended.
        var turns = 0
        /// The time that they took.
        var time = Duration.zero
    }

    /// What a thread does next.
    private enum Step: Sendable {
        case turn(Job, UInt32)
        case wait
        case end
    }

    private enum Action: Sendable {
        case none, wakeThread, startThread
    }

    private let share: Plan.Share
    private let background: any Background
    private let state: Mutex<State>
    private let wakeup = DispatchSemaphore(value: 0)

    init(_ share: Plan.Share, _ background: any Background) {
        self.share = share
        self.background = background
        state = Mutex(State(jobs: FairShares(share)))
    }

    func add(_ turn: @escaping Scheduler.Turn, of user: UInt32) -> Bool {
        let job = Job(turn: turn)
        let (isAdded, action) = state.withLock { state -> (Bool, Action) in
            guard state.jobs.add(job, of: user) else { return (false, .none) }
            if state.isStopped { return (true, .none) }
            if state.idle > 0 {
                state.idle -= 1
                return (true, .wakeThread)
            }
            guard state.threads < share.maxConcurrent else { return (true, .none) }
            state.threads += 1
            return (true, .startThread)
        }
        switch action {
        case .none: break
        case .wakeThread: wakeup.signal()
        case .startThread: background.start(niceness: share.niceness) { [self] in work() }
        }
        return isAdded
    }

    var figures: WorkFigures {
        state.withLock { .init(waiting: $0.jobs.waiting, running: $0.jobs.running, turns: $0.turns, time: $0.time) }
    }

    func stop() {
        let idle = state.withLock { state in
            defer { (state.isStopped, state.idle) = (true, 0) }
            return state.idle
        }
        for _ in 0..<idle { wakeup.signal() }
    }

    /// One step of a thread. A job that may not run yet is taken by the thread whose turn it has to wait for.
    ///
    /// - Returns: whether the thread continues.
    private func work() -> Bool {
        switch state.withLock({ step(&$0) }) {
        case .turn(let job, let user):
            let began = background.now
            let again = job.turn()
            let time = background.now - began
            state.withLock { state in
                state.turns += 1
                state.time += time
                state.jobs.ended(of: user)
                if again { _ = state.jobs.add(job, of: user, again: true) }
            }
        case .wait: background.wait(for: wakeup)
        case .end: return false
        }
        return true
    }

    private func step(_ state: inout State) -> Step {
        if state.isStopped { return .end }
        if let (job, user) = state.jobs.next() { return .turn(job, user) }
        guard background.turnsMayBlock else {
            state.threads -= 1
            return .end
        }
        state.idle += 1
        return .wait
    }
}
