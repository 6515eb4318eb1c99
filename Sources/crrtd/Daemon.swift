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

/// One life of the daemon, top to bottom: configuration, state, sockets, READY, serve, STOPPING.
struct Daemon {
    let places: Places
    let checkOnly: Bool

    func run() throws {
        Signals.ignoreOthers()
        umask(0o077)
        Memory.bound()
        // As the daemon will see it: root could read more, and would find the daemon's own folder somebody else's.
        if checkOnly, let there = StateFolder.present(places.state) { try StateFolder.becomeOwner(of: there) }
        try StateFolder.check(places.state)
        let configuration = try Daemon.loadConfiguration(places)
        try checkSocketFolder()
        if checkOnly {
            try SigningKeySource.check(configuration.signing, places)
            print("the configuration in \(places.configuration) can be used")
            return
        }
        let signals = Signals.block()
        let threshold = LogThreshold(Logger.Level(rawValue: configuration.logLevel) ?? .info)
        let log = startLog(threshold)
        let notifier = Notifier()

        let state = try StateFolder(places)
        // Of this folder's daemons and restores this is the only one.
        for folder in [places.state, places.state + "/backups"] { TemporaryFiles.removeStale(in: folder, isStart: true) }
        let start = LongStart { notifier.extendTimeout(by: LongStart.asked, status: $0) }
        start.begins("opening the database")
        let store = try explaining { try Store(path: places.database) }
        if store.isNew { log.notice("made a new database at \(places.database)") }
        start.begins("comparing the rows with the journal")
        try explaining { try store.checkOpenRows() }
        let key = try explaining { try SigningKeySource.key(configuration.signing, places, store, log) }
        start.begins("reading the roster")
        let ending = Ending()
        let instance = try openInstance(store, log, key, threshold, notifier, ending)

        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = VarlinkServer(
            router: instance.router(version: Version.text), limits: OpenFiles.room(for: ServerLimits(configuration.limits), log), group: group,
            log: log,
            messageIDs: ServerMessageIDs(
                connectionRefused: MessageID.connectionRefused.rawValue, callsCutOff: MessageID.callsCutOff.rawValue),
            onLargeCallCompleted: { Memory.giveBack() }, isKnown: { instance.knows($0) })
        let listening = try listen(server)
        let line = try explaining { try instance.statusLine() }
        start.end()
        notifier.ready(status: line)
        log.notice("ready: \(line)", metadata: MessageID.ready.with(["socket": "\(listening)"]))
        let status = StatusLine(instance, notifier)
        let heartbeat = Heartbeat.start(on: group.next(), store, every: Watchdog.interval) { notifier.watchdog() }
        Memory.giveBack()
        let care = group.next().scheduleRepeatedTask(initialDelay: .seconds(5), delay: .seconds(5)) { _ in
            Memory.giveBackGrowth()
            store.checkFiles()
        }

        signals.wait { event in
            switch event {
            case .reload: _ = try? instance.reload()
            case .ignored(let name): log.notice("\(name) means nothing here")
            }
        }

        notifier.stopping()
        if ending.isCalled {
            instance.stop()
            server.closeBlocking()
            // Neither synced nor closed: what is on the disk is what the next start goes by.
            _exit(Ending.status)
        }
        log.notice("stopping", metadata: MessageID.stopping.with())
        StopLimit.begin()
        status.end()
        care.cancel()
        heartbeat?.cancel()
        instance.stop()
        server.closeBlocking()
        try group.syncShutdownGracefully()
        instance.signJournalEnd()
        try store.close()
        state.release()
    }

    static func loadConfiguration(_ places: Places) throws -> Configuration {
        do { return try Daemon.configuration(places) } catch let error as ConfigurationError {
            throw BootFailure.configuration("\(error)")
        }
    }

    private static func configuration(_ places: Places) throws -> Configuration {
        var configuration = try Configuration.load(directory: places.configuration)
        if let name = places.instance {
            configuration.instance = name
            configuration.settings.removeAll { $0.key == "instance" }
            configuration.settings.append(Setting(key: "instance", value: name, file: "--instance"))
        }
        return configuration
    }

    /// Others who can write the folder of the socket could answer in its place. An inherited socket is the service manager's concern.
    private func checkSocketFolder() throws {
        guard let path = places.ownSocket else { return }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        do { try PathOwnershipCheck.check(folder) } catch {
            throw BootFailure.configuration("\(error)")
        }
    }

    private func startLog(_ threshold: LogThreshold) -> Logger {
        LoggingSystem.bootstrap { JournalLogHandler(label: $0, fieldPrefix: "CRRT_", threshold: { threshold.level }) }
        return Logger(label: "crrtd")
    }

    private func explaining<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let error as StoreError {
            let (said, next) = ("\(error); it was left untouched", NextStep(places))
            switch error {
            case .damaged:
                throw BootFailure.damaged(
                    "\(said); \(next.rebuild) --check says whether its journal holds: where it does, \(next.rebuild) makes all else "
                        + "anew and nothing is lost; where it does not, \(next.restore) puts a backup in its place")
            case .rowsDiffer:
                throw BootFailure.damaged(
                    "\(said); \(next.rebuild) makes its rows anew from its journal, \(next.restore) puts a backup in its place")
            case .journalBroken: throw BootFailure.damaged("\(said); \(next.restore) puts a backup in its place")
            case .notOurs:
                throw BootFailure.configuration(
                    "\(said); where it was crrtd's, its first bytes are damaged: \(next.restore) puts a backup in its place and keeps it")
            case .tooNew: throw BootFailure.configuration(said)
            case .cannotOpen, .notCopied: throw BootFailure.unavailable(error.description)
            }
        }
    }

    private func openInstance(
        _ store: Store, _ log: Logger, _ key: SigningKey?, _ threshold: LogThreshold, _ notifier: Notifier, _ ending: Ending
    ) throws -> Instance {
        do {
            return try explaining {
                try Instance(
                    store: store, log: log, clock: SystemClock.now, key: key, threshold: threshold, onReload: { notifier.tell($0) },
                    onUnknownOutcome: { ending.call() }, load: { [places] in try Daemon.configuration(places) })
            }
        } catch let error as ConfigurationError {
            throw BootFailure.configuration("\(error)")
        }
    }

    /// The inherited sockets where there are any and none is named, else one of its own.
    private func listen(_ server: VarlinkServer) throws -> String {
        do {
            let inherited = try ListenSockets.take()
            if places.socket == nil, !inherited.isEmpty {
                for socket in inherited { try server.adopt(fileDescriptor: socket.descriptor) }
                return "activated"
            }
            let path = places.socket ?? places.defaultSocket
            // The kernel tells callers apart; the folder's permissions say who reaches the socket.
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
    /// The server's own limits, less or more where the site says so.
    fileprivate init(_ stated: ConnectionLimits) {
        self.init()
        // A stop takes less than a second.
        drainTimeout = .milliseconds(600)
        messageBytes = stated.messageBytes ?? messageBytes
        connections = stated.connections ?? connections
        connectionsPerUser = stated.connectionsPerUser ?? connectionsPerUser
        partialMessageTimeout = stated.messageSeconds.map { .seconds($0) } ?? partialMessageTimeout
        replyQueueBytes = stated.replyQueueBytes ?? replyQueueBytes
    }
}

enum SystemClock {
    /// The present instant, from CLOCK_REALTIME.
    static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
