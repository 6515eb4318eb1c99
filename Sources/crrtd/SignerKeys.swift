import CRRTConfiguration
import CRRTDomain
import JournalProof

/// Whose signatures of a journal count: the keys of `--public-key`, and the daemon's own.
struct SignerKeys {
    private let given: [(path: String, key: VerifyingKey)]
    private var own: VerifyingKey?

    /// - Throws: `BootFailure` where a file holds no public key.
    init(_ paths: [String]) throws {
        do { given = try paths.map { ($0, try KeyFile.verifyingKey($0)) } } catch {
            throw BootFailure.configuration("\(error)")
        }
    }

    mutating func addOwn(_ policy: SigningPolicy, _ paths: Paths) throws {
        own = try SigningKeySource.verifyingKey(policy, paths)
    }

    var all: [VerifyingKey] { given.map(\.key) + (own.map { [$0] } ?? []) }

    /// Checks that a given key has signed the journal. The daemon's own key is no substitute, because the given one was to be verified.
    ///
    /// - Parameter path: the file with the journal.
    /// - Throws: `BootFailure` with status 74 where keys are given and none of them has signed the journal.
    func check(_ verdict: JournalVerdict, of path: String) throws {
        guard !given.isEmpty, verdict.entries > 0, given.allSatisfy({ !verdict.signers.contains($0.key.id) }) else { return }
        let keys = given.map { "\($0.key.id) (\($0.path))" }.joined(separator: ", ")
        let others = verdict.unchecked + verdict.checkpoints
        let found = others == 0 ? "it is not signed" : "\(counted(others, "checkpoint is", "checkpoints are")) by other keys"
        throw BootFailure.damaged(
            "\(path): its journal is signed by no checkpoint of key \(keys): \(found); nothing was changed; compare the id with that of "
                + "the daemon that wrote it, which its crrtctl audit verify names, and give that one's public key")
    }
}
