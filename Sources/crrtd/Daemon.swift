import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTService
import CRRTStore
import Glibc
import JournalProof
import Logging
import NIOCore
import NIOPosix
import Systemd
import Varlink
import VarlinkServer

/// The daemon's main function, from top to bottom: configuration, state, sockets, READY, serve, STOPPING.
struct Daemon {
    let paths: Paths
    let checkOnly: Bool

    func run() throws {
        ControlSignals.ignoreOthers()
        umask(0o077)
        MallocTuning.configure()
        // Check as the daemon's user: root could read more, and the state folder would belong to another user.
        if checkOnly, let path = StateFolder.existing(paths.state) { try StateFolder.becomeOwner(of: path) }
        try StateFolder.check(paths.state)
        let configuration = try Daemon.loadConfiguration(paths)
        try checkSocketFolder()
        if checkOnly {
            try SigningKeySource.check(configuration.signing, paths)
            print("the configuration in \(paths.configuration) can be used")
            return
        }
        let signals = ControlSignals.block()
        let threshold = LogThreshold(Logger.Level(rawValue: configuration.logLevel) ?? .info)
        let log = startLog(threshold)
        let notifier = Notifier()

        let state = try StateFolder(paths)
        // The lock is held, so no other daemon or restore uses the folder.
        for folder in [paths.state, paths.state + "/backups"] { TemporaryFiles.removeStale(in: folder, isStart: true) }
        let start = StartTimeoutExtension { notifier.extendTimeout(by: StartTimeoutExtension.duration, status: $0) }
        start.phase("opening the database")
        let store = try reportingErrors { try Store(path: paths.database) }
        if store.isNew { log.notice("made a new database at \(paths.database)") }
        start.phase("comparing the rows with the journal")
        try reportingErrors { try store.checkOpenRows() }
        let key = try reportingErrors { try SigningKeySource.key(configuration.signing, paths, store, log) }
        start.phase("reading the roster")
        let emergencyExit = EmergencyExit()
        let instance = try openInstance(store, log, key, threshold, notifier, emergencyExit)

        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = VarlinkServer(
            router: instance.router(version: Version.text), limits: DescriptorLimit.raised(for: ServerLimits(configuration.limits), log),
            group: group,
            log: log,
            messageIDs: ServerMessageIDs(
                connectionRefused: MessageID.connectionRefused.rawValue, callsCutOff: MessageID.callsCutOff.rawValue),
            onLargeCallCompleted: { MallocTuning.trim() }, isKnown: { instance.knows($0) })
        instance.countConnections { [weak server] in server?.openConnections ?? 0 }
        let listening = try listen(server)
        let line = try reportingErrors { try instance.statusLine() }
        start.end()
        notifier.ready(status: line)
        log.notice("ready: \(line)", metadata: MessageID.ready.with(["socket": "\(listening)"]))
        let status = StatusLine(instance, notifier)
        let heartbeat = Heartbeat.start(on: group.next(), store, every: Watchdog.interval) { notifier.watchdog() }
        MallocTuning.trim()
        let maintenance = group.next().scheduleRepeatedTask(initialDelay: .seconds(5), delay: .seconds(5)) { _ in
            MallocTuning.trimIfGrown()
            store.checkFiles()
        }

        signals.wait { event in
            switch event {
            case .reload: _ = try? instance.reload()
            case .ignored(let name): log.notice("\(name) means nothing here")
            }
        }

        notifier.stopping()
        if emergencyExit.isRequested {
            instance.stop()
            server.closeBlocking()
            // Nothing is synced or closed: the next start uses what is on the disk.
            _exit(EmergencyExit.status)
        }
        log.notice("stopping", metadata: MessageID.stopping.with())
        ShutdownTimeout.begin()
        status.end()
        maintenance.cancel()
        heartbeat?.cancel()
        instance.stop()
        server.closeBlocking()
        try group.syncShutdownGracefully()
        instance.signJournalEnd()
        try store.close()
        state.release()
    }

    static func loadConfiguration(_ paths: Paths) throws -> Configuration {
        do { return try Daemon.configuration(paths) } catch let error as ConfigurationError {
            throw BootFailure.configuration("\(error)")
        }
    }

