import CRRTConfiguration
import CRRTStore
import Glibc
import JournalProof
import Logging

/// Finds the key that signs the journal: in the file that the configuration names, else in the service manager's credential. It is in no
/// argument, environment variable or log.
enum SigningKeySource {
    private static let credential = "signing-key"

    /// The signing key; nil where there is none. That is logged, with a warning if earlier starts had one.
    static func key(_ policy: SigningPolicy, _ paths: Paths, _ store: Store, _ log: Logger) throws -> SigningKey? {
        if let key = try read(policy, paths, .ownFile) {
            log.notice("the journal is signed", metadata: ["key": "\(key.verifyingKey.id)"])
            return key
        }
        if let last = try store.read({ try $0.lastCheckpoint() }) {
            log.warning(
                "the journal is signed up to entry \(last.seq), and no further: there is no signing key now; see 'Sign' in operations.md",
                metadata: ["key": "\(last.key)"])
        } else {
            log.notice("the journal is not signed: there is no signing key; crrtd --new-signing-key FILE makes one")
        }
        return nil
    }

    /// The daemon's public key; nil where there is none, or none that is readable outside the unit.
    static func verifyingKey(_ policy: SigningPolicy, _ paths: Paths) throws -> VerifyingKey? {
        try read(policy, paths, geteuid() == 0 ? .othersFile : .ownFile)?.verifyingKey
    }

    /// Checks that the configured key can be used, if there is one.
    static func check(_ policy: SigningPolicy, _ paths: Paths) throws {
        _ = try read(policy, paths, geteuid() == 0 ? .othersFile : .ownFile)
    }

    private static func read(_ policy: SigningPolicy, _ paths: Paths, _ ownership: KeyFile.Ownership) throws -> SigningKey? {
        do {
            if let path = policy.keyFile { return try KeyFile.signingKey(path, ownership) }
            guard let folder = paths.credentials else { return nil }
            guard access(folder + "/" + credential, F_OK) == 0 else {
                // The unit passes another credential, which must be a mistake, because crrtd uses no other.
                throw ProofError("the unit passes no credential of the name \(credential); write LoadCredential=\(credential):FILE")
            }
            return try KeyFile.signingKey(folder + "/" + credential, .credential)
        } catch {
            throw BootFailure.configuration("the signing key cannot be used: \(error)")
        }
    }
}

/// `crrtd --new-signing-key FILE`.
enum NewSigningKey {
    /// The absolute path, which the configuration requires.
    private static func absolute(_ path: String) -> String {
        guard let text = realpath(path, nil) else { return path }
        defer { free(text) }
        return String(cString: text)
    }

    static func make(_ path: String) throws {
        do {
            let key = try KeyFile.create(path).verifyingKey
            let path = absolute(path)
            print("key \(key.id)")
            print("private: \(path) (keep a copy under lock and key: a lost one is replaced, a stolen one signs)")
            print("public: \(path).pub (give it to those who verify)")
            print(
                "next: LoadCredential=signing-key:\(path) in the unit; or 'signingKey: \(path)' in crrtd.yaml, owned by the daemon's user")
        } catch {
            throw BootFailure.cannotCreate("no key was made: \(error)")
        }
    }
}
