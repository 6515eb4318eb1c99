public import CRRTConfiguration
public import CRRTDomain
public import CRRTStore
public import JournalProof
public import Logging
import Synchronization
public import Varlink

/// A running instance: the store, the roster in memory, the configuration in force, the clock, and the background work.
public final class Instance: Sendable {
    /// The database that it serves.
    public let store: Store
    let environment: CallEnvironment
    let watchers: Watchers
    let epochs: EpochHistory
    /// The log level. A reload sets it to the configured one.
    let threshold: LogThreshold
    let startedAt: Instant
    let configuration: ConfigurationReload
    let deadlines: DeadlineKeeper
    /// nil where there is no key: the journal is then hash-chained, but not signed.
    let notary: Notary?
    /// How many connections are open; nil where no server has said so.
    let openConnections = Mutex<ConnectionCount?>(nil)

    /// Builds the roster from the rows, fires the deadlines that passed while no daemon ran, and starts the background work.
    ///
    /// - Parameters:
    ///   - clock: returns the current time.
    ///   - key: the key that signs the journal; nil for none.
    ///   - salt: returns new randomness at each call.
    ///   - threshold: the level of the log.
    ///   - onReload: called when a reload begins and when it ends.
    ///   - onUnknownOutcome: called on the writer's thread when nothing can be written any more and the process must be restarted. The
    ///     callers of changes in progress have been answered.
    ///   - load: reads the configuration, now and at each reload.
    /// - Throws: `ConfigurationError` where the configuration cannot be used, or is of an exercise and the database is not, or the reverse;
    ///   `StoreError` where rows cannot be read.
    public init(
        store: Store, log: Logger, clock: @escaping @Sendable () -> Instant, key: SigningKey? = nil,
        salt: @escaping @Sendable () -> String = Salt.random,
        threshold: LogThreshold = LogThreshold(.info),
        onReload: @escaping @Sendable (ReloadStage) -> Void = { _ in },
        onUnknownOutcome: @escaping @Sendable () -> Void = {},
        load: @escaping @Sendable () throws -> Configuration
    ) throws {
        self.store = store
        self.threshold = threshold
        startedAt = clock()
        let site = Site(try load())
        try site.checkExercise(of: store)
        epochs = try EpochHistory(store)
        let roster = try RosterView(store)
        let scheduler = Scheduler(background: store.background)
        let watchers = Watchers(scheduler, store.background)
        self.watchers = watchers
        environment = CallEnvironment(
            store: store, roster: roster, scheduler: scheduler, site: site, log: log, clock: clock, salt: salt,
            calls: CallCounters(of: Instance.interfaces))
        // Watchers who have lost their right are told so at once.
        configuration = ConfigurationReload(environment, threshold, load: load, onStage: onReload, onTaken: { watchers.wake() })
        deadlines = DeadlineKeeper(store, clock: clock, log: log)
        let notary = key.map {
            Notary(
                store, key: $0, policy: site.configuration.signing, name: site.configuration.instance ?? "", clock: clock, log: log)
        }
        self.notary = notary
        let alertLog = AlertLog(log: log, clock: clock)
        store.onAlert { alert in
            alertLog.tell(alert)
            if case .outcomeUnknown = alert { onUnknownOutcome() }
        }
        let decisions = DecisionLog(log: log)
        store.onCommit { [deadlines] committed in
            roster.apply(committed)
            watchers.wake()
            if committed.changes.contains(where: \.affectsDeadlines) || committed.entries.contains(where: \.affectsDeadlines) {
                deadlines.reschedule()
            }
            notary?.didCommit(committed.seq)
            decisions.tell(committed.entries)
        }
        try environment.checkClock()
        deadlines.fireOverdue()
        watchers.start(environment)
        notary?.start()
    }

    /// The configuration in force.
    public var site: Site { environment.site }

    /// The journal position that answers are based on.
    public var seq: Int { environment.seq }

    /// Whether the configuration gives a peer a role, by its user or one of its groups. Root and the daemon's own user are always known.
    public func knows(_ peer: Peer) -> Bool {
        site.callers.caller(Session(id: 0, peer: peer), site.configuration).isKnown
    }

    /// Lets the figures tell how many connections are open.
    ///
    /// - Parameter count: returns the number of open connections, on any thread.
    public func countConnections(_ count: @escaping @Sendable () -> Int) {
        openConnections.withLock { $0 = ConnectionCount(now: count) }
    }

    /// The status line for `systemctl status`.
    ///
    /// - Throws: `StoreError` where the rows cannot be read.
    public func statusLine() throws -> String {
        let open = try store.read { try $0.openCounts() }
        return "\(counted(open.requests, "request", "requests")) open, "
            + "\(counted(open.consents, "consent", "consents")) pending, "
            + "\(counted(open.taskings, "tasking", "taskings")) active, journal at \(seq)"
    }

    /// Reads the configuration again and applies it, as a whole or not at all.
    ///
    /// - Returns: the keys whose new values take effect at the next start only.
    /// - Throws: what `load` throws, and `ConfigurationError`; then the configuration in force is kept.
    @discardableResult
    public func reload() throws -> [String] { try configuration.run() }

    /// Ends watches, deadlines and long operations, and waits for queued changes.
    public func stop() {
        store.cancelLongOperations()
        watchers.stop()
        deadlines.stop()
        store.drain()
    }

    /// Signs the end of the journal. Call it once nothing more is written and all calls are answered.
    public func signJournalEnd() {
        environment.scheduler.stop()
        notary?.signNow()
    }
}

/// A structure around the function, because `Mutex` passes its value through generic code, which wraps a bare function each time.
struct ConnectionCount: Sendable {
    let now: @Sendable () -> Int
}