    private static func configuration(_ paths: Paths) throws -> Configuration {
        var configuration = try Configuration.load(directory: paths.configuration)
        if let name = paths.instance {
            configuration.instance = name
            configuration.settings.removeAll { $0.key == "instance" }
            configuration.settings.append(Setting(key: "instance", value: name, file: "--instance"))
        }
        return configuration
    }

    /// Checks the folder of the socket: other users who could write it could replace the socket. For an inherited socket, this is the
    /// service manager's task.
    private func checkSocketFolder() throws {
        guard let path = paths.ownSocket else { return }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        do { try PathOwnershipCheck.check(folder) } catch {
            throw BootFailure.configuration("\(error)")
        }
    }

    private func startLog(_ threshold: LogThreshold) -> Logger {
        LoggingSystem.bootstrap { JournalLogHandler(label: $0, fieldPrefix: "CRRT_", threshold: { threshold.level }) }
        return Logger(label: "crrtd")
    }

    private func reportingErrors<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as StoreError {
            let (problem, next) = ("\(error); it was left untouched", RecoveryCommands(paths))
            switch error {
            case .damaged:
                throw BootFailure.damaged(
                    "\(problem); \(next.rebuild) --check says whether its journal holds: where it does, \(next.rebuild) makes all else "
                        + "anew and nothing is lost; where it does not, \(next.restore) puts a backup in its place")
            case .rowsDiffer:
                throw BootFailure.damaged(
                    "\(problem); \(next.rebuild) makes its rows anew from its journal, \(next.restore) puts a backup in its place")
            case .journalBroken: throw BootFailure.damaged("\(problem); \(next.restore) puts a backup in its place")
            case .notOurs:
                throw BootFailure.configuration(
                    "\(problem); where it was crrtd's, its first bytes are damaged: \(next.restore) puts a backup in its place and keeps it"
                )
            case .tooNew: throw BootFailure.configuration(problem)
            case .cannotOpen, .notCopied: throw BootFailure.unavailable(error.description)
            }
        }
    }

    private func openInstance(
        _ store: Store, _ log: Logger, _ key: SigningKey?, _ threshold: LogThreshold, _ notifier: Notifier, _ emergencyExit: EmergencyExit
    ) throws -> Instance {
        do {
            return try reportingErrors {
                try Instance(
                    store: store, log: log, clock: SystemClock.now, key: key, threshold: threshold, onReload: { notifier.tell($0) },
                    onUnknownOutcome: { emergencyExit.request() }, load: { [paths] in try Daemon.configuration(paths) })
            }
        } catch let error as ConfigurationError {
            throw BootFailure.configuration("\(error)")
        }
    }

    /// Serves the inherited sockets, unless a path was given or there are none.
    private func listen(_ server: VarlinkServer) throws -> String {
        do {
            let inherited = try ListenSockets.take()
            if paths.socket == nil, !inherited.isEmpty {
                for socket in inherited { try server.adopt(fileDescriptor: socket.descriptor) }
                return "activated"
            }
            let path = paths.socket ?? paths.defaultSocket
            // The kernel reports who is calling. The permissions of the folder decide who can connect.
            try server.bind(path: path, mode: 0o666)
            return path
        } catch {
            throw BootFailure.unavailable("\(error)")
        }
    }
}

extension Notifier {
    fileprivate func tell(_ stage: ReloadStage) {
        switch stage {
        case .began: reloading()
        case .ended: ready()
        }
    }
}

extension ServerLimits {
    /// The server's default limits, with those of the configuration.
    fileprivate init(_ stated: ConnectionLimits) {
        self.init()
        // So that a stop takes less than a second.
        drainTimeout = .milliseconds(600)
        messageBytes = stated.messageBytes ?? messageBytes
        connections = stated.connections ?? connections
        connectionsPerUser = stated.connectionsPerUser ?? connectionsPerUser
        partialMessageTimeout = stated.messageSeconds.map { .seconds($0) } ?? partialMessageTimeout
        replyQueueBytes = stated.replyQueueBytes ?? replyQueueBytes
    }
}
