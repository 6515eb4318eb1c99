import CRRTConfiguration
import CRRTDomain
import CRRTStore
import Glibc
import JournalProof
import Systemd

/// `crrtd --restore PATH`: replaces the database by a backup, after checking and showing it. The daemon must not be running.
struct Restore {
    let path: String
    let paths: Paths
    /// Whether to check and show only.
    let checkOnly: Bool
    /// Whether to go on without asking.
    let yes: Bool
    /// Files with public keys whose signatures count, besides the daemon's own.
    let publicKeys: [String]

    func run() throws {
        umask(0o077)
        // The backup is opened as the calling user. Everything else is done as the daemon's user.
        let backup = try opened()
        var keys = try SignerKeys(publicKeys)
        try StateFolder.becomeOwner(of: paths.state)
        let configuration = try Daemon.loadConfiguration(paths)
        try keys.addOwn(configuration.signing, paths)
        let state = checkOnly ? nil : try StateFolder(paths)
        defer { state?.release() }
        try Restore.reportingErrors(path) {
            if !checkOnly { TemporaryFiles.removeStale(in: paths.state) }
            let replacement = try Replacement(of: backup, for: paths.database, keys: keys.all, at: SystemClock.now())
            try keys.check(replacement.inspection.verdict, of: path)
            try checkExercise(replacement.inspection, configuration)
            let kept = ReplacedDatabase.newName(paths)
            show(replacement.inspection, keys: keys.all, kept: kept, heldInjects: replacement.heldInjects)
            if checkOnly { return }
            try ReplacedDatabase.confirm("Replace the database?", yes: yes)
            try replacement.putInPlace(keeping: kept)
            print("done; next: \(RecoveryCommands(paths).start)")
        }
    }

    private func opened() throws -> (file: Int32, log: Int32?, rollback: Int32?) {
        // O_NONBLOCK, so that opening a FIFO does not block.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        guard file >= 0, fstat(file, &status) == 0 else {
            throw BootFailure.unavailable("\(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw BootFailure.configuration("\(path) is not a regular file") }
        return (file, try openSideFile("-wal"), try openSideFile("-journal"))
    }

    /// Opens a side file of the backup; nil where there is none.
    private func openSideFile(_ end: String) throws -> Int32? {
        let file = open(path + end, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw BootFailure.configuration("\(path)\(end) is not a regular file")
        }
        return file
    }

    /// Refuses the database of an exercise for a real instance, and the reverse.
    private func checkExercise(_ inspection: DatabaseInspection, _ configuration: Configuration) throws {
        guard let exercise = inspection.exercise, exercise != configuration.exercise else { return }
        throw BootFailure.configuration(
            exercise
                ? "\(path) is of an exercise, and this instance is the real one; nothing was changed"
                : "\(path) is of the real instance, and this one is an exercise; nothing was changed")
    }

    /// Reports errors of the copy as errors of the backup.
    private static func reportingErrors(_ path: String, _ body: () throws -> Void) throws {
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
            case .cannotOpen(let path, let reason): throw BootFailure.unavailable("\(path): \(reason); \(untouched)")
            }
        }
    }
}

// MARK: - Output

extension Restore {
    private func show(_ inspection: DatabaseInspection, keys: [VerifyingKey], kept: String, heldInjects: Int) {
        print("backup    \(SafeText.oneLine(path))")
        for line in Restore.lines(inspection) { print("          \(line)") }
        if inspection.version < DatabaseInspection.currentSchemaVersion {
            print("          schema \(inspection.version), to be brought up to \(DatabaseInspection.currentSchemaVersion)")
        }
        print("          \(Restore.signatures(inspection.verdict, keys))")
        if heldInjects > 0 {
            let injects = counted(heldInjects, "planned inject", "planned injects")
            print("          \(injects) whose time has passed: crrtctl inject release or cancel, by exercise control")
        }
        print("replaces  \(SafeText.oneLine(paths.database))")
        guard access(paths.database, F_OK) == 0 else { return print("          which is not there") }
        do {
            let present = try DatabaseInspection.at(paths.database)
            for line in Restore.lines(present) { print("          \(line)") }
            let lost = present.verdict.entries - inspection.verdict.entries
            let entries = lost == 1 ? "journal entry of it is" : "\(lost) journal entries of it are"
            if lost > 0 { print("          the last \(entries) not in the backup") }
        } catch {
            print("          which cannot be used: \(SafeText.oneLine("\(error)"))")
        }
        if !checkOnly { print("          kept as \(SafeText.oneLine(kept)), \(ReplacedDatabase.warning)") }
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
