import CRRTDomain
import CRRTService
import CRRTStore
import JournalProof
import Logging
import SeededNumbers
import SimulatedDisk
import Synchronization
import Varlink

/// One life of the daemon, from a start to whatever ends it: the same instance and store as `crrtd` makes, without a socket, on a disk, a
/// clock and a schedule that are simulated.
final class SimulatedProcess: Sendable {
    let background: SimulatedBackground
    let store: Store
    private let instance: Instance
    private let router: Router
    private let line: ReplyLine
    private let broken: Broken

    /// Whether it has ended itself, because the disk failed it.
    private final class Broken: Sendable {
        let flag = Atomic(false)
    }

    /// What a start needs of the machine.
    struct Setting: Sendable {
        var disk: Disk
        var clock: SimulatedClock
        var salts: Salts
        var key: SigningKey?
        /// The configuration that is in the files now.
        var files: SiteFiles
        var log: Logger
    }

    static func database(_ disk: Disk) -> String { disk.folder + "/crrtd.db" }

    /// - Throws: what keeps it from starting, as `crrtd` would say it.
    init(_ setting: Setting) throws {
        let (disk, clock, salts, files) = (setting.disk, setting.clock, setting.salts, setting.files)
        let (background, broken) = (SimulatedBackground(), Broken())
        (self.background, self.broken) = (background, broken)
        line = ReplyLine(isHeard: { !disk.isFrozen })
        TemporaryFiles.removeStale(in: disk.folder, isStart: true)
        let store = try Store(path: SimulatedProcess.database(disk), background: background)
        self.store = store
        do {
            try store.checkOpenRows()
            instance = try Instance(
                store: store, log: setting.log, clock: { clock.now }, key: setting.key, salt: { salts.next() },
                onUnknownOutcome: { broken.flag.store(true, ordering: .relaxed) }, load: { try files.load() })
        } catch {
            SimulatedProcess.letGo(store, background)
            throw error
        }
        router = instance.router(version: "simulated")
        background.run()
    }

    var isBroken: Bool { broken.flag.load(ordering: .relaxed) }
    var methods: [String] { router.methods }
    var now: ContinuousClock.Instant { background.now }

    /// A call arrives; it is answered while the background runs.
    func begin(_ request: SimulatedRequest, _ parameters: String) -> SimulatedCall {
        let session = Session(id: 1, peer: Peer(uid: request.caller, gid: request.caller, pid: 1, groups: []))
        if let part = request.part {
            dispatch(SimulatedCall("io.crrtd.Service.ActAs", session, more: false, on: line), #"{"principal":"\#(part)"}"#)
        }
        if request.rehearses { dispatch(SimulatedCall("io.crrtd.Service.Rehearse", session, more: false, on: line), "{}") }
        let call = SimulatedCall(request.method, session, more: request.more, on: line)
        dispatch(call, parameters)
        return call
    }

    private func dispatch(_ call: SimulatedCall, _ parameters: String) {
        Array(parameters.utf8).withUnsafeBytes { router.dispatch($0, call) }
    }

    /// An ordinary stop, as after SIGTERM.
    ///
    /// - Throws: what keeps the database from being closed.
    func stop() throws {
        instance.stop()
        background.run()
        instance.signJournalEnd()
        store.onCommit { _ in }
        try store.close()
        background.end()
    }

    /// The process is no more. What it had open goes, and nothing that it does meanwhile reaches the disk, which must be frozen.
    func vanish() { SimulatedProcess.letGo(store, background) }

    private static func letGo(_ store: Store, _ background: SimulatedBackground) {
        background.end()
        store.onCommit { _ in }
        store.onAlert { _ in }
        try? store.close()
    }
}

/// The randomness of terms: the same in each run of a life.
final class Salts: Sendable {
    private let generator: Mutex<SeededGenerator?>

    /// - Parameter seed: nil: always the same, so that terms do not tell how many others were made before.
    init(seed: UInt64?) { generator = Mutex(seed.map { SeededGenerator(seed: $0) }) }

    func next() -> String {
        let (high, low) = generator.withLock { ($0?.next() ?? 0, $0?.next() ?? 0) }
        return [high, low].map { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
