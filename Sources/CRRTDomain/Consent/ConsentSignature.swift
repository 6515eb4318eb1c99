/// A nation's own signature under its grant. It proves to anyone with the nation's public key that the nation agreed, and to what.
public struct ConsentSignature: Sendable, Hashable {
    /// The id of the key: the first 16 bytes of the SHA-256 of the public key, hexadecimal.
    public var key: String
    /// The public key, base64, so that the record can be verified by itself.
    public var publicKey: String
    /// The conditions that were signed with the terms; nil for none.
    public var conditions: String?
    /// An ML-DSA-65 signature (FIPS 204), base64.
    public var signature: String

    public init(key: String, publicKey: String, conditions: String?, signature: String) {
        self.key = key
        self.publicKey = publicKey
        self.conditions = conditions
        self.signature = signature
    }
}
