import CRRTConfiguration
import CRRTStore
import Glibc
import JournalProof
import Systemd

/// `crrtd --rebuild`: rebuilds the database's rows from its journal. The daemon must not be running.
struct RebuildRows {
    let paths: Paths
    /// Whether to show what would be done, and change nothing.
    let checkOnly: Bool
    /// Whether to go on without asking.
    let yes: Bool
    /// Files with public keys whose signatures count, besides the daemon's own.
    let publicKeys: [String]

    func run() throws {
        umask(0o077)
        var keys = try SignerKeys(publicKeys)
        try StateFolder.becomeOwner(of: paths.state)
        let configuration = try Daemon.loadConfiguration(paths)
        try keys.addOwn(configuration.signing, paths)
        let state = try StateFolder(paths)
        defer { state.release() }
        try reportingErrors {
            TemporaryFiles.removeStale(in: paths.state)
            let replacement = try Replacement(rebuilding: paths.database, keys: keys.all)
            try keys.check(replacement.inspection.verdict, of: paths.database)
            let kept = ReplacedDatabase.newName(paths)
            show(replacement.inspection, keys.all, kept, omittedRows: replacement.omittedRows)
            if checkOnly { return }
            try ReplacedDatabase.confirm("Put the rows made anew in the place of those that are there?", yes: yes)
            try replacement.putInPlace(keeping: kept)
            print("done; next: \(RecoveryCommands(paths).start)")
        }
    }

    private func show(_ inspection: DatabaseInspection, _ keys: [VerifyingKey], _ kept: String, omittedRows: [String]) {
        print("database  \(SafeText.oneLine(paths.database))")
        do {
            let version = try DatabaseInspection.at(paths.database).version
            let isPresent = version == DatabaseInspection.currentSchemaVersion
            print("          " + (isPresent ? "every row is what the journal says" : "schema \(version), to be brought up"))
        } catch StoreError.rowsDiffer(_, let reason) {
            print("          \(SafeText.oneLine(reason))")
        } catch {
            print("          \(SafeText.oneLine("\(error)"))")
        }
        print("anew      from its journal; names, companies, contacts, messages of an exercise, receipts and checkpoints are taken over")
        for row in omittedRows {
            print("          left behind, as it cannot be read or is not what the journal says: \(SafeText.oneLine(row))")
        }
        for line in Restore.lines(inspection) { print("          \(line)") }
        print("          \(Restore.signatures(inspection.verdict, keys))")
        if !checkOnly {
            print("          the database that was there is kept as \(SafeText.oneLine(kept)),")
            print("          \(ReplacedDatabase.warning)")
        }
    }

    private func reportingErrors(_ body: () throws -> Void) throws {
        do { try body() } catch let error as StoreError {
            let untouched = "nothing was changed"
            let backup = "\(RecoveryCommands(paths).restore) puts a backup in its place"
            switch error {
            case .damaged(_, let reason), .journalBroken(_, let reason), .rowsDiffer(_, let reason):
                throw BootFailure.damaged("\(paths.database) cannot be made anew from its journal: \(reason); \(untouched); \(backup)")
            case .notOurs: throw BootFailure.configuration("\(error); \(untouched); \(backup)")
            case .tooNew: throw BootFailure.configuration("\(error); \(untouched)")
            case .notCopied(let reason): throw BootFailure.unavailable("\(paths.database): \(reason); \(untouched)")
            case .cannotOpen(let path, let reason): throw BootFailure.unavailable("\(path): \(reason); \(untouched)")
            }
        }
    }
}
