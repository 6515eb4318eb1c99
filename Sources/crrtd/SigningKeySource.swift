import CRRTConfiguration
import CRRTStore
import Glibc
import JournalProof
import Logging

/// Where the key comes from that the journal is signed with: the file that the configuration names, else the service manager's
/// credential. It is in no argument, no environment variable and no log.
enum SigningKeySource {
    private static let credential = "signing-key"

    /// nil: there is none; the log says so, and warns where earlier starts had one.
    static func key(_ policy: SigningPolicy, _ places: Places, _ store: Store, _ log: Logger) throws -> SigningKey? {
        if let key = try read(policy, places, .ownFile) {
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

    /// Whose signatures are the daemon's own; nil: there is no key, or none that is to be seen from outside of the unit.
    static func verifyingKey(_ policy: SigningPolicy, _ places: Places) throws -> VerifyingKey? {
        try read(policy, places, geteuid() == 0 ? .othersFile : .ownFile)?.verifyingKey
    }

    /// Whether what there is can be used.
    static func check(_ policy: SigningPolicy, _ places: Places) throws {
        _ = try read(policy, places, geteuid() == 0 ? .othersFile : .ownFile)
    }

    private static func read(_ policy: SigningPolicy, _ places: Places, _ custody: KeyFile.Custody) throws -> SigningKey? {
        do {
            if let path = policy.keyFile { return try KeyFile.signingKey(path, custody) }
            guard let folder = places.credentials else { return nil }
            guard access(folder + "/" + credential, F_OK) == 0 else {
                // There are no others that crrtd would take: one was meant, and without it nothing would be signed.
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
    /// As the configuration wants it.
    private static func whole(_ path: String) -> String {
        guard let text = realpath(path, nil) else { return path }
        defer { free(text) }
        return String(cString: text)
    }

    static func make(_ path: String) throws {
        do {
            let key = try KeyFile.create(path).verifyingKey
            let path = whole(path)
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
