public import CRRTDomain

/// The daemon's signed statement that its journal ended with a certain entry at a certain time.
///
/// Without the private key, no entry up to there can be changed, removed or inserted undetected.
public struct Checkpoint: Sendable, Hashable {
    /// The identity of the journal: 128 random bits from when its database was made, hexadecimal.
    public var journal: String
    /// The name of the instance at that time; empty where it had none.
    public var instance: String
    /// The number of the last entry.
    public var seq: Int
    /// The hash of that entry, 32 bytes.
    public var hash: [UInt8]
    /// When it was signed.
    public var at: Instant
    /// The id of the signing key: `VerifyingKey.id`.
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

    /// Signs a checkpoint.
    ///
    /// - Throws: `ProofError` where the instance's name is not visible ASCII, or the key does not sign.
    public init(journal: String, instance: String, seq: Int, hash: [UInt8], at: Instant, by key: SigningKey) throws(ProofError) {
        // The signed text has one member per line, so no value may contain a line break.
        guard instance.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw ProofError("the instance's name cannot be signed") }
        self.init(journal: journal, instance: instance, seq: seq, hash: hash, at: at, key: key.verifyingKey.id, signature: [])
        signature = try key.signature(of: statement, for: .checkpoint)
    }

    /// The signed text, UTF-8: one member per line, in this order. No value can contain a line break: they are numbers, times, hexadecimal
    /// digits, or a name in visible ASCII.
    public var statement: [UInt8] {
        let lines = [
            "crrtd journal checkpoint", "journal: \(journal)", "instance: \(instance)", "seq: \(seq)", "hash: \(Hexadecimal.text(hash))",
            "at: \(at)", "key: \(key)",
        ]
        return Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// Whether the signature is valid for this key.
    public func isSigned(by key: VerifyingKey) -> Bool {
        key.id == self.key && key.accepts(signature, of: statement, for: .checkpoint)
    }
}
