import CRRTStore
import Dispatch
import SeededNumbers
import Synchronization

/// The queues, timers and threads of one simulated process. All of them run on the thread that calls ``run()``, one piece after the
/// other, in an order that is drawn from a seed.
///
/// Time passes only when it is told to. So a run repeats exactly, whatever the machine does beside it.
final class SimulatedBackground: Background {
    struct Piece: Sendable {
        let body: @Sendable () -> Void
    }

    fileprivate struct Timer: Sendable {
        var due: Duration
        /// Tells apart those that are due at once.
        var number: Int
        var queue: Int
        var piece: Piece
    }

    fileprivate struct State: Sendable {
        /// By queue; threads have a queue each.
        var waiting: [[Piece]] = []
        var isBusy: [Bool] = []
        /// Queues that may run their next piece, in the order in which they became so.
        var ready: [Int] = []
        var timers: [Timer] = []
        var count = 0
        var passed = Duration.zero
        var order = SeededGenerator(seed: 0)
        var isShuffled = false
        var isOver = false
        var pieces = 0
    }

    private let state = Mutex(State())
    private let origin = ContinuousClock.now

    init() {}

    func queue(_ label: String) -> any WorkQueue { SimulatedQueue(self, newQueue()) }

    func start(niceness: Int32, _ turn: @escaping @Sendable () -> Bool) { goOn(turn, newQueue()) }

    let turnsMayBlock = false
    let processors = 2

    var now: ContinuousClock.Instant { origin + state.withLock { $0.passed } }

    /// Runs what waits until the semaphore has been signalled; where nothing waits, time passes to the next timer.
    func wait(for semaphore: DispatchSemaphore) {
        while semaphore.wait(timeout: .now()) != .success {
            if runOne() { continue }
            guard let next = state.withLock({ $0.timers.map(\.due).min() }) else { preconditionFailure("nothing will ever signal this") }
            pass(next - state.withLock { $0.passed })
        }
    }

    private func newQueue() -> Int {
        state.withLock { state in
            state.waiting.append([])
            state.isBusy.append(false)
            return state.waiting.count - 1
        }
    }

    /// A thread is a queue whose piece puts itself back.
    private func goOn(_ turn: @escaping @Sendable () -> Bool, _ queue: Int) {
        add(Piece { [weak self] in if turn() { self?.goOn(turn, queue) } }, to: queue)
    }
}

// MARK: - What the harness does

extension SimulatedBackground {
    /// From now on the order in which queues get their turn is drawn from this seed; nil: first come, first served.
    func draw(_ seed: UInt64?) {
        state.withLock { state in
            state.isShuffled = seed != nil
            state.order = SeededGenerator(seed: seed ?? 0)
        }
    }

    /// Runs all that waits, and what comes of it, until nothing does.
    func run() { while runOne() {} }

    /// Runs the next piece.
    ///
    /// - Returns: false where nothing waits.
    func runOne() -> Bool {
        guard let (queue, piece) = state.withLock({ $0.next() }) else { return false }
        piece.body()
        state.withLock { $0.ended(queue) }
        return true
    }

    /// Time passes; timers that are due then are ready to run.
    func pass(_ time: Duration) {
        state.withLock { state in
            state.passed += time
            while let place = state.timers.indices.min(by: { state.timers[$0].isBefore(state.timers[$1]) }),
                state.timers[place].due <= state.passed
            {
                let timer = state.timers.remove(at: place)
                state.add(timer.piece, to: timer.queue)
            }
        }
    }

    /// What waits, for the violation of a call that was not answered.
    var waitingText: String {
        state.withLock {
            "ready \($0.ready), busy \($0.isBusy.indices.filter { [busy = $0.isBusy] in busy[$0] }), waiting \($0.waiting.map(\.count))"
        }
    }

    /// How many pieces of work were begun.
    var pieces: Int { state.withLock { $0.pieces } }

    /// Since the process was made.
    var passed: Duration { state.withLock { $0.passed } }

    /// The process is no more: nothing that waits is run, nor what is added later.
    func end() {
        let left = state.withLock { state in
            defer {
                state = State()
                state.isOver = true
            }
            return state
        }
        // Let go of outside of the lock: what goes with it may come back here.
        withExtendedLifetime(left) {}
    }
}

// MARK: - What queues do

extension SimulatedBackground {
    fileprivate func add(_ piece: Piece, to queue: Int) { state.withLock { $0.add(piece, to: queue) } }

    fileprivate func add(_ piece: Piece, to queue: Int, after delay: Duration) {
        state.withLock { state in
            guard !state.isOver else { return }
            state.count += 1
            state.timers.append(Timer(due: state.passed + delay, number: state.count, queue: queue, piece: piece))
        }
    }

    /// Runs what waits in the queue already, then the body, as if it stood behind it.
    fileprivate func now<Value>(_ queue: Int, _ body: () throws -> Value) rethrows -> Value {
        while let piece = state.withLock({ $0.nextOf(queue) }) {
            piece.body()
            state.withLock { $0.ended(queue) }
        }
        state.withLock { $0.begin(queue) }
        defer { state.withLock { $0.ended(queue) } }
        return try body()
    }
}

extension SimulatedBackground.State {
    fileprivate mutating func add(_ piece: SimulatedBackground.Piece, to queue: Int) {
        guard !isOver else { return }
        waiting[queue].append(piece)
        if waiting[queue].count == 1, !isBusy[queue] { ready.append(queue) }
    }

    fileprivate mutating func next() -> (queue: Int, piece: SimulatedBackground.Piece)? {
        guard !ready.isEmpty else { return nil }
        let queue = ready[isShuffled ? Int.random(in: 0..<ready.count, using: &order) : 0]
        return nextOf(queue).map { (queue, $0) }
    }

    fileprivate mutating func nextOf(_ queue: Int) -> SimulatedBackground.Piece? {
        guard !isOver, !waiting[queue].isEmpty else { return nil }
        begin(queue)
        return waiting[queue].removeFirst()
    }

    fileprivate mutating func begin(_ queue: Int) {
        guard !isOver else { return }
        precondition(!isBusy[queue], "a queue waits for itself")
        pieces += 1
        isBusy[queue] = true
        ready.removeAll { $0 == queue }
    }

    fileprivate mutating func ended(_ queue: Int) {
        guard !isOver else { return }
        isBusy[queue] = false
        if !waiting[queue].isEmpty { ready.append(queue) }
    }
}

extension SimulatedBackground.Timer {
    fileprivate func isBefore(_ other: Self) -> Bool { (due, number) < (other.due, other.number) }
}

private final class SimulatedQueue: WorkQueue {
    // Not owned: the background holds what waits, and that the queue.
    private let background: SimulatedBackground
    private let number: Int

    init(_ background: SimulatedBackground, _ number: Int) { (self.background, self.number) = (background, number) }

    func async(_ body: @escaping @Sendable () -> Void) { background.add(.init(body: body), to: number) }

    func async(after delay: Duration, _ body: @escaping @Sendable () -> Void) {
        background.add(.init(body: body), to: number, after: delay)
    }

    func sync<Value>(_ body: () throws -> Value) rethrows -> Value { try background.now(number, body) }
}
