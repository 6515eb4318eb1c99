import CRRTConfiguration
import CRRTStore
import Glibc
import JournalProof
import Systemd

/// `crrtd --rebuild`: the database's rows made anew from its journal. No daemon may be running.
struct RebuildRows {
    let places: Places
    /// Whether to show only.
    let checkOnly: Bool
    /// Whether to go on without asking.
    let yes: Bool
    /// Files with the public keys that the journal was signed by, beside the daemon's own.
    let publicKeys: [String]

    func run() throws {
        umask(0o077)
        var keys = try SignerKeys(publicKeys)
        try StateFolder.becomeOwner(of: places.state)
        let configuration = try Daemon.loadConfiguration(places)
        try keys.addOwn(configuration.signing, places)
        let state = try StateFolder(places)
        defer { state.release() }
        try explaining {
            TemporaryFiles.removeStale(in: places.state)
            let replacement = try Replacement(rebuilding: places.database, keys: keys.all)
            try keys.check(replacement.inspection.verdict, of: places.database)
            let kept = KeptDatabase.newName(places)
            show(replacement.inspection, keys.all, kept, leftBehind: replacement.leftBehind)
            if checkOnly { return }
            try KeptDatabase.confirm("Put the rows made anew in the place of those that are there?", yes: yes)
            try replacement.putInPlace(keeping: kept)
            print("done; next: \(NextStep(places).start)")
        }
    }

    private func show(_ inspection: DatabaseInspection, _ keys: [VerifyingKey], _ kept: String, leftBehind: [String]) {
        print("database  \(SafeText.oneLine(places.database))")
        do {
            let version = try DatabaseInspection.at(places.database).version
            let isPresent = version == DatabaseInspection.currentSchemaVersion
            print("          " + (isPresent ? "every row is what the journal says" : "schema \(version), to be brought up"))
        } catch StoreError.rowsDiffer(_, let reason) {
            print("          \(SafeText.oneLine(reason))")
        } catch {
            print("          \(SafeText.oneLine("\(error)"))")
        }
        print("anew      from its journal; names, receipts and checkpoints are taken over")
        for row in leftBehind { print("          left behind, as it cannot be read: \(SafeText.oneLine(row))") }
        for line in Restore.lines(inspection) { print("          \(line)") }
        print("          \(Restore.signatures(inspection.verdict, keys))")
        if !checkOnly { print("          the database that was there is kept as \(SafeText.oneLine(kept))") }
    }

    private func explaining(_ body: () throws -> Void) throws {
        do { try body() } catch let error as StoreError {
            let untouched = "nothing was changed"
            let backup = "\(NextStep(places).restore) puts a backup in its place"
            switch error {
            case .damaged(_, let reason), .journalBroken(_, let reason), .rowsDiffer(_, let reason):
                throw BootFailure.damaged("\(places.database) cannot be made anew from its journal: \(reason); \(untouched); \(backup)")
            case .notOurs: throw BootFailure.configuration("\(error); \(untouched); \(backup)")
            case .tooNew: throw BootFailure.configuration("\(error); \(untouched)")
            case .notCopied(let reason): throw BootFailure.unavailable("\(places.database): \(reason); \(untouched)")
            case .cannotOpen(let place, let reason): throw BootFailure.unavailable("\(place): \(reason); \(untouched)")
            }
        }
    }
}
