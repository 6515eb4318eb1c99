/// The result of verifying a journal.
public struct JournalVerdict: Sendable, Hashable {
    /// The number of valid entries, from the first.
    public var entries = 0
    /// The hash of the last of them.
    public var head = JournalEntry.genesis
    /// What is wrong, in the order in which it was found. Verification stops at an invalid entry.
    public var faults: [JournalFault] = []
    /// The last checkpoint that a known key signed; nil for none.
    public var signed: Checkpoint?
    /// The number of checkpoints that a known key signed.
    public var checkpoints = 0
    /// The ids of the known keys that have signed.
    public var signers: Set<String> = []
    /// The number of checkpoints that match their entries and are signed by unknown keys.
    public var unchecked = 0

    /// The verdict on an empty journal.
    public init() {}

    /// Whether no fault was found.
    public var isIntact: Bool { faults.isEmpty }
    /// The first entry with a fault; nil for none.
    public var broken: Int? { faults.map(\.seq).min() }
    /// The last valid entry.
    public var last: JournalHead { JournalHead(seq: entries, hash: head) }
}

/// Verifies a journal in one pass from its first entry, with each checkpoint after its entry. It recomputes every hash and compares each
/// checkpoint with the entries.
///
/// It keeps only the last hash, so memory does not grow with the journal.
public struct JournalVerifier {
    /// The verdict so far.
    public private(set) var verdict = JournalVerdict()
    /// The identity that the journal must have; nil until the first checkpoint names one.
    private var journal: String?
    private let keys: [String: VerifyingKey]
    private var expected: [JournalHead]
    /// Whether an entry was invalid. Later entries are ignored.
    public private(set) var hasStopped = false

    /// - Parameters:
    ///   - journal: The identity that the journal must have; nil to take that of the first checkpoint.
    ///   - keys: Keys whose checkpoints are verified. Checkpoints by other keys are only compared with their entries.
    ///   - expected: Heads that are known from another source.
    public init(journal: String?, keys: [VerifyingKey], expected: [JournalHead] = []) {
        self.journal = journal
        self.keys = Dictionary(keys.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.expected = expected.sorted { $0.seq < $1.seq }
    }

    /// Continues after an entry that is known to be valid.
    public init(after head: JournalHead) {
        self.init(journal: nil, keys: [])
        verdict.entries = head.seq
        verdict.head = head.hash
    }

    /// Verifies the next entry, as it is stored in a database.
    public mutating func take(_ entry: JournalEntry) {
        guard !hasStopped, isNext(entry.seq) else { return }
        // No daemon has hashed a time that cannot be written.
        let computed = entry.hasWritableTime ? entry.computedHash() : []
        if entry.previousHash != verdict.head {
            // The entry's own hash shows whether the entry before was changed, or this entry's link to it.
            if computed == entry.hash { return stop(.doesNotFollow(entry.seq)) }
            return stop(JournalVerifier.wasRenumbered(entry) ? .renumbered(entry.seq) : .changed(entry.seq))
        }
        guard computed == entry.hash else { return stop(.changed(entry.seq)) }
        accept(entry.hash)
    }

    /// Verifies the next entry, as it is in a file: the bytes that were hashed.
    mutating func take(seq: Int, canonical: some Sequence<UInt8>, hash: [UInt8]) {
        guard !hasStopped, isNext(seq) else { return }
        guard JournalEntry.hash(canonical, after: verdict.head) == hash else { return stop(.changed(seq)) }
        accept(hash)
    }

    /// Verifies a checkpoint. It must come after its entry and before the next.
    public mutating func take(_ checkpoint: Checkpoint) {
        guard !hasStopped else { return }
        if checkpoint.journal != journal ?? checkpoint.journal { return add(.otherJournal(checkpoint)) }
        let key = keys[checkpoint.key]
        if let key, !checkpoint.isSigned(by: key) { return add(.signature(checkpoint)) }
        if checkpoint.seq < verdict.entries { return add(.misplaced(checkpoint, after: verdict.entries)) }
        if checkpoint.seq > verdict.entries { return add(.truncated(after: verdict.entries, signed: checkpoint.seq)) }
        guard checkpoint.hash == verdict.head else {
            return add(.rewritten(checkpoint.seq, since: verdict.signed?.seq ?? 0))
        }
        if key == nil {
            verdict.unchecked += 1
        } else {
            verdict.checkpoints += 1
            verdict.signers.insert(checkpoint.key)
            verdict.signed = checkpoint
            journal = checkpoint.journal
        }
    }

    /// Ends the verification.
    ///
    /// - Parameter seq: The entry up to which one of the keys must have signed.
    public mutating func finish(signedThrough seq: Int) -> JournalVerdict {
        guard !hasStopped else { return verdict }
        for head in expected { add(.head(head, entries: verdict.entries)) }
        // Where there is another fault, a missing signature follows from it.
        if let key = keys.keys.min(), verdict.isIntact {
            let signed = verdict.signed?.seq ?? 0
            if signed < min(seq, verdict.entries) { add(.unsigned(signed + 1, verdict.entries, key)) }
        }
        return verdict
    }

    /// Adds a fault that is not in an entry or a checkpoint.
    mutating func add(_ fault: JournalFault) { verdict.faults.append(fault) }

    /// Whether an entry has the hash of a higher number: entries before it were removed, and the rest was renumbered.
    private static func wasRenumbered(_ entry: JournalEntry) -> Bool {
        guard entry.hasWritableTime else { return false }
        return (1...100).contains { distance in
            var moved = entry
            moved.seq += distance
            return moved.computedHash() == entry.hash
        }
    }

    private mutating func isNext(_ seq: Int) -> Bool {
        let next = verdict.entries + 1
        if seq > next { stop(.missing(next, found: seq)) }
        if seq < next { stop(.outOfOrder(seq, after: verdict.entries)) }
        return seq == next
    }

    private mutating func accept(_ hash: [UInt8]) {
        verdict.entries += 1
        verdict.head = hash
        while let head = expected.first, head.seq <= verdict.entries {
            if head.hash != hash { add(.head(head, entries: verdict.entries)) }
            expected.removeFirst()
        }
    }

    /// Adds the fault of an invalid or unreadable entry, and ends the verification.
    mutating func stop(_ fault: JournalFault) {
        add(fault)
        hasStopped = true
    }
}
