import CRRTProtocol
import CRRTStore
import Dispatch
import JournalProof
import Synchronization
import Varlink

/// All who watch the journal. Each reads it from where he stands, at his own pace: the journal itself is the queue, so a slow
/// watcher costs no memory and delays nobody.
final class Watchers: Sendable {
    /// Well under the 45 s after which systemd's tools give up.
    private static let heartbeatSeconds = 15

    private let store: Store
    private let queue = DispatchQueue(label: "crrtd.watchers")
    private let state = Mutex(State())

    private struct State: Sendable {
        var watchers: [ObjectIdentifier: Watcher] = [:]
        weak var instance: Instance?
        var stopped = false
    }

    init(_ store: Store) { self.store = store }

    /// From now on the watchers ask this instance what they may see.
    func follow(_ instance: Instance) {
        state.withLock { $0.instance = instance }
        beat()
    }

    /// The first reply is the present position; then what is missing, then what comes.
    func add(_ watcher: Watcher) {
        let key = ObjectIdentifier(watcher)
        state.withLock { $0.watchers[key] = watcher }
        watcher.call.pending.onClose { [weak self] in self?.state.withLock { _ = $0.watchers.removeValue(forKey: key) } }
        queue.async { [self] in
            watcher.greet()
            pump(watcher)
        }
    }

    /// Something has been committed.
    func wake() {
        // Mostly nobody watches, and waking a thread costs as much as a commit's own work.
        if state.withLock({ $0.watchers.isEmpty }) { return }
        queue.async { [self] in
            for watcher in state.withLock({ Array($0.watchers.values) }) { pump(watcher) }
        }
    }

    /// Ends every watch with a last reply, so that the callers know that it is over.
    func stop() {
        queue.sync {
            let watchers = state.withLock { state in
                defer { state.watchers = [:] }
                state.stopped = true
                return Array(state.watchers.values)
            }
            for watcher in watchers { watcher.end() }
        }
    }

    private func beat() {
        queue.asyncAfter(deadline: .now() + .seconds(Self.heartbeatSeconds)) { [weak self] in
            guard let self else { return }
            let (watchers, stopped) = state.withLock { (Array($0.watchers.values), $0.stopped) }
            if stopped { return }
            for watcher in watchers { watcher.heartbeat() }
            wake()
            beat()
        }
    }

    /// Sends what the watcher has not seen, until it has all or cannot take more.
    private func pump(_ watcher: Watcher) {
        guard let instance = state.withLock({ $0.instance }) else { return }
        do {
            while watcher.call.pending.isWritable {
                guard try watcher.advance(instance) else { return }
            }
            watcher.call.pending.onWritable { [self] in queue.async { self.pump(watcher) } }
        } catch {
            state.withLock { _ = $0.watchers.removeValue(forKey: ObjectIdentifier(watcher)) }
            instance.fail(watcher.call.pending, error)
        }
    }
}

/// One watcher and the position that he has read up to. Used on the watchers' queue only.
final class Watcher: @unchecked Sendable {
    let call: Call<Journal.Watch>
    private var reader: JournalReader
    private let epoch: String
    /// Whether the watcher has named another epoch.
    private let isRestored: Bool

    init(_ call: Call<Journal.Watch>, _ reader: JournalReader, epoch: String, isRestored: Bool) {
        (self.call, self.reader, self.epoch, self.isRestored) = (call, reader, epoch, isRestored)
    }

    /// The first reply: where the watch begins, and in which history.
    func greet() { call.stream(.init(seq: reader.position, epoch: epoch, restored: isRestored ? true : nil)) }

    func heartbeat() { call.stream(.init(seq: reader.position)) }

    func end() { call.reply(.init(seq: reader.position)) }

    /// What he may see is decided anew each time: a watch outlives changes of the configuration.
    ///
    /// - Returns: whether there may be more to read at once.
    func advance(_ instance: Instance) throws -> Bool {
        try instance.ask(instance.caller(of: call.pending, by: .readers)) { query in
            let (entries, more) = try reader.next(100, looking: 1000, query)
            for entry in entries { call.stream(try query.mark(.init(entry: entry, seq: entry.seq))) }
            return more
        }
    }
}
