import CRRTStore
import Dispatch
import Synchronization

/// Does what may take longer than a moment, beside the event loop: each kind of work on a fixed number of threads, in which users take
/// turns. See docs/decisions/0025.
final class Scheduler: Sendable {
    /// One turn of a job. True: it needs another one, after those of other users.
    typealias Turn = @Sendable () -> Bool

    private let lanes: [Lane]

    /// - Parameters:
    ///   - plan: nil: that of the processors that there are.
    ///   - background: where the threads come from.
    init(_ plan: Plan? = nil, background: any Background = SystemBackground()) {
        let plan = plan ?? Plan(processors: background.processors)
        lanes = Work.allCases.map { Lane(plan[$0], background) }
    }

    deinit { stop() }

    /// Has a job done, soon.
    ///
    /// - Parameter user: the uid of the user that it is done for.
    /// - Returns: false where too many jobs of this user wait already; then it is not done.
    func add(_ work: Work, of user: UInt32, _ turn: @escaping Turn) -> Bool { lanes[work.rawValue].add(turn, of: user) }

    /// No turn begins from now on. Turns that have begun end by themselves; what waits is kept and not done.
    func stop() {
        for lane in lanes { lane.stop() }
    }
}

/// One kind of work: its jobs and its threads, which are started when they are needed first.
private final class Lane: Sendable {
    private struct Job: Sendable {
        let turn: Scheduler.Turn
    }

    private struct State {
        var jobs: FairShares<Job>
        var threads = 0
        /// Threads that wait for the bell.
        var idle = 0
        var isStopped = false
    }

    /// What a thread does next.
    private enum Step: Sendable {
        case turn(Job, UInt32)
        case wait
        case end
    }

    private enum Help: Sendable {
        case none, bell, thread
    }

    private let share: Plan.Share
    private let background: any Background
    private let state: Mutex<State>
    private let bell = DispatchSemaphore(value: 0)

    init(_ share: Plan.Share, _ background: any Background) {
        self.share = share
        self.background = background
        state = Mutex(State(jobs: FairShares(share)))
    }

    func add(_ turn: @escaping Scheduler.Turn, of user: UInt32) -> Bool {
        let job = Job(turn: turn)
        let (taken, help) = state.withLock { state -> (Bool, Help) in
            guard state.jobs.add(job, of: user) else { return (false, .none) }
            if state.isStopped { return (true, .none) }
            if state.idle > 0 {
                state.idle -= 1
                return (true, .bell)
            }
            guard state.threads < share.atOnce else { return (true, .none) }
            state.threads += 1
            return (true, .thread)
        }
        switch help {
        case .none: break
        case .bell: bell.signal()
        case .thread: background.start(niceness: share.niceness) { [self] in work() }
        }
        return taken
    }

    func stop() {
        let idle = state.withLock { state in
            defer { (state.isStopped, state.idle) = (true, 0) }
            return state.idle
        }
        for _ in 0..<idle { bell.signal() }
    }

    /// One step of a thread's life. A job that no thread may begin now is taken by the one that ends the turn which is in its way.
    ///
    /// - Returns: whether there is another step.
    private func work() -> Bool {
        switch state.withLock({ step(&$0) }) {
        case .turn(let job, let user):
            let again = job.turn()
            state.withLock { state in
                state.jobs.ended(of: user)
                if again { _ = state.jobs.add(job, of: user, again: true) }
            }
        case .wait: background.wait(for: bell)
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
