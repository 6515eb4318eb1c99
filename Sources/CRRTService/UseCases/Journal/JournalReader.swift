import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof

/// Reads the journal as a caller sees it, on from a position of his.
struct JournalReader {
    /// The last entry looked at, whosever it is.
    private var seq: Int
    /// The last position that the caller knows.
    private(set) var position: Int
    private var place = JournalPlace()

    /// Goes on where another has stopped.
    init?(continuing text: String) {
        let numbers = text.split(separator: "/").compactMap { Int($0) }
        guard numbers.count == 2 else { return nil }
        (seq, position) = (numbers[0], numbers[1])
        place = JournalPlace(after: position, through: seq)
    }

    /// For the one who goes on: not for the caller, to whom `seq` would tell too much.
    var text: String { "\(seq)/\(position)" }

    /// From behind an entry, whoever sees it; `position` is what the caller is told until there is one that they see.
    init(behind seq: Int, position: Int) { (self.seq, self.position) = (seq, position) }

    init(since position: Int, _ context: some Context) throws {
        self.position = position
        seq = context.caller.seesEverything ? position : try context.reading.firstEntry(notBefore: JournalPlace.instant(of: position)) - 1
    }

    /// The next entries that he sees.
    ///
    /// - Parameter looking: how many entries to look at before giving up for now.
    /// - Returns: whether there may be `more` to look at.
    mutating func next(
        _ most: Int, subject: String? = nil, looking: Int = .max, _ context: some Context
    ) throws -> (entries: [Journal.Entry], more: Bool) {
        let visibility = JournalVisibility(context: context)
        let subject = try subject.map(visibility.lookedFor)
        var (found, looked): ([Journal.Entry], Int) = ([], 0)
        // A page of a few entries does not fetch hundreds.
        let atOnce = max(20, min(most, 200))
        while looked < looking {
            let batch = try context.reading.journal(since: seq, limit: atOnce, subject: subject)
            for entry in batch {
                seq = entry.seq
                looked += 1
                guard try visibility.sees(entry) else {
                    place.pass(entry.seq, at: entry.at)
                    continue
                }
                let number = try place.position(of: entry.seq, at: entry.at, context)
                // Of the instant that he has read a part of already.
                if !context.caller.seesEverything, number <= position { continue }
                position = number
                found.append(try visibility.view(entry, at: number))
                if found.count == most { return (found, true) }
            }
            if batch.count < atOnce { return (found, false) }
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
            let last = try reading.journal(since: start, limit: end - start).last { try visibility.sees($0) }
            if let last {
                var place = JournalPlace()
                return try place.position(of: last.seq, at: last.at, self)
            }
            end = start
        }
        return 0
    }
}
