import CRRTDomain

/// Something that is wrong with a journal.
public struct JournalFault: Error, Sendable, Hashable {
    /// The first entry that it concerns.
    public var seq: Int
    /// What is wrong, in words.
    public var text: String
}

extension JournalFault: CustomStringConvertible {
    public var description: String { text }

    static func changed(_ seq: Int) -> JournalFault {
        .init(seq: seq, text: "entry \(seq) was changed: its content is not what its hash was made of")
    }

    static func doesNotFollow(_ seq: Int) -> JournalFault {
        let before = seq == 1 ? "the beginning" : "entry \(seq - 1)"
        return .init(seq: seq, text: "entry \(seq) does not follow \(before): one of the two was replaced, removed or put in")
    }

    static func renumbered(_ seq: Int) -> JournalFault {
        .init(seq: seq, text: "entry \(seq) was removed and those after it were numbered anew")
    }

    static func missing(_ seq: Int, found: Int) -> JournalFault {
        .init(seq: seq, text: "entry \(seq) is missing: \(found) stands in its place")
    }

    static func outOfOrder(_ seq: Int, after last: Int) -> JournalFault {
        .init(seq: last + 1, text: "entry \(seq) stands after entry \(last): it was put in or moved")
    }

    static func truncated(after last: Int, signed: Int) -> JournalFault {
        .init(seq: last + 1, text: "\(entries(last + 1, signed)) cut off at the end: a signed checkpoint names entry \(signed)")
    }

    static func misplaced(_ checkpoint: Checkpoint, after last: Int) -> JournalFault {
        .init(seq: checkpoint.seq, text: "the checkpoint at entry \(checkpoint.seq) stands after entry \(last): it was moved or put in")
    }

    /// The chain is valid, but not the one that was signed.
    static func rewritten(_ seq: Int, since: Int) -> JournalFault {
        let which = since + 1 == seq ? "entry \(seq) was" : "an entry from \(since + 1) to \(seq) was"
        return .init(seq: since + 1, text: "\(which) changed and the chain made anew: entry \(seq) is not the one that was signed")
    }

    /// A checkpoint whose signature is not valid for the key that it names.
    public static func signature(_ checkpoint: Checkpoint) -> JournalFault {
        .init(seq: checkpoint.seq, text: "the checkpoint at entry \(checkpoint.seq) does not bear the signature of key \(checkpoint.key)")
    }

    static func otherJournal(_ checkpoint: Checkpoint) -> JournalFault {
        .init(
            seq: checkpoint.seq,
            text: "the checkpoint at entry \(checkpoint.seq) belongs to another journal (\(checkpoint.journal)): it was put in")
    }

    static func unsigned(_ first: Int, _ last: Int, _ key: String) -> JournalFault {
        .init(seq: first, text: "\(entries(first, last)) signed by no checkpoint of key \(key): put in, or the checkpoint was removed")
    }

    /// A journal that does not have an expected head.
    ///
    /// - Parameters:
    ///   - expected: The head.
    ///   - count: The number of entries that the journal has.
    public static func head(_ expected: JournalHead, entries count: Int) -> JournalFault {
        let text =
            expected.seq > count
            ? "\(entries(count + 1, expected.seq)) cut off at the end: the head that was expected is entry \(expected.seq)"
            : "entry \(expected.seq) is not the one that was expected: it or one before was changed and the chain made anew"
        return .init(seq: min(expected.seq, count + 1), text: text)
    }

    private static func entries(_ first: Int, _ last: Int) -> String {
        first == last ? "entry \(first) is" : "entries \(first) to \(last) are"
    }
}

/// The number and hash of an entry. A copy kept elsewhere shows whether anything up to that entry was changed or removed.
public struct JournalHead: Sendable, Hashable {
    /// The number of the entry.
    public var seq: Int
    /// Its hash, 32 bytes.
    public var hash: [UInt8]

    public init(seq: Int, hash: [UInt8]) {
        self.seq = seq
        self.hash = hash
    }

    /// Reads `SEQ:HASH`, as `audit verify` prints it.
    ///
    /// - Throws: `ProofError` for another form.
    public init(_ text: String) throws(ProofError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int(parts[0]), seq >= 1, let hash = Hexadecimal.bytes(String(parts[1])), hash.count == 32 else {
            throw ProofError("\(quoted(text)) is no head; write SEQ:HASH, as 'crrtctl audit verify' prints it")
        }
        self.init(seq: seq, hash: hash)
    }
}

extension JournalHead: CustomStringConvertible {
    public var description: String { "\(seq):\(Hexadecimal.text(hash))" }
}
