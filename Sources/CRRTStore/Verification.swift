public import JournalProof

extension Store {
    /// Recomputes every hash and verifies the checkpoints. It reads in short transactions, so a long journal blocks no one.
    ///
    /// A truncation after the last checkpoint is found only with a head in `expected` that was written down elsewhere.
    ///
    /// - Parameters:
    ///   - keys: whose signatures count.
    ///   - expected: heads that were written down elsewhere.
    ///   - signed: the position up to which one of these keys is known to have signed.
    /// - Returns: the verdict. An invalid journal is not thrown, but listed in its `faults`.
    /// - Throws: `StoreError` where SQLite cannot read; what ``ReadTransaction`` names where a row is damaged.
    public func verifyJournal(
        keys: [VerifyingKey] = [], expected: [JournalHead] = [], signedThrough signed: Int = 0
    ) throws -> JournalVerdict {
        let check = JournalVerifier(journal: try read { try $0.journalIdentity() }, keys: keys, expected: expected)
        return try check.verdict(signedThrough: signed) { since in try read { try $0.proofPage(since: since) } }
    }

    /// Recomputes the hashes after a trusted entry, to the end of the journal.
    ///
    /// - Returns: the end of the journal.
    /// - Throws: `JournalFault` where the journal does not continue from that entry.
    public func verifyJournal(after head: JournalHead) throws -> JournalHead {
        let check = JournalVerifier(after: head)
        let verdict = try check.verdict { since in
            try read { ProofPage(entries: try $0.journal(since: since, limit: ProofPage.maxEntries, within: ReadBudget())) }
        }
        if let fault = verdict.faults.first { throw fault }
        return verdict.last
    }
}
