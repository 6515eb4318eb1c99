import CRRTProtocol
import CRRTStore
import Synchronization
import Varlink

/// All watchers of the journal. Each reads the journal at its own pace, so no entries are queued: a slow watcher costs no memory and delays
/// no other.
final class Watchers: Sendable {
    /// Well under the 45 s after which systemd's tools give up.
    private static let heartbeatSeconds = 15

    private let scheduler: Scheduler
    /// Wakes the watchers. Nothing is read on it.
    private let queue: any WorkQueue
    private let state = Mutex(State())

    private struct State: Sendable {
        var watchers: [ObjectIdentifier: Watcher] = [:]
        weak var environment: CallEnvironment?
        /// All watchers will be woken soon, so further commits need not do it again.
        var isWoken = false
        var isStopped = false
    }

    init(_ scheduler: Scheduler, _ background: any Background) {
        self.scheduler = scheduler
        queue = background.queue("crrtd.watchers")
    }

    /// Starts the heartbeat.
    ///
    /// - Parameter environment: what turns read from.
    func start(_ environment: CallEnvironment) {
        state.withLock { $0.environment = environment }
        beat()
    }

    /// Adds a watcher. Its first reply is the current position; then come missed entries, and then new ones.
    func add(_ watcher: Watcher) {
        let key = ObjectIdentifier(watcher)
        let isTaken = state.withLock { state in
            if state.isStopped { return false }
            state.watchers[key] = watcher
            return true
        }
        guard isTaken else { return watcher.end() }
        watcher.call.pending.onClose { [weak self] in self?.remove(key) }
        wake(watcher, withHeartbeat: true)
    }

    /// Call after each commit.
    func wake() {
        // Usually there is no watcher, and waking a thread costs as much as a commit itself.
        let isFirst = state.withLock { state in
            if state.watchers.isEmpty || state.isWoken { return false }
            state.isWoken = true
            return true
        }
        if isFirst { queue.async { [self] in wakeAll() } }
    }

    private func wakeAll(withHeartbeat: Bool = false) {
        let watchers = state.withLock { state in
            if !withHeartbeat { state.isWoken = false }
            return Array(state.watchers.values)
        }
        for watcher in watchers { wake(watcher, withHeartbeat: withHeartbeat) }
    }

    /// How many watchers there are.
    var count: Int { state.withLock { $0.watchers.count } }

    /// Whether every watcher has been sent everything, or its connection is full.
    var isSettled: Bool { state.withLock { !$0.isWoken && $0.watchers.values.allSatisfy(\.isSettled) } }

    /// Ends every watch with a last reply, so that callers know that it is over. Waits for turns in progress only.
    func stop() {
        let watchers = state.withLock { state in
            defer { state.watchers = [:] }
            state.isStopped = true
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.end() }
    }

    private func beat() {
        queue.async(after: .seconds(Self.heartbeatSeconds)) { [weak self] in
            guard let self, !state.withLock({ $0.isStopped }) else { return }
            wakeAll(withHeartbeat: true)
            beat()
        }
    }

    private func remove(_ key: ObjectIdentifier) { state.withLock { _ = $0.watchers.removeValue(forKey: key) } }

    /// - Parameter withHeartbeat: whether to also send the current position.
    private func wake(_ watcher: Watcher, withHeartbeat: Bool = false) {
        if watcher.wake(withHeartbeat: withHeartbeat) { enqueue(watcher) }
    }

    /// Watchers with much to read share a thread of their own, so that they do not delay those who wait for new entries.
    private func enqueue(_ watcher: Watcher) {
        guard let environment = state.withLock({ $0.environment }) else { return }
        let work: Work = watcher.isBehind(environment.seq) ? .catchUp : .follow
        _ = scheduler.add(work, of: watcher.call.pending.session.peer.uid) { [self] in
            turn(watcher)
            return false
        }
    }

    /// Sends some of the entries that the watcher has not got yet.
    private func turn(_ watcher: Watcher) {
        guard let environment = state.withLock({ $0.environment }) else { return }
        do {
            switch try watcher.advance(environment) {
            case .more: enqueue(watcher)
            case .atEnd: break
            case .full: watcher.call.pending.onWritable { [self] in enqueue(watcher) }
            }
        } catch {
            remove(ObjectIdentifier(watcher))
            if watcher.leave() { environment.fail(watcher.call.pending, error) }
        }
    }
}
