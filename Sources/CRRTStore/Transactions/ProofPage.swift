import JournalProof

/// A range of journal entries with the checkpoints at them. The last page has the checkpoints after the last entry, too.
struct ProofPage {
    static let maxEntries = 1000

    var entries: [JournalEntry]
    var checkpoints: [Checkpoint] = []
}

extension ReadTransaction {
    func proofPage(since: Int) throws -> ProofPage {
        let entries = try journal(since: since, limit: ProofPage.maxEntries, within: ReadBudget())
        return ProofPage(entries: entries, checkpoints: try checkpoints(since: since, through: entries.last?.seq ?? .max))
    }
}

extension JournalVerifier {
    /// Checks the whole journal.
    ///
    /// - Parameter page: reads the page after a position.
    func verdict(signedThrough signed: Int = 0, _ page: (_ since: Int) throws -> ProofPage) rethrows -> JournalVerdict {
        var check = self
        while true {
            let page = try page(check.verdict.entries)
            var checkpoints = page.checkpoints[...]
            for entry in page.entries {
                check.take(entry)
                while let next = checkpoints.first, next.seq <= entry.seq { check.take(checkpoints.removeFirst()) }
            }
            for left in checkpoints { check.take(left) }
            if page.entries.isEmpty || check.hasStopped { return check.finish(signedThrough: signed) }
        }
    }
}
