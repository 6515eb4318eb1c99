import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof

/// Reads the journal as a caller sees it, from one of their positions on.
struct JournalReader {
    /// The last entry looked at, whosever it is.
    private var seq: Int
    /// Its position in the journal: not for the caller.
    var looked: Int { seq }
    /// The last position that the caller knows.
    private(set) var position: Int
    private var place: JournalPlace

    /// Goes on where another has stopped.
    init?(continuing text: String) {
        let parts = text.split(separator: "/", maxSplits: 2)
        guard parts.count == 3, let seq = Int(parts[0]), let position = Int(parts[1]), let place = JournalPlace(parts[2])
        else { return nil }
        (self.seq, self.position, self.place) = (seq, position, place)
    }

    /// For the one who goes on: not for the caller, to whom `seq` would tell too much.
    var text: String { "\(seq)/\(position)/\(place.text)" }

    /// From behind an entry, whether the caller sees it or not; `position` is what the caller is told until there is one that they see.
    init(behind seq: Int, position: Int) {
        // The next entry may be of the same instant as that one.
        (self.seq, self.position, place) = (seq, position, JournalPlace())
    }

    init(since position: Int, _ context: some Context) throws {
        self.position = position
        seq = context.caller.seesEverything ? position : try context.rows.firstEntry(notBefore: JournalPlace.instant(of: position)) - 1
        // The next entry is the first of its instant.
        place = JournalPlace(through: seq)
    }

    /// The next entries that the caller sees, up to `most`; fewer where the allowance is spent first.
    ///
    /// - Returns: whether there may be `more` to look at.
    mutating func next(
        _ most: Int, subject: String? = nil, within budget: ReadBudget, _ context: some Context
    ) throws -> (entries: [Journal.Entry], more: Bool) {
        let visibility = JournalVisibility(context: context)
        let subject = try subject.map(visibility.lookedFor)
        var found: [Journal.Entry] = []
        // A page of a few entries does not fetch hundreds.
        let atOnce = max(20, min(most, 200))
        while !budget.isSpent {
            let batch = try context.rows.journal(since: seq, limit: atOnce, subject: subject, within: budget)
            for entry in batch {
                seq = entry.seq
                guard try visibility.sees(entry) else {
                    place.pass(entry.seq, at: entry.at)
                    continue
                }
                let number = try place.position(of: entry.seq, at: entry.at, context)
                // Entries of an instant that the caller has read a part of.
                if !context.caller.seesEverything, number <= position { continue }
                position = number
                found.append(try visibility.view(entry, at: number))
                if found.count == most { return (found, true) }
            }
            if batch.count < atOnce, !budget.isSpent { return (found, false) }
        }
        return (found, true)
    }
}

extension Context {
    /// The position of the last entry up to `seq` that the caller sees; 0 where there is none.
    ///
    /// - Parameter first: entries before this one are not looked at.
    func lastPosition(upTo seq: Int, from first: Int = 1) throws -> Int {
        if caller.seesEverything { return seq }
        let visibility = JournalVisibility(context: self)
        var end = seq
        while end >= first {
            let start = max(first - 1, end - 50)
            let last = try rows.journal(since: start, limit: end - start).last { try visibility.sees($0) }
            if let last {
                var place = JournalPlace()
                return try place.position(of: last.seq, at: last.at, self)
            }
            end = start
        }
        return 0
    }
}
