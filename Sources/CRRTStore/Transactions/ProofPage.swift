import JournalProof

/// Some entries of the journal, and the checkpoints that stand at them; behind the last entry all that are left.
struct ProofPage {
    static let most = 1000

    var entries: [JournalEntry]
    var checkpoints: [Checkpoint] = []
}

extension ReadTransaction {
    func proofPage(since: Int) throws -> ProofPage {
        let entries = try journal(since: since, limit: ProofPage.most, within: Allowance())
        return ProofPage(entries: entries, checkpoints: try checkpoints(since: since, through: entries.last?.seq ?? .max))
    }
}

extension JournalCheck {
    /// Goes over the whole journal; `page` gives what stands behind a position.
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
