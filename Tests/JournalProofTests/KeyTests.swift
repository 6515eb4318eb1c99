import Crypto
import Foundation
import Testing

@testable import JournalProof

@Suite("Keys")
struct KeyTests {
    static let seed = (0..<32).map { UInt8($0) }

    /// RFC 9881 writes the private key of this seed so.
    @Test("a private key is written as RFC 9881 has it")
    func privateText() throws {
        let key = try SigningKey(seed: Self.seed)
        let text = """
            -----BEGIN PRIVATE KEY-----
            MDQCAQAwCwYJYIZIAWUDBAMSBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZ
            GhscHR4f
            -----END PRIVATE KEY-----

            """
        #expect(KeyEncoding.text(key) == text)
        #expect(try KeyEncoding.signingKey(text).verifyingKey == key.verifyingKey)
    }

    @Test("a public key is read back from its text and from bare base64, with or without its structure")
    func publicText() throws {
        let key = try SigningKey(seed: Self.seed).verifyingKey
        let text = KeyEncoding.text(key)
        #expect(try KeyEncoding.verifyingKey(text) == key)
        #expect(try KeyEncoding.bareKey(Base64.text(key.bytes)) == key)
        #expect(try KeyEncoding.bareKey(text.split(separator: "\n").dropFirst().dropLast().joined()) == key)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 64 })
        #expect(key.id == Hexadecimal.text(SHA256.hash(data: key.bytes).prefix(16)))
    }

    @Test("what is no key is refused", arguments: ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "MDQCAQAw"])
    func noKey(text: String) {
        #expect(throws: ProofError.self) { try KeyEncoding.signingKey(text) }
        #expect(throws: ProofError.self) { try KeyEncoding.verifyingKey(text) }
        #expect(throws: ProofError.self) { try KeyEncoding.bareKey(text) }
    }

    @Test("a private key is not taken for a public one, nor the other way round")
    func mixedUp() throws {
        let key = try SigningKey(seed: Self.seed)
        #expect(throws: ProofError.self) { try KeyEncoding.verifyingKey(KeyEncoding.text(key)) }
        #expect(throws: ProofError.self) { try KeyEncoding.signingKey(KeyEncoding.text(key.verifyingKey)) }
    }

    @Test("a signature counts for its text, its context and its key alone")
    func signatures() throws {
        let (key, other) = (try SigningKey(seed: Self.seed), try SigningKey())
        let signature = try key.signature(of: [1, 2, 3], for: .checkpoint)
        #expect(signature.count == 3309)
        #expect(key.verifyingKey.accepts(signature, of: [1, 2, 3], for: .checkpoint))
        #expect(!key.verifyingKey.accepts(signature, of: [1, 2, 4], for: .checkpoint))
        #expect(!key.verifyingKey.accepts(signature, of: [1, 2, 3], for: .consent))
        #expect(!other.verifyingKey.accepts(signature, of: [1, 2, 3], for: .checkpoint))
        #expect(!key.verifyingKey.accepts([], of: [1, 2, 3], for: .checkpoint))
    }

    @Test("nothing that is printed of a key holds its seed")
    func printing() throws {
        let key = try SigningKey(seed: Self.seed)
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped, "\([key])"] {
            #expect(text.contains(key.verifyingKey.id) || !text.contains("0"), "\(text)")
            #expect(!text.contains("31") || text.contains(key.verifyingKey.id))
        }
        #expect("\(key)" == "signing key \(key.verifyingKey.id)")
        #expect(!dumped.contains("seed") && !dumped.contains("impl"))
    }

    @Test("base64 and hexadecimal go there and back; one text per value")
    func encodings() {
        for count in 0...64 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
            #expect(Base64.text(bytes) == Data(bytes).base64EncodedString())
            #expect(Base64.bytes(Base64.text(bytes)) == bytes)
            #expect(Hexadecimal.bytes(Hexadecimal.text(bytes)) == bytes)
        }
        for text in ["A", "AA", "AAA", "AA=A", "AB==", "A===", "====", "AAAA=", "AA==AAAA", "A A=", "ää"] {
            #expect(Base64.bytes(text) == nil)
        }
        for text in ["a", "0g", "0x", "+1"] { #expect(Hexadecimal.bytes(text) == nil) }
    }
}
