import Crypto

/// What is wrong with a key, a signature or an exported file, in words.
public struct ProofError: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}

/// The purpose of a signature. ML-DSA's context string (FIPS 204 section 5.2) keeps a signature of one kind from passing for another.
enum SigningContext: String {
    case checkpoint = "io.crrtd.checkpoint.v1"
    case consent = "io.crrtd.consent.v1"

    var bytes: [UInt8] { Array(rawValue.utf8) }
}

/// A public key of ML-DSA-65 (FIPS 204).
public struct VerifyingKey: Sendable, Hashable {
    /// The key, 1,952 bytes.
    public let bytes: [UInt8]
    /// The first 16 bytes of the key's SHA-256, hexadecimal. People compare it.
    public let id: String

    /// - Throws: `ProofError` where the bytes are no public key.
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

/// A private key of ML-DSA-65, kept as its seed of 32 bytes (ξ in FIPS 204, algorithm 1).
public struct SigningKey: Sendable {
    private let key: MLDSA65.PrivateKey
    /// Its public key.
    public let verifyingKey: VerifyingKey

    /// Makes a key from the system's random numbers.
    ///
    /// - Throws: `ProofError` where the library cannot make one.
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
    /// The key's id. Printing a key by mistake never prints its seed.
    public var description: String { "signing key \(verifyingKey.id)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
