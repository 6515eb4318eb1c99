import Varlink

/// What a nation signs when it agrees: the digest of the exact terms, and its own conditions.
public struct ConsentStatement: Sendable, Hashable {
    /// The tasking's id.
    public var tasking: String
    /// The nation that agrees.
    public var nation: String
    /// `contribute`, `host` or `effect`.
    public var kind: String
    /// The digest of the terms: SHA-256, hexadecimal.
    public var digest: String
    /// The nation's conditions; nil for none.
    public var conditions: String?

    public init(tasking: String, nation: String, kind: String, digest: String, conditions: String?) {
        self.tasking = tasking
        self.nation = nation
        self.kind = kind
        self.digest = digest
        self.conditions = conditions
    }

    /// Signs with ML-DSA-65 (FIPS 204) over `bytes`, in the context `io.crrtd.consent.v1`.
    ///
    /// - Throws: `ProofError` where the key does not sign.
    public func signature(by key: SigningKey) throws(ProofError) -> [UInt8] { try key.signature(of: bytes, for: .consent) }

    /// Whether a signature over `bytes` is valid and of this key.
    public func isSigned(_ signature: [UInt8], by key: VerifyingKey) -> Bool { key.accepts(signature, of: bytes, for: .consent) }
}

extension ConsentStatement {
    /// The signed text: JSON without spaces, the members in this order, absent conditions left out.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("consent", "granted")
        writer.member("tasking", tasking)
        writer.member("nation", nation)
        writer.member("kind", kind)
        writer.member("digest", digest)
        writer.member("conditions", conditions)
        writer.endObject()
        return writer.bytes
    }
}
