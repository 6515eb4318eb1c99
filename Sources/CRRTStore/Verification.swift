public import JournalProof

extension Store {
    /// Recomputes every hash and checks the checkpoints. Reads in pieces, so that a long journal blocks nobody.
    ///
    /// What was cut off after the last checkpoint shows only where `expected` holds a head that was written down elsewhere.
    ///
    /// - Parameters:
    ///   - keys: whose signatures count.
    ///   - expected: heads that were written down elsewhere.
    ///   - signed: up to here one of them has signed.
    /// - Returns: what was found; a journal that does not hold is in its `faults`, and throws nothing.
    /// - Throws: `StoreError` where SQLite cannot read; what ``Reading`` names where a row is damaged.
    public func verifyJournal(
        keys: [VerifyingKey] = [], expected: [JournalHead] = [], signedThrough signed: Int = 0
    ) throws -> JournalVerdict {
        let check = JournalCheck(journal: try read { try $0.journalIdentity() }, keys: keys, expected: expected)
        return try check.verdict(signedThrough: signed) { since in try read { try $0.proofPage(since: since) } }
    }

    /// Recomputes the hashes from behind a place that is known to be right, to the end.
    ///
    /// - Throws: `JournalFault` where the journal does not go on from there.
    public func verifyJournal(after head: JournalHead) throws -> JournalHead {
        let check = JournalCheck(after: head)
        let verdict = try check.verdict { since in
            try read { ProofPage(entries: try $0.journal(since: since, limit: ProofPage.most, within: Allowance())) }
        }
        if let fault = verdict.faults.first { throw fault }
        return verdict.last
    }
}
