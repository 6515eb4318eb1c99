import CRRTConfiguration
import CRRTDomain
import CRRTStore
import JournalProof
import Logging
import Synchronization

/// Signs the journal from time to time. It works beside the writer: a command is answered without waiting for a signature.
///
/// It signs only what goes on from its own last checkpoint, so that it does not give its word to a journal that somebody has changed.
final class Notary: Sendable {
    private let key: SigningKey
    private let policy: SigningPolicy
    /// What the instance calls itself; it stands in each checkpoint.
    private let name: String
    private let store: Store
    private let clock: @Sendable () -> Instant
    private let log: Logger
    private let queue: any WorkQueue
    private let place = Mutex(Place())
    /// Before it tries again what has failed.
    private let pause: Duration

    private struct Place {
        /// The newest entry that is signed; nil until the last checkpoint has been looked up.
        var signed: JournalHead?
        /// Whether somebody will look within the time that entries may stay unsigned.
        var waits = false
        /// Whether it failed and is to be tried again.
        var retries = false
        /// The journal does not go on from what was signed: no word is given for it any more.
        var refused = false
    }

    init(
        _ store: Store, key: SigningKey, policy: SigningPolicy, name: String, pause: Duration = .seconds(60),
        clock: @escaping @Sendable () -> Instant, log: Logger
    ) {
        self.pause = pause
        self.store = store
        queue = store.background.queue("crrtd.notary")
        self.key = key
        self.policy = policy
        self.name = name
        self.clock = clock
        self.log = log
    }

    var verifyingKey: VerifyingKey { key.verifyingKey }

    /// What was signed last, as this process remembers it: a database that knows less has been tampered with.
    var lastSigned: JournalHead? { place.withLock { $0.signed } }

    /// Signs what an earlier life has left unsigned; returns at once.
    func begin() { queue.async { [self] in attempt() } }

    /// The journal has grown to `seq`. Called on the writer's thread, so it only counts.
    func follow(_ seq: Int) {
        let next = place.withLock { place -> Next in
            guard let signed = place.signed, !place.refused else { return .nothing }
            if seq - signed.seq >= policy.entries { return .sign }
            defer { place.waits = true }
            return place.waits ? .nothing : .wait
        }
        switch next {
        case .nothing: break
        case .sign: queue.async { [self] in attempt(if: policy.entries) }
        case .wait: queue.async(after: .seconds(policy.minutes * 60)) { [weak self] in self?.timeHasCome() }
        }
    }

    private enum Next { case nothing, sign, wait }

    /// Signs up to the present end and waits until that is on the disk; what hinders it is in the log. Not to be called by the writer.
    func signNow() { queue.sync { attempt() } }

    private func timeHasCome() {
        place.withLock { $0.waits = false }
        attempt()
    }

    /// - Parameter least: how many entries must be new.
    private func attempt(if least: Int = 1) {
        guard !place.withLock({ $0.refused }) else { return }
        do {
            let signed = try lastSigned ?? storedPlace()
            // From here on each commit counts; those of before are in what is read next.
            place.withLock { $0.signed = signed }
            let head = try extended(from: signed)
            if head.seq - signed.seq >= least { try sign(head) }
        } catch let fault as JournalFault {
            place.withLock { $0.refused = true }
            log.critical(
                "the journal is not the one that was signed: no checkpoint is made of it; crrtctl audit verify tells more",
                metadata: ["fault": "\(fault)"])
        } catch {
            log.error("the journal could not be signed; it is tried again in a minute", metadata: ["error": "\(error)"])
            tryAgain()
        }
    }

    /// Also where no entry follows, and where not even the last checkpoint could be looked up.
    private func tryAgain() {
        let isFirst = place.withLock { place in
            defer { place.retries = true }
            return !place.retries
        }
        guard isFirst else { return }
        queue.async(after: pause) { [weak self] in
            self?.place.withLock { $0.retries = false }
            self?.attempt()
        }
    }

    /// Where this key's last checkpoint stands; the beginning where there is none.
    private func storedPlace() throws -> JournalHead {
        guard let last = try store.read({ try $0.lastCheckpoint(by: verifyingKey) }) else {
            return JournalHead(seq: 0, hash: JournalEntry.genesis)
        }
        guard last.isSigned(by: verifyingKey) else { throw JournalFault.signature(last) }
        return JournalHead(seq: last.seq, hash: last.hash)
    }

    /// The end of the journal, having seen that it goes on from there.
    private func extended(from signed: JournalHead) throws -> JournalHead {
        let there = try store.read { try $0.journal(since: signed.seq - 1, limit: 1).first }
        guard signed.seq == 0 || (there?.seq == signed.seq && there?.hash == signed.hash) else {
            throw JournalFault.head(signed, entries: try store.read { try $0.seq() })
        }
        return try store.verifyJournal(after: signed)
    }

    private func sign(_ head: JournalHead) throws {
        let checkpoint = try Checkpoint(
            journal: store.read { try $0.journalIdentity() }, instance: name, seq: head.seq, hash: head.hash, at: clock(), by: key)
        try store.writeAndWait { try $0.keep(checkpoint) }
        place.withLock { $0.signed = head }
        // The log goes to other places than the database: who changes the one leaves a trace in the other.
        log.notice(
            "journal signed up to entry \(head.seq)",
            metadata: ["seq": "\(head.seq)", "hash": "\(Hexadecimal.text(head.hash))", "key": "\(verifyingKey.id)"])
    }
}
