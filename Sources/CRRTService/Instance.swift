public import CRRTConfiguration
public import CRRTDomain
public import CRRTStore
public import JournalProof
public import Logging
import Synchronization

/// One running instance: the database, the roster in memory, the site's decisions and the clock.
public final class Instance: Sendable {
    public let store: Store
    let roster: RosterView
    let watchers: Watchers
    let epochs: Epochs
    let log: Logger
    /// The level that is logged from; a reload sets it to what is configured.
    let threshold: LogThreshold
    let clock: @Sendable () -> Instant
    let salt: @Sendable () -> String
    let startedAt: Instant
    /// What whoever looks on is told of a reload.
    public enum ReloadStage: Sendable, Hashable {
        case begins
        /// Taken or refused.
        case isOver
    }

    private let onReload: @Sendable (ReloadStage) -> Void
    /// One reload at a time, so that the last one to begin is the one in force.
    private let reloading = Mutex(())
    /// Reads the configuration anew; throws where it cannot be used.
    private let load: @Sendable () throws -> Configuration
    private let present: Mutex<Site>
    let deadlines: DeadlineKeeper
    /// nil: there is no key, and the journal is chained but not signed.
    let notary: Notary?
    /// What may take longer than a moment is done by it, so that no other caller waits behind that.
    let scheduler: Scheduler

    /// Builds the roster from the rows, fires the deadlines that passed while nobody looked, and keeps them from then on.
    ///
    /// - Parameters:
    ///   - load: the configuration, read anew at each reload.
    ///   - clock: the present instant.
    ///   - key: what the journal is signed with.
    ///   - salt: randomness, another each time.
    ///   - threshold: what the log goes by.
    ///   - onReload: is told when a reload begins and when it is over, whoever has asked for it.
    ///   - onBroken: is called, on the writer's thread, where nothing can be written any more and this program has to be started
    ///     anew. Those whose changes were under way have been answered.
    public init(
        store: Store, log: Logger, clock: @escaping @Sendable () -> Instant, key: SigningKey? = nil,
        salt: @escaping @Sendable () -> String = Salt.random,
        threshold: LogThreshold = LogThreshold(.info),
        onReload: @escaping @Sendable (ReloadStage) -> Void = { _ in },
        onBroken: @escaping @Sendable () -> Void = {},
        load: @escaping @Sendable () throws -> Configuration
    ) throws {
        self.store = store
        self.log = log
        self.clock = clock
        self.salt = salt
        self.onReload = onReload
        self.threshold = threshold
        self.load = load
        startedAt = clock()
        let site = Site(try load())
        try site.checkWorld(of: store)
        present = Mutex(site)
        epochs = try Epochs(store)
        let roster = try RosterView(store)
        self.roster = roster
        scheduler = Scheduler(background: store.background)
        let watchers = Watchers(scheduler, store.background)
        self.watchers = watchers
        deadlines = DeadlineKeeper(store, clock: clock, log: log)
        let notary = key.map {
            Notary(
                store, key: $0, policy: site.configuration.signing, name: site.configuration.instance ?? "", clock: clock, log: log)
        }
        self.notary = notary
        let troubles = TroubleLog(log: log, clock: clock)
        store.onTrouble { trouble in
            troubles.tell(trouble)
            if case .outcomeUnknown = trouble { onBroken() }
        }
        let decisions = DecisionLog(log: log)
        store.onCommit { [deadlines] committed in
            roster.follow(committed)
            watchers.wake()
            if committed.changes.contains(where: { $0.movesDeadlines }) { deadlines.lookAgain() }
            notary?.follow(committed.seq)
            decisions.tell(committed.notes)
        }
        try checkClock()
        deadlines.fireOverdue()
        watchers.follow(self)
        notary?.begin()
    }

    public var site: Site { present.withLock { $0 } }

    /// The journal position that answers are given from.
    public var seq: Int { roster.present.seq }

    /// Takes a new configuration, whole or not at all.
    ///
    /// - Returns: the keys that are read at a start only, and have another value in the files now than is in force.
    @discardableResult
    public func reload() throws -> [String] {
        let waiting: [String]
        do {
            waiting = try reloading.withLock { _ in
                onReload(.begins)
                defer { onReload(.isOver) }
                let site = Site(try load().taken(by: self.site.configuration))
                try site.checkWorld(as: self.site)
                present.withLock { $0 = site }
                threshold.level = Logger.Level(rawValue: site.configuration.logLevel) ?? threshold.level
                return site.configuration.keysForNextStart
            }
        } catch {
            log.error(
                "the configuration cannot be used; the one in force stays", metadata: MessageID.reloadRefused.with(["error": "\(error)"]))
            throw error
        }
        // Who has lost the right to watch is told so now.
        watchers.wake()
        let rest = waiting.isEmpty ? "" : "; from the next start on: \(waiting.joined(separator: ", "))"
        log.notice("configuration reloaded\(rest)", metadata: MessageID.reloaded.with())
        return waiting
    }

    /// Ends the watches and waits for what is being written.
    public func stop() {
        store.breakOff()
        watchers.stop()
        deadlines.stop()
        store.drain()
    }

    /// Signs the end of the journal, once nothing more is written and no call waits for an answer.
    public func seal() {
        scheduler.stop()
        notary?.signNow()
    }
}
