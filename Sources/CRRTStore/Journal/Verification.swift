/// What a check of the whole chain found.
public struct JournalVerdict: Sendable, Hashable {
    public var entries: Int
    /// The hash of the last entry that holds.
    public var head: [UInt8]
    /// The first entry that does not hold: changed, removed or put in.
    public var broken: Int?

    /// Recomputes every hash; `read` gives the entries behind a position, at most so many.
    static func check(_ read: (_ since: Int, _ limit: Int) throws -> [JournalEntry]) rethrows -> JournalVerdict {
        var verdict = JournalVerdict(entries: 0, head: JournalEntry.genesis, broken: nil)
        while true {
            let entries = try read(verdict.entries, 1000)
            if entries.isEmpty { return verdict }
            for entry in entries {
                guard entry.holds(after: verdict.head, seq: verdict.entries + 1) else {
                    verdict.broken = verdict.entries + 1
                    return verdict
                }
                verdict.entries += 1
                verdict.head = entry.hash
            }
        }
    }
}

extension Store {
    /// Recomputes every hash. Reads in pieces, so that a long journal blocks nobody.
    ///
    /// What the chain alone cannot show is that its end is missing: for that, `entries` and `head` are held against ones written down
    /// elsewhere, as in a log or a backup.
    public func verifyJournal() throws -> JournalVerdict {
        try JournalVerdict.check { since, limit in try read { try $0.journal(since: since, limit: limit) } }
    }
}
