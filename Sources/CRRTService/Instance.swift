public import CRRTConfiguration
public import CRRTDomain
public import CRRTStore
public import JournalProof
public import Logging
public import Varlink

/// One running instance, put together: the database, the roster in memory, the site's decisions, the clock, and what goes on by itself.
public final class Instance: Sendable {
    /// The database that it serves.
    public let store: Store
    let environment: CallEnvironment
    let watchers: Watchers
    let epochs: Epochs
    /// The level that is logged from; a reload sets it to what is configured.
    let threshold: LogThreshold
    let startedAt: Instant
    let configuration: ConfigurationReload
    let deadlines: DeadlineKeeper
    /// nil: there is no key, and the journal is chained but not signed.
    let notary: Notary?

    /// Builds the roster from the rows, fires the deadlines that passed while no daemon ran, and keeps them from then on.
    ///
    /// - Parameters:
    ///   - load: the configuration, read anew at each reload.
    ///   - clock: the present instant.
    ///   - key: what the journal is signed with.
    ///   - salt: randomness, another each time.
    ///   - threshold: what the log goes by.
    ///   - onReload: is told when a reload begins and when it is over.
    ///   - onBroken: is called, on the writer's thread, where nothing can be written any more and this program has to be started
    ///     anew. Those whose changes were under way have been answered.
    /// - Throws: `ConfigurationError` where the configuration cannot be used or is of the other world; `StoreError` where rows cannot be
    ///   read.
    public init(
        store: Store, log: Logger, clock: @escaping @Sendable () -> Instant, key: SigningKey? = nil,
        salt: @escaping @Sendable () -> String = Salt.random,
        threshold: LogThreshold = LogThreshold(.info),
        onReload: @escaping @Sendable (ReloadStage) -> Void = { _ in },
        onBroken: @escaping @Sendable () -> Void = {},
        load: @escaping @Sendable () throws -> Configuration
    ) throws {
        self.store = store
        self.threshold = threshold
        startedAt = clock()
        let site = Site(try load())
        try site.checkWorld(of: store)
        epochs = try Epochs(store)
        let roster = try RosterView(store)
        let scheduler = Scheduler(background: store.background)
        let watchers = Watchers(scheduler, store.background)
        self.watchers = watchers
        environment = CallEnvironment(
            store: store, roster: roster, scheduler: scheduler, site: site, log: log, clock: clock, salt: salt)
        // A watcher who has lost the right to watch is told so at once.
        configuration = ConfigurationReload(environment, threshold, load: load, onStage: onReload, onTaken: { watchers.wake() })
        deadlines = DeadlineKeeper(store, clock: clock, log: log)
        let notary = key.map {
            Notary(
                store, key: $0, policy: site.configuration.signing, name: site.configuration.instance ?? "", clock: clock, log: log)
        }
        self.notary = notary
        let alerts = AlertLog(log: log, clock: clock)
        store.onAlert { alert in
            alerts.tell(alert)
            if case .outcomeUnknown = alert { onBroken() }
        }
        let decisions = DecisionLog(log: log)
        store.onCommit { [deadlines] committed in
            roster.follow(committed)
            watchers.wake()
            if committed.changes.contains(where: { $0.movesDeadlines }) { deadlines.lookAgain() }
            notary?.follow(committed.seq)
            decisions.tell(committed.entries)
        }
        try environment.checkClock()
        deadlines.fireOverdue()
        watchers.follow(environment)
        notary?.begin()
    }

    /// What the site has decided, as it is in force now.
    public var site: Site { environment.site }

    /// The journal position that answers are given from.
    public var seq: Int { environment.seq }

    /// Whether the configuration in force knows a peer, by its user or one of its groups. Root and the daemon's own user always are.
    public func knows(_ peer: Peer) -> Bool {
        site.callers.caller(Session(id: 0, peer: peer), site.configuration).isKnown
    }

    /// What `systemctl status` shows, in one line.
    ///
    /// - Throws: `StoreError` where the rows cannot be read.
    public func statusLine() throws -> String {
        let open = try store.read { try $0.openCounts() }
        return "\(counted(open.requests, "request", "requests")) open, "
            + "\(counted(open.consents, "consent", "consents")) pending, "
            + "\(counted(open.taskings, "tasking", "taskings")) active, journal at \(seq)"
    }

    /// Takes a new configuration, whole or not at all.
    ///
    /// - Returns: the keys that are read at a start only, and have another value in the files now than is in force.
    /// - Throws: what `load` throws, and `ConfigurationError`; then the configuration in force stays.
    @discardableResult
    public func reload() throws -> [String] { try configuration.run() }

    /// Ends the watches and waits for what is being written.
    public func stop() {
        store.cancelLongOperations()
        watchers.stop()
        deadlines.stop()
        store.drain()
    }

    /// Signs the end of the journal, once nothing more is written and no call waits for an answer.
    public func seal() {
        environment.scheduler.stop()
        notary?.signNow()
    }
}
