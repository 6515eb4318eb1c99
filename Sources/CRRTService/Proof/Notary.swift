import CRRTConfiguration
import CRRTDomain
import CRRTStore
import JournalProof
import Logging
import Synchronization

/// Signs the journal from time to time, on a queue of its own, so that no command waits for a signature.
///
/// It signs only a journal that continues from its own last checkpoint, so that it never signs one that was tampered with.
final class Notary: Sendable {
    private let key: SigningKey
    private let policy: SigningPolicy
    /// The name of the instance, which each checkpoint contains.
    private let name: String
    private let store: Store
    private let clock: @Sendable () -> Instant
    private let log: Logger
    private let queue: any WorkQueue
    private let state = Mutex(State())
    /// The delay before a retry after a failure.
    private let retryDelay: Duration

    private struct State {
        /// The newest entry that is signed; nil until the last checkpoint has been looked up.
        var signed: JournalHead?
        /// Whether a timer is set for entries that are not signed yet.
        var hasTimer = false
        /// Whether a retry after a failure is scheduled.
        var isRetrying = false
        /// Whether the journal does not continue from the last checkpoint. Then nothing more is signed.
        var isRefusing = false
    }

    init(
        _ store: Store, key: SigningKey, policy: SigningPolicy, name: String, retryDelay: Duration = .seconds(60),
        clock: @escaping @Sendable () -> Instant, log: Logger
    ) {
        self.retryDelay = retryDelay
        self.store = store
        queue = store.background.queue("crrtd.notary")
        self.key = key
        self.policy = policy
        self.name = name
        self.clock = clock
        self.log = log
    }

    var verifyingKey: VerifyingKey { key.verifyingKey }

    /// What this process signed last. A database that has less was tampered with.
    var lastSigned: JournalHead? { state.withLock { $0.signed } }

    /// Signs the entries that earlier processes left unsigned. Returns at once.
    func start() { queue.async { [self] in attempt() } }

    /// Call after each commit, on the writer's thread. It only decides whether to sign, and returns at once.
    func didCommit(_ seq: Int) {
        let next = state.withLock { state -> Next in
            guard let signed = state.signed, !state.isRefusing else { return .nothing }
            if seq - signed.seq >= policy.entries { return .sign }
            defer { state.hasTimer = true }
            return state.hasTimer ? .nothing : .wait
        }
        switch next {
        case .nothing: break
        case .sign: queue.async { [self] in attempt(ifNew: policy.entries) }
        case .wait: queue.async(after: .seconds(policy.minutes * 60)) { [weak self] in self?.timerFired() }
        }
    }

    private enum Next { case nothing, sign, wait }

    /// Signs up to the current end and waits until the checkpoint is durable. Failures are logged. Never call it on the writer's thread.
    func signNow() { queue.sync { attempt() } }

    private func timerFired() {
        state.withLock { $0.hasTimer = false }
        attempt()
    }

    /// - Parameter minimum: the number of new entries from which to sign.
    private func attempt(ifNew minimum: Int = 1) {
        guard !state.withLock({ $0.isRefusing }) else { return }
        do {
            let signed = try lastSigned ?? storedHead()
            // From here on `didCommit` counts entries; earlier ones are read next.
            state.withLock { $0.signed = signed }
            let head = try verifiedHead(after: signed)
            if head.seq - signed.seq >= minimum { try sign(head) }
        } catch let fault as JournalFault {
            state.withLock { $0.isRefusing = true }
            log.critical(
                "the journal is not the one that was signed: no checkpoint is made of it; crrtctl audit verify tells more",
                metadata: ["fault": "\(fault)"])
        } catch {
            log.error("the journal could not be signed; it is tried again in a minute", metadata: ["error": "\(error)"])
            retryLater()
        }
    }

    /// Also needed where no further entry follows, or the last checkpoint could not be read.
    private func retryLater() {
        let isFirst = state.withLock { state in
            defer { state.isRetrying = true }
            return !state.isRetrying
        }
        guard isFirst else { return }
        queue.async(after: retryDelay) { [weak self] in
            self?.state.withLock { $0.isRetrying = false }
            self?.attempt()
        }
    }

    /// The entry of this key's last checkpoint; the beginning of the journal where there is none.
    private func storedHead() throws -> JournalHead {
        guard let last = try store.read({ try $0.lastCheckpoint(by: verifyingKey) }) else {
            return JournalHead(seq: 0, hash: JournalEntry.genesis)
        }
        guard last.isSigned(by: verifyingKey) else { throw JournalFault.signature(last) }
        return JournalHead(seq: last.seq, hash: last.hash)
    }

    /// The end of the journal, after verifying that it continues from the signed entry.
    private func verifiedHead(after signed: JournalHead) throws -> JournalHead {
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
        state.withLock { $0.signed = head }
        // The log is stored elsewhere than the database, so tampering with one leaves a trace in the other.
        log.notice(
            "journal signed up to entry \(head.seq)",
            metadata: ["seq": "\(head.seq)", "hash": "\(Hexadecimal.text(head.hash))", "key": "\(verifyingKey.id)"])
    }
}
