import CRRTDomain
import CRRTStore
import JournalProof

/// Computes journal positions as a caller sees them.
///
/// Callers with full visibility use sequence numbers. For others, gaps would leak activity, so their positions are made of what they see
/// anyway: the entry's time, and its number among the visible entries of that millisecond. Such a position does not depend on other
/// entries, needs no memory and no key, and stays valid after a restart (docs/decisions/0010).
struct ViewerPosition {
    /// The bits for the number within a millisecond. An import may write tens of thousands of entries at once.
    private static let bits = 20

    /// The instant being counted, the entry up to which it was counted, and the number of its visible entries so far.
    private var at = Instant(milliseconds: .min)
    private var through = 0
    private var seen = 0

    /// - Parameter seq: the last entry before some instant; 0 for the beginning.
    init(through seq: Int = 0) { through = seq }

    /// Continues from the ``text`` of another.
    init?(_ text: Substring) {
        let numbers = text.split(separator: "/").compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        (at, through, seen) = (Instant(milliseconds: Int64(numbers[0])), numbers[1], numbers[2])
    }

    /// The state as text, to continue later. It must not be sent to the caller.
    var text: String { "\(at.milliseconds)/\(through)/\(seen)" }

    /// The instant of a position.
    static func instant(of position: Int) -> Instant { Instant(milliseconds: Int64(position >> bits)) }

    /// The position just before all entries of an instant.
    static func start(of instant: Instant) -> Int { max(0, Int(instant.milliseconds)) << bits }

    /// The position of a visible entry. If asked in journal order, each entry is read once.
    mutating func position(of seq: Int, at instant: Instant, _ context: some Context) throws -> Int {
        if context.caller.seesEverything { return seq }
        try begin(instant, at: seq, context)
        try count(through: seq - 1, context)
        (through, seen) = (seq, seen + 1)
        return Self.start(of: instant) + seen
    }

    /// The caller's position after an entry, visible or not: that of the last visible entry of its instant, or just before the instant. If
    /// asked in journal order, each entry is read once, and this one not at all.
    mutating func position(after entry: JournalEntry, _ context: some Context) throws -> Int {
        if context.caller.seesEverything { return entry.seq }
        try begin(entry.at, at: entry.seq, context)
        try count(through: entry.seq - 1, context)
        if through < entry.seq {
            if try JournalVisibility(context: context).sees(entry) { seen += 1 }
            through = entry.seq
        }
        return Self.start(of: entry.at) + seen
    }

    /// Starts to count the instant of an entry, unless it is being counted already.
    private mutating func begin(_ instant: Instant, at seq: Int, _ context: some Context) throws {
        if instant != at { (at, through, seen) = (instant, try Self.lastBefore(seq, instant, context), 0) }
    }

    private mutating func count(through seq: Int, _ context: some Context) throws {
        while through < seq {
            let missing = try context.rows.journal(since: through, limit: min(seq - through, 200), within: ReadBudget())
            guard let last = missing.last else { break }
            for entry in missing where try JournalVisibility(context: context).sees(entry) { seen += 1 }
            through = last.seq
        }
    }

    /// Skips an invisible entry that directly follows the last one counted, so that it is not read again.
    mutating func skip(_ seq: Int, at instant: Instant) {
        guard seq == through + 1 else { return }
        if instant != at { seen = 0 }
        (at, through) = (instant, seq)
    }

    /// The last entry before this instant, which is usually the previous one.
    private static func lastBefore(_ seq: Int, _ instant: Instant, _ context: some Context) throws -> Int {
        guard try context.rows.journalTime(of: seq - 1) == instant else { return seq - 1 }
        return try context.rows.firstEntry(notBefore: instant, upTo: seq - 1) - 1
    }
}

/// The positions of callers within one commit. Without them, every change would count again the entries of its millisecond.
struct ViewerPositions: CommitState {
    private var positions: [Caller: ViewerPosition] = [:]

    mutating func position(after entry: JournalEntry, _ context: some Context) throws -> Int {
        try positions[context.caller, default: ViewerPosition()].position(after: entry, context)
    }
}
