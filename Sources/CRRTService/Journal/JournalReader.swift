import CRRTDomain
import CRRTProtocol
import CRRTStore
import JournalProof

/// Reads the journal as a caller sees it, from one of their positions.
struct JournalReader {
    /// The last entry that was read, visible or not. It must not be sent to the caller.
    private(set) var seq: Int
    /// The last position that the caller was told.
    private(set) var position: Int
    private var viewerPosition: ViewerPosition

    /// Continues from the ``text`` of another.
    init?(continuing text: String) {
        let parts = text.split(separator: "/", maxSplits: 2)
        guard parts.count == 3, let seq = Int(parts[0]), let position = Int(parts[1]), let viewerPosition = ViewerPosition(parts[2])
        else { return nil }
        (self.seq, self.position, self.viewerPosition) = (seq, position, viewerPosition)
    }

    /// The state as text, to continue later. It must not be sent to the caller, because it contains `seq`.
    var text: String { "\(seq)/\(position)/\(viewerPosition.text)" }

    /// Starts after an entry, visible or not.
    ///
    /// - Parameter position: what the caller is told until there is a visible entry.
    init(after seq: Int, position: Int) {
        // The next entry may be of the same instant as that one.
        (self.seq, self.position, viewerPosition) = (seq, position, ViewerPosition())
    }

    init(since position: Int, _ context: some Context) throws {
        self.position = position
        seq = context.caller.seesEverything ? position : try context.rows.firstEntry(notBefore: ViewerPosition.instant(of: position)) - 1
        // The next entry is the first of its instant.
        viewerPosition = ViewerPosition(through: seq)
    }

    /// Reads the next visible entries, up to `count`, fewer where the budget is spent first.
    ///
    /// - Returns: the entries, and whether there may be `more` to read.
    mutating func next(
        _ count: Int, subject: String? = nil, within budget: ReadBudget, _ context: some Context
    ) throws -> (entries: [Journal.Entry], more: Bool) {
        let visibility = JournalVisibility(context: context)
        let subject = try subject.map(visibility.searchSubject)
        var found: [Journal.Entry] = []
        // Not many more than the page has.
        let batchSize = max(20, min(count, 200))
        while !budget.isSpent {
            let batch = try context.rows.journal(since: seq, limit: batchSize, subject: subject, within: budget)
            for entry in batch {
                seq = entry.seq
                var read = ReadEntry(entry)
                guard try visibility.sees(&read) else {
                    viewerPosition.skip(entry.seq, at: entry.at)
                    continue
                }
                let number = try viewerPosition.position(of: entry.seq, at: entry.at, context)
                // The caller has read a part of this instant already.
                if !context.caller.seesEverything, number <= position { continue }
                position = number
                found.append(try visibility.view(&read, at: number))
                if found.count == count { return (found, true) }
            }
            if batch.count < batchSize, !budget.isSpent { return (found, false) }
        }
        return (found, true)
    }
}

extension Context {
    /// The position of the last visible entry up to `seq`; 0 where there is none.
    ///
    /// - Parameter first: entries before this one are not read.
    func lastPosition(upTo seq: Int, from first: Int = 1) throws -> Int {
        if caller.seesEverything { return seq }
        let visibility = JournalVisibility(context: self)
        var end = seq
        while end >= first {
            let start = max(first - 1, end - 50)
            let last = try rows.journal(since: start, limit: end - start).last { try visibility.sees($0) }
            if let last {
                var position = ViewerPosition()
                return try position.position(of: last.seq, at: last.at, self)
            }
            end = start
        }
        return 0
    }
}
