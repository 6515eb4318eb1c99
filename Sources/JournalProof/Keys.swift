import Crypto

/// What is wrong with a key, a signature or a file that is to be proven, in words for people.
public struct ProofError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}

/// What a signature is for. ML-DSA's context string (FIPS 204 section 5.2) keeps a signature of one kind from passing for another.
enum SigningContext: String {
    case checkpoint = "io.crrtd.checkpoint.v1"
    case consent = "io.crrtd.consent.v1"

    var bytes: [UInt8] { Array(rawValue.utf8) }
}

/// A public key of ML-DSA-65 (FIPS 204): 1,952 bytes.
public struct VerifyingKey: Sendable, Hashable {
    public let bytes: [UInt8]
    /// The first 16 bytes of the key's SHA-256, hexadecimal: what people compare.
    public let id: String

    public init(_ bytes: [UInt8]) throws(ProofError) {
        do { _ = try MLDSA65.PublicKey(rawRepresentation: bytes) } catch {
            throw ProofError("it is no public key of ML-DSA-65, which has 1952 bytes; this has \(bytes.count)")
        }
        self.init(checked: bytes)
    }

    fileprivate init(checked bytes: [UInt8]) {
        self.bytes = bytes
        id = Hexadecimal.text(SHA256.hash(data: bytes).prefix(16))
    }

    func accepts(_ signature: [UInt8], of text: [UInt8], for context: SigningContext) -> Bool {
        guard let key = try? MLDSA65.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: text, context: context.bytes)
    }
}

/// A private key of ML-DSA-65, kept as its 32 bytes of seed (FIPS 204, algorithm 1: ξ).
public struct SigningKey: Sendable {
    private let key: MLDSA65.PrivateKey
    public let verifyingKey: VerifyingKey

    /// A new one, from the system's random numbers.
    public init() throws(ProofError) {
        do { try self.init(MLDSA65.PrivateKey()) } catch { throw ProofError("no key could be made") }
    }

    init(seed: [UInt8]) throws(ProofError) {
        do { try self.init(MLDSA65.PrivateKey(seedRepresentation: seed, publicKey: nil)) } catch {
            throw ProofError("it is no private key of ML-DSA-65")
        }
    }

    private init(_ key: MLDSA65.PrivateKey) throws {
        self.key = key
        verifyingKey = VerifyingKey(checked: Array(key.publicKey.rawRepresentation))
    }

    var seed: [UInt8] { Array(key.seedRepresentation) }

    func signature(of text: [UInt8], for context: SigningContext) throws(ProofError) -> [UInt8] {
        do { return Array(try key.signature(for: text, context: context.bytes)) } catch { throw ProofError("the key does not sign") }
    }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
    /// The key's id: whatever is printed of a key by mistake, the seed is not in it.
    public var description: String { "signing key \(verifyingKey.id)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
