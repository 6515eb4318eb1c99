import JournalProof

@testable import CRRTStore

extension Store {
    /// Applies this store's journal to an empty one. Names of people and receipts are not in the journal, so they are not copied.
    ///
    /// - Throws: `StoreError.journalBroken` at the first entry that is not valid.
    func replay(into other: Store, path: String) throws {
        var (seq, head) = (0, JournalEntry.genesis)
        while true {
            let entries = try read { try $0.journal(since: seq, limit: 1000, within: ReadBudget()) }
            if entries.isEmpty { return }
            for entry in entries {
                guard entry.isValid(after: head, seq: seq + 1) else {
                    throw StoreError.journalBroken(path: path, reason: "journal entry \(seq + 1) does not hold")
                }
                (seq, head) = (entry.seq, entry.hash)
            }
            try other.writeAndWait { transaction in
                try transaction.withoutBookingRules { for entry in entries { try transaction.replay(entry) } }
            }
        }
    }
}
