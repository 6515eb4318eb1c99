import Varlink

/// Checks an exported journal line by line with public keys alone. It needs no daemon and trusts none.
public struct ProofFileCheck {
    /// The header; nil until it has been read.
    public private(set) var header: ProofFile.Header?
    /// The consents found so far.
    public private(set) var consents: ConsentProofs
    /// The label of what has been read so far.
    public private(set) var label = FileLabel()
    private var check: JournalCheck
    private var orders = OrderProofs()
    private let keys: [VerifyingKey]
    private let expected: [JournalHead]
    private var line = 0

    /// - Parameters:
    ///   - keys: Keys whose checkpoints prove the entries. The key in the header is not one of them: a forger would write their own.
    ///   - consentKeys: By nation, the keys that its consents must be signed with.
    ///   - expected: Heads that are known from elsewhere.
    public init(keys: [VerifyingKey], consentKeys: [String: [VerifyingKey]] = [:], expected: [JournalHead] = []) {
        self.keys = keys
        self.expected = expected
        consents = ConsentProofs(keys: consentKeys)
        check = JournalCheck(journal: nil, keys: keys, expected: expected)
    }

    /// Checks the next line, given without its line break.
    public mutating func take(_ bytes: ArraySlice<UInt8>) {
        line += 1
        guard !check.hasStopped else { return }
        do throws(ProofError) {
            try take(ProofFile.read(bytes))
        } catch {
            check.stop(.init(seq: check.verdict.entries + 1, text: "line \(line) \(error)"))
        }
    }

    private mutating func take(_ line: ProofFile.Line) throws(ProofError) {
        switch line {
        case .header(let header):
            guard self.line == 1 else { throw ProofError("is a second header") }
            self.header = header
            label.take(header)
            check = JournalCheck(journal: header.journal, keys: keys, expected: expected)
        case _ where header == nil: throw ProofError("should be the header of an exported journal")
        case .entry(let seq, let content, let canonical, let hash):
            label.take(content)
            check.take(seq: seq, canonical: canonical, hash: hash)
            guard !check.hasStopped else { return }
            consents.take(content, seq: seq)
            orders.take(content, seq: seq)
        case .checkpoint(let checkpoint): check.take(checkpoint)
        }
    }

    /// Ends the check: the file has no more lines.
    public mutating func finish() -> JournalVerdict {
        guard let header else {
            if line == 0 { check.stop(.init(seq: 1, text: "the file is empty")) }
            return check.verdict
        }
        if !check.hasStopped, check.verdict.last != header.head {
            check.add(.head(header.head, entries: check.verdict.entries))
        }
        for fault in consents.faults + orders.faults { check.add(fault) }
        return check.finish(signedThrough: check.verdict.entries)
    }
}
