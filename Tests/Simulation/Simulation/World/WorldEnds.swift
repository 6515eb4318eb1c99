import CRRTDomain
import CRRTStore
import Foundation
import JournalProof
import SimulatedDisk

/// How the daemon ends and comes back.
extension World {
    /// An ordinary stop and start.
    func restart(_ step: Step) throws {
        moveAway(false)
        let full = isFull
        if full { disk.heal() }
        isFull = false
        process?.background.run()
        try follow()
        try stop()
        try startAgain("after a stop")
    }

    func stop() throws {
        do { try process?.stop() } catch { throw Violation(.starts, "the daemon does not stop: \(error)") }
        process = nil
        watches = [:]
    }

    /// A sudden end, and a start with what is left.
    func fall(_ survival: Trouble.Survival) throws {
        moveAway(false)
        coverage.count(fault: "end: \(survival.rawValue)")
        try changeDisk(survival)
        try startAgain("after an end that left \(survival.rawValue)")
    }

    /// After a power cut in the middle of a step, or an end of the daemon's own.
    func recover() throws {
        if disk.isFrozen {
            try changeDisk(cutLeaves)
        } else {
            coverage.count(fault: "end: the daemon's own")
            // Neither synced nor closed: what is on the disk is what the next start goes by.
            try changeDisk(.everything)
        }
        // On the new disk: what is frozen cannot be renamed.
        moveAway(false)
        try startAgain("after an end in the middle of a step")
    }

    /// Starts, and holds what is there against what was acknowledged.
    func startAgain(_ when: String) throws {
        do { try start() } catch {
            throw Violation(.starts, "\(when): \(error)")
        }
        try checkHead(when)
        let known = model.head.seq
        try follow()
        coverage.count(event: model.head.seq > known ? "start: finds more than was acknowledged" : "start")
        hasStartedAgain = true
    }

    /// What was acknowledged is there.
    private func checkHead(_ when: String) throws {
        guard let process, model.head.seq > 0 else { return }
        let there = try process.store.read { try $0.journal(since: model.head.seq - 1, limit: 1).first }
        guard let there, there.seq == model.head.seq, there.hash == model.head.hash else {
            let last = try process.store.read { try $0.seq() }
            throw Violation(.durable, "\(when): entry \(model.head.seq) was acknowledged, and the journal ends with \(last)")
        }
    }

    // MARK: - Backups

    func backup(_ number: Int, _ step: Step) throws {
        let path = path(ofBackup: number)
        unlink(path)
        backups[number] = nil
        let answer = try ask(
            SimulatedRequest("io.crrtd.Service.Backup", #"{"path":"\#(path)"}"#, by: Cast.root), trouble: step.trouble)
        try follow()
        guard answer.kind == .done else { return }
        backups[number] = Kept(name: path, model: model)
    }

    func restore(_ number: Int, _ step: Step) throws {
        guard let kept = backups[number] else { return }
        process?.background.run()
        try follow()
        moveAway(false)
        if isFull { disk.heal() }
        isFull = false
        let epoch = try self.epoch()
        try stop()
        let file = open(path(ofBackup: number), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Violation(.backup, "the backup \(number) is not there") }
        defer { close(file) }
        arm(step.trouble)
        do {
            let replacement = try Replacement(
                of: (file, nil, nil), for: SimulatedProcess.database(disk), keys: keys, at: clock.now)
            try replacement.putInPlace(keeping: disk.folder + "/kept-\(step.number).db")
        } catch {
            let failed = step.trouble != nil
            disarm()
            if disk.isFrozen { try changeDisk(cutLeaves) }
            guard failed else { throw Violation(.backup, "the backup \(number) cannot be restored: \(error)") }
            return try startAfterRestore(kept, unlike: epoch)
        }
        disarm()
        if disk.isFrozen { try changeDisk(cutLeaves) }
        unlinkKept(step)
        try startAfterRestore(kept, unlike: epoch)
    }

    /// The database is the old one or the new one, whole.
    /// The replaced database would keep names that are erased later.
    private func unlinkKept(_ step: Step) { for end in ["", "-wal", "-journal"] { unlink(disk.folder + "/kept-\(step.number).db" + end) } }

    private func startAfterRestore(_ kept: Kept, unlike epoch: String) throws {
        do { try start() } catch { throw Violation(.starts, "after a restore: \(error)") }
        if try self.epoch() != epoch {
            (model, shownParts) = (kept.model, [:])
            coverage.count(event: "restore")
            // Names that were erased after the backup was made are back.
            erased.subtract(model.names.values)
            erased.subtract(model.companies.values)
            erased.subtract(model.contacts.values.flatMap(\.values))
        } else {
            coverage.count(event: "restore: the old one stays")
        }
        try checkHead("after a restore")
        try follow()
    }

    private func epoch() throws -> String {
        guard let process else { return "" }
        return try process.store.read { try $0.epochs().last?.id ?? "" }
    }

    func rebuild(_ step: Step) throws {
        process?.background.run()
        try follow()
        moveAway(false)
        if isFull { disk.heal() }
        isFull = false
        try stop()
        arm(step.trouble)
        do {
            let replacement = try Replacement(rebuilding: SimulatedProcess.database(disk), keys: keys)
            try replacement.putInPlace(keeping: disk.folder + "/kept-\(step.number).db")
        } catch {
            disarm()
            guard step.trouble != nil else { throw Violation(.rows, "the rows cannot be made anew: \(error)") }
        }
        disarm()
        if disk.isFrozen { try changeDisk(cutLeaves) }
        unlinkKept(step)
        coverage.count(event: "rebuild")
        try startAgain("after rows were made anew")
        try checkDeeply()
    }
}
