import CRRTDomain
import CRRTStore
import JournalProof

/// Positions in the journal as a caller counts them.
///
/// Callers with full visibility use sequence numbers. For others, gaps would leak activity, so their positions are made of what they see
/// anyway: the entry's time, and its number among the entries of that millisecond that they see. So a position is the same
/// whatever else is recorded, needs no memory and no key, and is still good after a restart (docs/decisions/0010).
struct JournalPlace {
    /// Bits for the number within a millisecond; an import may write tens of thousands of entries at once.
    private static let bits = 20

    /// The instant that is being counted, how far, and how many entries of it the caller sees up to there.
    private var at = Instant(milliseconds: .min)
    private var through = 0
    private var seen = 0

    /// - Parameter seq: the entry before the first of some instant; 0 is before all.
    init(through seq: Int = 0) { through = seq }

    /// Goes on where another has stopped.
    init?(_ text: Substring) {
        let numbers = text.split(separator: "/").compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        (at, through, seen) = (Instant(milliseconds: Int64(numbers[0])), numbers[1], numbers[2])
    }

    /// For the one who goes on, not for the caller.
    var text: String { "\(at.milliseconds)/\(through)/\(seen)" }

    /// The instant that a position lies in.
    static func instant(of position: Int) -> Instant { Instant(milliseconds: Int64(position >> bits)) }

    /// The position just before everything that happens at an instant.
    static func start(of instant: Instant) -> Int { max(0, Int(instant.milliseconds)) << bits }

    /// Where an entry that the caller sees stands. Asked in the journal's order, it looks at each entry once.
    mutating func position(of seq: Int, at instant: Instant, _ context: some Context) throws -> Int {
        if context.caller.seesEverything { return seq }
        try begin(instant, at: seq, context)
        try count(through: seq - 1, context)
        (through, seen) = (seq, seen + 1)
        return Self.start(of: instant) + seen
    }

    /// Where the caller stands after an entry, whether they see it or not: at the last entry of its instant that they see, or just before
    /// that instant. Asked in the journal's order, it looks at each entry once.
    mutating func position(after seq: Int, at instant: Instant, _ context: some Context) throws -> Int {
        if context.caller.seesEverything { return seq }
        try begin(instant, at: seq, context)
        try count(through: seq, context)
        return Self.start(of: instant) + seen
    }

    /// Turns to the instant of an entry, where another one was being counted.
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

    /// Notes an entry that the caller does not see. Behind the last one that was looked at, it is counted by this and not looked at again.
    mutating func pass(_ seq: Int, at instant: Instant) {
        guard seq == through + 1 else { return }
        if instant != at { seen = 0 }
        (at, through) = (instant, seq)
    }

    /// The last entry before those of this instant; mostly the neighbour is one.
    private static func lastBefore(_ seq: Int, _ instant: Instant, _ context: some Context) throws -> Int {
        guard try context.rows.journalTime(of: seq - 1) == instant else { return seq - 1 }
        return try context.rows.firstEntry(notBefore: instant, upTo: seq - 1) - 1
    }
}

/// Where each caller has come to, from entry to entry of one commit: without it every change would count anew what was written before it
/// in its millisecond.
struct JournalPlaces: CommitState {
    private var places: [Caller: JournalPlace] = [:]

    mutating func position(after seq: Int, at instant: Instant, _ context: some Context) throws -> Int {
        try places[context.caller, default: JournalPlace()].position(after: seq, at: instant, context)
    }
}
