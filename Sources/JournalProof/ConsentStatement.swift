import Varlink

/// What a nation signs when it agrees: the exact terms, by their digest, and its own conditions.
public struct ConsentStatement: Sendable, Hashable {
    public var tasking: String
    public var nation: String
    /// `contribute`, `host` or `effect`.
    public var kind: String
    /// SHA-256 of the exact terms, hexadecimal.
    public var digest: String
    public var conditions: String?

    public init(tasking: String, nation: String, kind: String, digest: String, conditions: String?) {
        self.tasking = tasking
        self.nation = nation
        self.kind = kind
        self.digest = digest
        self.conditions = conditions
    }

    /// ML-DSA-65 (FIPS 204) over `bytes`, in the context `io.crrtd.consent.v1`.
    public func signature(by key: SigningKey) throws(ProofError) -> [UInt8] { try key.signature(of: bytes, for: .consent) }

    public func isSigned(_ signature: [UInt8], by key: VerifyingKey) -> Bool { key.accepts(signature, of: bytes, for: .consent) }
}

extension ConsentStatement {
    /// What is signed: JSON without spaces, the members in this order, absent conditions left out.
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
