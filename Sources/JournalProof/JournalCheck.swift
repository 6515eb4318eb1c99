/// What a check of a whole journal found.
public struct JournalVerdict: Sendable, Hashable {
    /// The entries that hold, from the first.
    public var entries = 0
    /// The hash of the last of them.
    public var head = JournalEntry.genesis
    /// What is wrong, in the order in which it was found; nothing more is looked at after an entry that does not hold.
    public var faults: [JournalFault] = []
    /// The last checkpoint that a known key signed, and how many there are.
    public var signed: Checkpoint?
    public var checkpoints = 0
    /// The ids of the known keys that have signed.
    public var signers: Set<String> = []
    /// Checkpoints that fit their entries, by keys that are not known here.
    public var unchecked = 0

    public init() {}

    public var isIntact: Bool { faults.isEmpty }
    /// The first entry that something is wrong with.
    public var broken: Int? { faults.map(\.seq).min() }
    public var last: JournalHead { JournalHead(seq: entries, hash: head) }
}

/// Goes over a journal once, from its first entry, with each checkpoint after its entry: recomputes every hash, and holds what was signed
/// against what is there. Keeps nothing but the last hash, however long the journal is.
public struct JournalCheck {
    public private(set) var verdict = JournalVerdict()
    /// Which journal it should be; nil: whichever the first checkpoint names.
    private var journal: String?
    private let keys: [String: VerifyingKey]
    private var expected: [JournalHead]
    /// Whether an entry did not hold: nothing is looked at any more.
    public private(set) var hasStopped = false

    /// - Parameters:
    ///   - keys: whose checkpoints count. Others are only held against their entries.
    ///   - expected: heads that are known from elsewhere.
    public init(journal: String?, keys: [VerifyingKey], expected: [JournalHead] = []) {
        self.journal = journal
        self.keys = Dictionary(keys.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.expected = expected.sorted { $0.seq < $1.seq }
    }

    /// Goes on from a place that is known to be right.
    public init(after head: JournalHead) {
        self.init(journal: nil, keys: [])
        verdict.entries = head.seq
        verdict.head = head.hash
    }

    /// The next entry as a database has it.
    public mutating func take(_ entry: JournalEntry) {
        guard !hasStopped, isNext(entry.seq) else { return }
        // A time that cannot be written was never hashed.
        let computed = entry.hasWritableTime ? entry.computedHash() : []
        if entry.previousHash != verdict.head {
            // Its own hash tells whether the place before was changed, or its own link.
            if computed == entry.hash { return stop(.doesNotFollow(entry.seq)) }
            return stop(JournalCheck.stoodLater(entry) ? .closedUp(entry.seq) : .changed(entry.seq))
        }
        guard computed == entry.hash else { return stop(.changed(entry.seq)) }
        accept(entry.hash)
    }

    /// The next entry as a file has it: the very bytes that were hashed.
    mutating func take(seq: Int, canonical: some Sequence<UInt8>, hash: [UInt8]) {
        guard !hasStopped, isNext(seq) else { return }
        guard JournalEntry.hash(canonical, after: verdict.head) == hash else { return stop(.changed(seq)) }
        accept(hash)
    }

    /// A checkpoint; those at one entry come after it and before the next.
    public mutating func take(_ checkpoint: Checkpoint) {
        guard !hasStopped else { return }
        if checkpoint.journal != journal ?? checkpoint.journal { return add(.otherJournal(checkpoint)) }
        let key = keys[checkpoint.key]
        if let key, !checkpoint.isSigned(by: key) { return add(.signature(checkpoint)) }
        if checkpoint.seq < verdict.entries { return add(.late(checkpoint, after: verdict.entries)) }
        if checkpoint.seq > verdict.entries { return add(.cutOff(after: verdict.entries, signed: checkpoint.seq)) }
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

    /// Nothing follows.
    ///
    /// - Parameter place: up to here one of the keys must have signed.
    public mutating func finish(signedThrough place: Int) -> JournalVerdict {
        guard !hasStopped else { return verdict }
        for head in expected { add(.head(head, entries: verdict.entries)) }
        // Where something else is wrong already, a missing signature follows from it.
        if let key = keys.keys.min(), verdict.isIntact {
            let signed = verdict.signed?.seq ?? 0
            if signed < min(place, verdict.entries) { add(.unsigned(signed + 1, verdict.entries, key)) }
        }
        return verdict
    }

    /// Something is wrong that no entry and no checkpoint shows.
    mutating func add(_ fault: JournalFault) { verdict.faults.append(fault) }

    /// Whether an entry is what its hash says but for its number, which was a higher one.
    private static func stoodLater(_ entry: JournalEntry) -> Bool {
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
        if seq < next { stop(.outOfPlace(seq, after: verdict.entries)) }
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

    /// An entry does not hold, or cannot be read.
    mutating func stop(_ fault: JournalFault) {
        add(fault)
        hasStopped = true
    }
}
