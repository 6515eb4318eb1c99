import CRRTProtocol
import CRRTStore
import Synchronization
import Varlink

/// All who watch the journal. Each reads it from where they stand, at their own pace: the journal itself is the queue, so a slow watcher
/// costs no memory and delays no other.
final class Watchers: Sendable {
    /// Well under the 45 s after which systemd's tools give up.
    private static let heartbeatSeconds = 15

    private let scheduler: Scheduler
    /// Tells the watchers that there is something to do; it reads nothing itself.
    private let queue: any WorkQueue
    private let state = Mutex(State())

    private struct State: Sendable {
        var watchers: [ObjectIdentifier: Watcher] = [:]
        weak var environment: CallEnvironment?
        /// The queue will look at all watchers soon; commits until then need not ask again.
        var isWoken = false
        var stopped = false
    }

    init(_ scheduler: Scheduler, _ background: any Background) {
        self.scheduler = scheduler
        queue = background.queue("crrtd.watchers")
    }

    /// From now on the watchers ask here what they may see.
    func follow(_ environment: CallEnvironment) {
        state.withLock { $0.environment = environment }
        beat()
    }

    /// The first reply is the present position; then what is missing, then what comes.
    func add(_ watcher: Watcher) {
        let key = ObjectIdentifier(watcher)
        let isTaken = state.withLock { state in
            if state.stopped { return false }
            state.watchers[key] = watcher
            return true
        }
        guard isTaken else { return watcher.end() }
        watcher.call.pending.onClose { [weak self] in self?.remove(key) }
        wake(watcher, withHeartbeat: true)
    }

    /// Something has been committed.
    func wake() {
        // Mostly there is no watcher, and waking a thread costs as much as a commit's own work.
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

    /// Whether every watcher has been sent all that there is, or takes no more.
    var isSettled: Bool { state.withLock { !$0.isWoken && $0.watchers.values.allSatisfy(\.isSettled) } }

    /// Ends every watch with a last reply, so that the callers know that it is over. Waits for no more than the turns under way.
    func stop() {
        let watchers = state.withLock { state in
            defer { state.watchers = [:] }
            state.stopped = true
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.end() }
    }

    private func beat() {
        queue.async(after: .seconds(Self.heartbeatSeconds)) { [weak self] in
            guard let self, !state.withLock({ $0.stopped }) else { return }
            wakeAll(withHeartbeat: true)
            beat()
        }
    }

    private func remove(_ key: ObjectIdentifier) { state.withLock { _ = $0.watchers.removeValue(forKey: key) } }

    /// - Parameter withHeartbeat: also says where the watcher stands.
    private func wake(_ watcher: Watcher, withHeartbeat: Bool = false) {
        if watcher.wake(withHeartbeat: withHeartbeat) { enqueue(watcher) }
    }

    /// Who has much to read does so among those who have, and leaves the others' thread to those who wait for news.
    private func enqueue(_ watcher: Watcher) {
        guard let environment = state.withLock({ $0.environment }) else { return }
        let work: Work = watcher.isBehind(environment.seq) ? .catchUp : .follow
        _ = scheduler.add(work, of: watcher.call.pending.session.peer.uid) { [self] in
            turn(watcher)
            return false
        }
    }

    /// Sends some of what the watcher has not seen.
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
