public import CRRTDomain

/// The daemon's word, signed, that at some time its journal ended with this entry: whoever changes, removes or puts in an entry up to
/// there afterwards would need the private key.
public struct Checkpoint: Sendable, Hashable {
    /// Which journal: 128 random bits from when its database was made, hexadecimal.
    public var journal: String
    /// What the instance called itself then; empty where it had no name.
    public var instance: String
    /// The last entry, and its hash.
    public var seq: Int
    public var hash: [UInt8]
    public var at: Instant
    /// Whose signature: `VerifyingKey.id`.
    public var key: String
    /// ML-DSA-65 (FIPS 204) over `statement`, in the context `io.crrtd.checkpoint.v1`; 3,309 bytes.
    public var signature: [UInt8]

    public init(journal: String, instance: String, seq: Int, hash: [UInt8], at: Instant, key: String, signature: [UInt8]) {
        self.journal = journal
        self.instance = instance
        self.seq = seq
        self.hash = hash
        self.at = at
        self.key = key
        self.signature = signature
    }

    /// Signs one.
    public init(journal: String, instance: String, seq: Int, hash: [UInt8], at: Instant, by key: SigningKey) throws(ProofError) {
        // What is signed has one member a line.
        guard instance.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw ProofError("the instance's name cannot be signed") }
        self.init(journal: journal, instance: instance, seq: seq, hash: hash, at: at, key: key.verifyingKey.id, signature: [])
        signature = try key.signature(of: statement, for: .checkpoint)
    }

    /// What is signed, UTF-8: one member a line, in this order. No value holds a line break: all are numbers, times, hexadecimal
    /// digits, or a name in visible ASCII.
    public var statement: [UInt8] {
        let lines = [
            "crrtd journal checkpoint", "journal: \(journal)", "instance: \(instance)", "seq: \(seq)", "hash: \(Hexadecimal.text(hash))",
            "at: \(at)", "key: \(key)",
        ]
        return Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    public func isSigned(by key: VerifyingKey) -> Bool {
        key.id == self.key && key.accepts(signature, of: statement, for: .checkpoint)
    }
}
