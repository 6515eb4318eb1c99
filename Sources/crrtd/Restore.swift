import CRRTConfiguration
import CRRTDomain
import CRRTStore
import Glibc
import JournalProof
import Systemd

/// `crrtd --restore PATH`: a backup in the place of the database, checked before and shown before. No daemon may be running.
struct Restore {
    let path: String
    let places: Places
    /// Whether to check and show only.
    let checkOnly: Bool
    /// Whether to go on without asking.
    let yes: Bool
    /// Files with the public keys that the journal was signed by, beside the daemon's own.
    let publicKeys: [String]

    func run() throws {
        umask(0o077)
        // Read as the calling user; everything else is done as the daemon.
        let backup = try opened()
        var keys = try SignerKeys(publicKeys)
        try StateFolder.becomeOwner(of: places.state)
        let configuration = try Daemon.loadConfiguration(places)
        try keys.addOwn(configuration.signing, places)
        let state = checkOnly ? nil : try StateFolder(places)
        defer { state?.release() }
        try Restore.explaining(path) {
            if !checkOnly { TemporaryFiles.removeStale(in: places.state) }
            let replacement = try Replacement(of: backup, for: places.database, keys: keys.all, at: SystemClock.now())
            try keys.check(replacement.inspection.verdict, of: path)
            try checkWorld(replacement.inspection, configuration)
            let kept = KeptDatabase.newName(places)
            show(replacement.inspection, keys: keys.all, kept: kept)
            if checkOnly { return }
            try KeptDatabase.confirm("Replace the database?", yes: yes)
            try replacement.putInPlace(keeping: kept)
            print("done; next: \(NextStep(places).start)")
        }
    }

    private func opened() throws -> (file: Int32, log: Int32?, rollback: Int32?) {
        // Not blocking, so that a FIFO in the place of a file is seen and not waited for.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        guard file >= 0, fstat(file, &status) == 0 else {
            throw BootFailure.unavailable("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw BootFailure.configuration("\(path) is not a regular file") }
        return (file, try beside("-wal"), try beside("-journal"))
    }

    /// A file beside the backup, where there is one.
    private func beside(_ end: String) throws -> Int32? {
        let file = open(path + end, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw BootFailure.configuration("\(path)\(end) is not a regular file")
        }
        return file
    }

    /// An exercise's database in the real instance's place would look like the real one.
    private func checkWorld(_ inspection: DatabaseInspection, _ configuration: Configuration) throws {
        guard let exercise = inspection.exercise, exercise != configuration.exercise else { return }
        throw BootFailure.configuration(
            exercise
                ? "\(path) is of an exercise, and this instance is the real one; nothing was changed"
                : "\(path) is of the real instance, and this one is an exercise; nothing was changed")
    }

    /// What is wrong with the copy is told of the backup.
    private static func explaining(_ path: String, _ body: () throws -> Void) throws {
        do { try body() } catch let error as StoreError {
            let untouched = "nothing was changed"
            switch error {
            case .damaged(_, let reason), .journalBroken(_, let reason), .rowsDiffer(_, let reason):
                throw BootFailure.damaged("\(path) cannot be restored, it is damaged: \(reason); \(untouched)")
            case .notOurs: throw BootFailure.configuration("\(path) is no database of crrtd; \(untouched)")
            case .tooNew(_, let version, let known):
                throw BootFailure.configuration(
                    "\(path) has schema \(version), this crrtd knows up to \(known): install the newer crrtd; \(untouched)")
            case .notCopied(let reason): throw BootFailure.unavailable("\(path): \(reason); \(untouched)")
            case .cannotOpen(let place, let reason): throw BootFailure.unavailable("\(place): \(reason); \(untouched)")
            }
        }
    }
}

// MARK: - What is shown

extension Restore {
    private func show(_ inspection: DatabaseInspection, keys: [VerifyingKey], kept: String) {
        print("backup    \(SafeText.oneLine(path))")
        for line in Restore.lines(inspection) { print("          \(line)") }
        if inspection.version < DatabaseInspection.currentSchemaVersion {
            print("          schema \(inspection.version), to be brought up to \(DatabaseInspection.currentSchemaVersion)")
        }
        print("          \(Restore.signatures(inspection.verdict, keys))")
        print("replaces  \(SafeText.oneLine(places.database))")
        guard access(places.database, F_OK) == 0 else { return print("          which is not there") }
        do {
            let present = try DatabaseInspection.at(places.database)
            for line in Restore.lines(present) { print("          \(line)") }
            let lost = present.verdict.entries - inspection.verdict.entries
            let entries = lost == 1 ? "journal entry of it is" : "\(lost) journal entries of it are"
            if lost > 0 { print("          the last \(entries) not in the backup") }
        } catch {
            print("          which cannot be used: \(SafeText.oneLine("\(error)"))")
        }
        if !checkOnly { print("          kept as \(SafeText.oneLine(kept))") }
    }

    static func lines(_ inspection: DatabaseInspection) -> [String] {
        let counts = inspection.counts
        return [
            "journal up to \(inspection.verdict.entries)" + (inspection.lastAt.map { " of \($0)" } ?? ""),
            "\(counted(counts.experts, "expert", "experts")), \(counted(counts.teams, "team", "teams")), "
                + "\(counted(counts.effects, "effect", "effects")); \(counted(counts.openRequests, "request", "requests")) open, "
                + "\(counted(counts.activeTaskings, "tasking", "taskings")) active",
        ]
    }

    static func signatures(_ verdict: JournalVerdict, _ keys: [VerifyingKey]) -> String {
        if let signed = verdict.signed { return "the journal holds; it is signed up to entry \(signed.seq)" }
        if verdict.unchecked > 0 {
            let checkpoints = counted(verdict.unchecked, "checkpoint is", "checkpoints are")
            return "the journal holds; \(checkpoints) by keys that are not known here: give --public-key FILE"
        }
        return keys.isEmpty ? "the journal holds; it is not signed" : "the journal holds; THE KEY HAS SIGNED NOTHING OF IT"
    }
}
