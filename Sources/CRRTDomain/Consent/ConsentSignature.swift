/// A nation's own signature under its grant. Whoever knows the nation's key can tell later that it agreed, and to what.
public struct ConsentSignature: Sendable, Hashable {
    /// The key's id.
    public var key: String
    /// The key itself, base64, so that the record can be checked by itself.
    public var publicKey: String
    /// The conditions that were signed with the terms.
    public var conditions: String?
    /// ML-DSA-65 (FIPS 204), base64.
    public var signature: String

    public init(key: String, publicKey: String, conditions: String?, signature: String) {
        self.key = key
        self.publicKey = publicKey
        self.conditions = conditions
        self.signature = signature
    }
}
