import CRRTDomain
import CRRTStore
import Foundation
import JournalProof
import SimulatedDisk

/// What each step does to the world, and what is looked at afterwards.
extension World {
    /// Takes one step.
    ///
    /// - Throws: `Violation` where an invariant does not hold afterwards.
    public func take(_ step: Step) throws {
        steps += 1
        coverage.count(step)
        let begin = ContinuousClock.now
        defer { coverage.spend(ContinuousClock.now - begin, on: step.action.name) }
        lastOutcomes = []
        model.forgetFresh()
        process?.background.draw(step.isShuffled ? origin.seed &+ UInt64(step.number) &* 0x9E37 : nil)
        hasMetTrouble = false
        pass(Int64(step.pause))
        if let trouble = step.trouble { type?(Typing.trouble(trouble)) }
        if case .call(let requests) = step.action {
            try call(requests, step)
        } else {
            // The machine's part is typed with the clock as it is afterwards.
            defer { for line in Typing.action(step.action, now: clock.now, sites: files.sites) { type?(line) } }
            try take(step.action, step)
        }
        try settle()
        if hasStartedAgain { try checkNames() }
        if hasErased || hasStartedAgain { try checkErased() }
        (hasStartedAgain, hasErased) = (false, false)
        if steps.isMultiple(of: 500) { try checkDeeply() }
    }

    private func take(_ action: Step.Action, _ step: Step) throws {
        switch action {
        case .call: break
        case .wait(let milliseconds): pass(milliseconds)
        case .setClock(let milliseconds): clock.move(by: milliseconds)
        case .configure(let number): try configure(number, step)
        case .watch(let number, let request): try watch(number, request)
        case .hold(let number): hold(number, true)
        case .release(let number): hold(number, false)
        case .leave(let number): watches.removeValue(forKey: number)?.call.close()
        case .backup(let number): try backup(number, step)
        case .restore(let number): try restore(number, step)
        case .rebuild: try rebuild(step)
        case .restart: try restart(step)
        case .kill: try fall(.everything)
        case .cut(let survival): try fall(survival)
        case .fillUp: (isFull, _) = (true, disk.fillUp())
        case .heal: (isFull, _) = (false, disk.heal())
        case .moveAway: moveAway(true)
        case .putBack: moveAway(false)
        case .verify: try checkDeeply()
        }
    }

    private func pass(_ milliseconds: Int64) {
        guard milliseconds > 0 else { return }
        clock.move(by: milliseconds)
        process?.background.pass(.milliseconds(milliseconds))
    }

    /// Lets the daemon do what waits, then looks.
    func settle() throws {
        guard let process else { return try recover() }
        process.background.run()
        if disk.isFrozen || process.isBroken { try recover() }
        try follow()
        try checkWatches()
        try checkDeadlines()
        try checkParts()
    }

    /// Brings the model up to what the journal says. Where the daemon has done nothing since the last time, nor has the journal grown.
    func follow() throws {
        guard let process, process.background.pieces != piecesFollowed else { return }
        let pieces = process.background.pieces
        do {
            while true {
                let entries = try process.store.read { try $0.journal(since: model.head.seq, limit: 500) }
                for entry in entries {
                    try model.follow(entry, under: site)
                    coverage.count(event: entry.event)
                }
                if entries.count < 500 {
                    try model.checkOwed()
                    piecesFollowed = pieces
                    return
                }
            }
        } catch let violation as Violation {
            throw violation
        } catch {
            throw Violation(.chain, "the journal cannot be read: \(error)")
        }
    }

    // MARK: - The clock and the files

    private func configure(_ number: Int, _ step: Step) throws {
        files.write(number)
        let before = siteInForce
        let isUsable = (try? files.load()) != nil && files.sites[number].exercise == origin.isExercise
        let answer = try ask(SimulatedRequest("io.crrtd.Service.Reload", "{}", by: Cast.root))
        guard (answer.error == nil) == isUsable else {
            throw Violation(.lifeCycle, "a configuration that is \(isUsable ? "good" : "broken") was answered \(answer.error ?? "taken")")
        }
        siteInForce = isUsable ? number : before
        // A start would not go by what a reload has refused.
        if !isUsable { files.write(before) }
    }

    private func hold(_ number: Int, _ isHeld: Bool) {
        guard watches[number] != nil else { return }
        watches[number]?.isHeld = isHeld
        watches[number]?.call.take(!isHeld)
    }

    /// The administrator moves the database away, or puts it back, and syncs. A backup syncs the folder, too, so that without it a power
    /// cut could find the file moved away and not put back.
    func moveAway(_ away: Bool) {
        guard away != isAway else { return }
        let path = SimulatedProcess.database(disk)
        guard rename(away ? path : path + ".away", away ? path + ".away" : path) == 0 else { return }
        isAway = away
        let folder = open(disk.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        fsync(folder)
        close(folder)
    }
}

extension World {
    /// The end of a life: everything is looked at once more, as it is and after a last start, which reads the roster anew.
    public func takeLast() throws {
        moveAway(false)
        disk.heal()
        isFull = false
        try settle()
        guard origin.checks(.signatures, .chain, .rows, .roster, .names, .parts, .durable, .starts) else { return }
        try checkDeeply()
        try fall(.synced)
        try settle()
        try checkDeeply()
    }
}
