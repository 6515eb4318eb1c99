/// What a check of the whole chain found.
public struct JournalVerdict: Sendable, Hashable {
    public var entries: Int
    /// The hash of the last entry that holds.
    public var head: [UInt8]
    /// The first entry that does not hold: changed, removed or put in.
    public var broken: Int?
}

extension Store {
    /// Recomputes every hash. Reads in pieces, so that a long journal blocks nobody.
    public func verifyJournal() throws -> JournalVerdict {
        var verdict = JournalVerdict(entries: 0, head: JournalEntry.genesis, broken: nil)
        while true {
            let entries = try read { try $0.journal(since: verdict.entries, limit: 1000) }
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
