import CRRTDomain
import CRRTService
import CRRTStore
import Foundation
import JournalProof
import Logging
import SeededNumbers
import SimulatedDisk
import Varlink

/// One simulated machine and what lives on it: a disk, a clock, the daemon, its callers, and the model of what should be.
public final class World {
    /// What a world is made of, beside the steps.
    public struct Origin: Sendable, Hashable {
        public var seed: UInt64
        /// An exercise instance.
        public var isExercise: Bool
        /// Whether the journal is signed.
        public var isSigned: Bool
        /// Two worlds, of which one has more in it than the onlookers may see.
        public var isTwin = false
        /// The disk says that it has synced, and has not: to see that this is found.
        public var ignoresSyncs = false
        /// Of the invariants that take long to check, only this one is; nil: all are. For lives that are made shorter.
        var only: Invariant?
        /// A folder that may be written to, best in memory.
        public var folder: String

        /// Whether something that takes long is to be checked.
        func checks(_ invariants: Invariant...) -> Bool { only.map(invariants.contains) ?? true }

        public init(
            seed: UInt64, isExercise: Bool = false, isSigned: Bool = true, isTwin: Bool = false, folder: String = "/dev/shm"
        ) {
            (self.seed, self.isExercise, self.isSigned, self.isTwin, self.folder) = (seed, isExercise, isSigned, isTwin, folder)
        }
    }

    /// A backup, and what the database was when it was made.
    struct Kept {
        var name: String
        var model: Model
    }

    let origin: Origin
    let clock = SimulatedClock((try? Instant("2026-12-01T03:00:00Z"))!)
    let files: SiteFiles
    private let setting: (salts: Salts, key: SigningKey?)
    private let folder: String
    /// What torn writes are drawn from.
    var chance: SeededGenerator
    var disk: Disk
    private var disks = 0
    var process: SimulatedProcess?

    public internal(set) var model = Model()
    public internal(set) var coverage = Coverage()
    /// The site that is in force; the files may say otherwise.
    public internal(set) var siteInForce = 0
    var minted: [Reference: String] = [:]
    var referenceOf: [String: Reference] = [:]
    var watches: [Int: Watch] = [:]
    var backups: [Int: Kept] = [:]
    /// What a cut that is armed leaves.
    var cutLeaves = Trouble.Survival.everything
    /// What is to go wrong in this step.
    var armed: Trouble?
    var failuresBefore: [Int] = []
    /// Whether it did, in the last step that had any.
    var hasMetTrouble = false
    var isFull = false
    var isAway = false
    /// Names that must be in no file.
    var erased: Set<String> = []
    /// Whether a name was erased in this step.
    var hasErased = false
    var steps = 0
    /// Whether the daemon was started in this step. Names are looked at when it is over: a call may have set or erased one without its
    /// caller having been told.
    var hasStartedAgain = false
    /// How many pieces of work the process had begun when the journal was last read; nil: it has not been read since the start.
    var piecesFollowed: Int?
    /// The next deadline as of the journal's entry of that number.
    var deadline: (seq: Int, first: (at: Instant, Deadline)?)?
    /// What nations were shown of taskings last.
    var shownParts: [TaskingID: [NationCode: ShownPart]] = [:]
    /// Of the calls of the last step.
    var lastOutcomes: [Outcome] = []
    /// Since when something has been due, by the time that has passed; nil: nothing is.
    var dueSince: Duration?
    /// Of all answers, in order.
    public internal(set) var digest = AnswerDigest()
    /// Called with what the world does, to be told.
    public var tell: ((String) -> Void)?
    /// Called with the same as commands to type.
    public var type: ((String) -> Void)?

    var site: Site { files.sites[siteInForce] }

    /// An empty disk, and a first start.
    ///
    /// - Throws: `Violation` where the daemon does not start.
    public init(_ origin: Origin) throws {
        self.origin = origin
        files = SiteFiles(origin.isExercise ? Site.exercise : Site.real)
        chance = SeededGenerator(seed: origin.seed ^ 0xD15C)
        setting = (Salts(seed: origin.isTwin ? nil : origin.seed ^ 0x5A17), origin.isSigned ? World.key : nil)
        folder = try World.newFolder(origin.folder)
        disk = Disk(folder: folder + "/0")
        disk.ignoresSyncs = origin.ignoresSyncs
        try start()
    }

    deinit {
        disk.freeze()
        process?.vanish()
        disk.discard()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// One for all lives: to make one takes longer than a step.
    private static let key = try? SigningKey()
    /// Whose signatures count.
    var keys: [VerifyingKey] { [setting.key?.verifyingKey].compactMap { $0 } }

    private static func newFolder(_ parent: String) throws -> String {
        var template = Array((parent + "/crrtd-simulation.XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw Violation(.starts, "no folder in \(parent): \(String(cString: strerror(errno)))") }
        return template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    // MARK: - Starts and ends

    /// Starts the daemon, and holds what it finds against the model.
    func start() throws {
        let begin = ContinuousClock.now
        defer { coverage.spend(ContinuousClock.now - begin, on: "(starting)") }
        var log = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
        log.logLevel = .critical
        do {
            process = try SimulatedProcess(
                .init(disk: disk, clock: clock, salts: setting.salts, key: setting.key, files: files, log: log))
        } catch {
            process = nil
            throw error
        }
        (piecesFollowed, deadline) = (nil, nil)
        siteInForce = files.written
    }

    /// Gives the machine another disk: what is left of the present one.
    func changeDisk(_ survival: Trouble.Survival) throws {
        disk.freeze()
        process?.vanish()
        process = nil
        watches = [:]
        disks += 1
        let next = try disk.successor(survival.onDisk, in: folder + "/\(disks)", random: &chance)
        disk.discard()
        disk = next
        isFull = false
    }

    func path(ofBackup number: Int) -> String { "\(disk.folder)/backup-\(number).db" }
}

extension Trouble.Survival {
    var onDisk: Disk.Survival {
        switch self {
        case .everything: .everything
        case .synced: .synced
        case .drawn: .drawn
        }
    }
}

/// One number for all answers of a life (FNV-1a, 64 bits): two runs of the same life must give the same.
public struct AnswerDigest: Sendable, Hashable {
    public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
}

/// A caller who watches the journal.
struct Watch {
    var call: SimulatedCall
    var request: SimulatedRequest
    /// Replies that were looked at.
    var read = 0
    /// The last position; of an auditor the number of the last entry.
    var position: Int?
    var isHeld = false
}
