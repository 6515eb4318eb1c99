import Varlink

/// Verifies an exported journal line by line, with public keys alone. It needs no daemon and trusts none.
public struct JournalExportVerifier {
    /// The header; nil until it has been read.
    public private(set) var header: JournalExport.Header?
    /// The consents found so far.
    public private(set) var consents: ConsentSignatureVerifier
    /// The label of what has been read so far.
    public private(set) var label = ExportLabel()
    private var journal: JournalVerifier
    private var orders = OrderVerifier()
    private let keys: [VerifyingKey]
    private let expected: [JournalHead]
    private var line = 0

    /// - Parameters:
    ///   - keys: Keys whose checkpoints prove the entries. The header's key is not used, because a forger would write their own.
    ///   - consentKeys: By nation, the keys that its consents must be signed with.
    ///   - expected: Heads that are known from another source.
    public init(keys: [VerifyingKey], consentKeys: [String: [VerifyingKey]] = [:], expected: [JournalHead] = []) {
        self.keys = keys
        self.expected = expected
        consents = ConsentSignatureVerifier(keys: consentKeys)
        journal = JournalVerifier(journal: nil, keys: keys, expected: expected)
    }

    /// Verifies the next line, given without its line break.
    public mutating func take(_ bytes: ArraySlice<UInt8>) {
        line += 1
        guard !journal.hasStopped else { return }
        do throws(ProofError) {
            try take(JournalExport.read(bytes))
        } catch {
            journal.stop(.init(seq: journal.verdict.entries + 1, text: "line \(line) \(error)"))
        }
    }

    private mutating func take(_ line: JournalExport.Line) throws(ProofError) {
        switch line {
        case .header(let header):
            guard self.line == 1 else { throw ProofError("is a second header") }
            self.header = header
            label.take(header)
            journal = JournalVerifier(journal: header.journal, keys: keys, expected: expected)
        case _ where header == nil: throw ProofError("should be the header of an exported journal")
        case .entry(let seq, let content, let canonical, let hash):
            label.take(content)
            journal.take(seq: seq, canonical: canonical, hash: hash)
            guard !journal.hasStopped else { return }
            consents.take(content, seq: seq)
            orders.take(content, seq: seq)
        case .checkpoint(let checkpoint): journal.take(checkpoint)
        }
    }

    /// Ends the verification at the end of the file.
    public mutating func finish() -> JournalVerdict {
        guard let header else {
            if line == 0 { journal.stop(.init(seq: 1, text: "the file is empty")) }
            return journal.verdict
        }
        if !journal.hasStopped, journal.verdict.last != header.head {
            journal.add(.head(header.head, entries: journal.verdict.entries))
        }
        for fault in consents.faults + orders.faults { journal.add(fault) }
        return journal.finish(signedThrough: journal.verdict.entries)
    }
}
