/// Keys as text: PEM (RFC 7468) of the standard structures, which other programs can read.
///
/// A private key is PKCS #8 (RFC 5958) with the seed alone, a public key a SubjectPublicKeyInfo, both as RFC 9881 defines them for ML-DSA.
/// All parts of these structures have a fixed length. So their DER is a fixed prefix followed by the key, and no ASN.1 parser is needed.
enum KeyEncoding {
    /// SEQUENCE { INTEGER 0, SEQUENCE { 2.16.840.1.101.3.4.3.18 }, OCTET STRING { [0] of 32 bytes } }
    private static let privatePrefix: [UInt8] =
        [
            0x30, 0x34, 0x02, 0x01, 0x00, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x12, 0x04, 0x22, 0x80,
            0x20,
        ]
    /// SEQUENCE { SEQUENCE { 2.16.840.1.101.3.4.3.18 }, BIT STRING of 1,952 bytes }
    private static let publicPrefix: [UInt8] =
        [
            0x30, 0x82, 0x07, 0xb2, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x12, 0x03, 0x82, 0x07, 0xa1,
            0x00,
        ]
    private static let seedBytes = 32
    private static let publicBytes = 1952

    static func text(_ key: SigningKey) -> String { pem("PRIVATE KEY", privatePrefix + key.seed) }
    static func text(_ key: VerifyingKey) -> String { pem("PUBLIC KEY", publicPrefix + key.bytes) }

    static func signingKey(_ text: String) throws(ProofError) -> SigningKey {
        let seed = try content(text, "PRIVATE KEY", privatePrefix, seedBytes, "made by crrtd --new-signing-key or crrtctl consent new-key")
        return try SigningKey(seed: seed)
    }

    static func verifyingKey(_ text: String) throws(ProofError) -> VerifyingKey {
        try VerifyingKey(content(text, "PUBLIC KEY", publicPrefix, publicBytes, "the .pub file beside the private key"))
    }

    /// Reads a public key in base64 without PEM lines: the raw key, or the structure as in PEM.
    static func bareKey(_ text: String) throws(ProofError) -> VerifyingKey {
        guard let bytes = Base64.bytes(text) else { throw ProofError("it is no base64") }
        let structured = bytes.count == publicPrefix.count + publicBytes && bytes.starts(with: publicPrefix)
        return try VerifyingKey(structured ? Array(bytes.dropFirst(publicPrefix.count)) : bytes)
    }

    private static func pem(_ label: String, _ der: [UInt8]) -> String {
        var rest = Base64.text(der)[...]
        var text = "-----BEGIN \(label)-----\n"
        while !rest.isEmpty {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END \(label)-----\n"
    }

    private static func content(
        _ text: String, _ label: String, _ prefix: [UInt8], _ count: Int, _ hint: String
    ) throws(ProofError) -> [UInt8] {
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
        guard lines.count > 2, lines.first == "-----BEGIN \(label)-----", lines.last == "-----END \(label)-----",
            let der = Base64.bytes(lines.dropFirst().dropLast().joined()), der.count == prefix.count + count, der.starts(with: prefix)
        else { throw ProofError("it holds no \(label.lowercased()) of ML-DSA-65 (\(hint))") }
        return Array(der.dropFirst(prefix.count))
    }
}
