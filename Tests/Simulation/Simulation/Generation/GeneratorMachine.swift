import CRRTDomain
import CRRTProtocol
import Glibc

/// What the machine, its administrator and its power supply do.
extension Generator {
    mutating func machineAction(_ world: World) -> Step.Action? {
        // Trouble that lasts is over after a while.
        if world.isFull, chance(40) { return .heal }
        if world.isAway, chance(60) { return .putBack }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<12: return .restart
        case 12..<26: return .kill
        case 26..<44: return .cut(pick([.synced, .synced, .drawn, .everything]))
        case 44..<60: return .configure(pick([0, 0, 0, 1, 2, 3, 4, 5, 6]))
        case 60..<77:
            // A life that has made a backup is likely to need it.
            let needsBackup = world.backups.isEmpty || chance(30)
            return needsBackup ? .backup(Int.random(in: 0..<3, using: &random)) : .restore(pick(world.backups.keys.sorted()))
        case 77..<80: return .rebuild
        case 80..<82: return .verify
        // Two worlds that differ in what is hidden differ where the clock is set. Behind the journal, the time of a caller's own entry
        // tells that something is recorded (decision 0010). After a jump ahead, or once the disk has room again, what is due happens at
        // the next commit, or within a minute.
        case _ where scope != .all: return nil
        case 82..<88: return .fillUp
        case 88..<92: return .moveAway
        default:
            let jumps: [Int64] = [-86_400_000, -3_600_000, -1000, 1000, 7_200_000, 86_400_000 * 2]
            return .setClock(milliseconds: pick(jumps))
        }
    }

    mutating func watchAction(_ world: World) -> Step.Action {
        let number = Int.random(in: 0..<3, using: &random)
        guard let watch = world.watches[number], chance(80) else {
            let parameters = chance(50) ? Journal.Watch.Parameters(since: 0) : .init()
            var request = call(
                Journal.Watch.self, parameters, by: pick([Cast.auditor, Cast.auditor, Cast.duty, Cast.contact("EST")]), world)
            request.more = true
            return .watch(number, request)
        }
        return watch.isHeld ? .release(number) : chance(70) ? .hold(number) : .leave(number)
    }

    /// Mostly to where people can do what comes next; now and then past it, so that proposals lapse and people are overdue.
    mutating func timeAction(_ world: World) -> Step.Action {
        let waiting = taskings(world).suffix(6).compactMap { world.model.taskings[$0] }
            .filter { [.ordered, .moving].contains($0.state) && $0.period.start > world.clock.now }
        if chance(50), let next = waiting.map(\.period.start).min() {
            return .wait(milliseconds: next.milliseconds - world.clock.now.milliseconds + pick([0, 0, 1, 3_600_000]))
        }
        let short: [Int64] = [1, 1000, 60_000, 61_000, 600_000, 3_600_000]
        return .wait(milliseconds: chance(75) ? pick(short) : pick([7_200_000, 7_200_000, 46_800_000, 108_000_000]))
    }

    mutating func callTrouble() -> Trouble {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3: return .cut(at: Int.random(in: 1...12, using: &random), pick([.everything, .synced, .synced, .drawn, .drawn]))
        case 3..<5: return .kill(afterPieces: Int.random(in: 0...4, using: &random))
        default: return failure(most: 12)
        }
    }

    private mutating func failure(most: Int) -> Trouble {
        let operation = pick([Trouble.Operation.write, .write, .write, .sync, .sync, .sync, .read, .read, .lock, .open, .map, .truncate])
        let error = operation == .write ? pick([ENOSPC, ENOSPC, EIO, EIO, EDQUOT]) : operation == .map ? ENOMEM : EIO
        let short = operation == .write && chance(40) ? pick([1, 100, 4000]) : 0
        // A step syncs once or twice, and writes and reads often.
        let last = operation == .sync ? min(most, 2) : most
        return .fail(operation, at: Int.random(in: 1...last, using: &random), errno: error, shortBy: short)
    }

    /// - Returns: nil where the step stands for itself.
    mutating func machineTrouble(_ action: Step.Action) -> Trouble? {
        switch action {
        case .backup, .restore, .rebuild:
            chance(50)
                ? .cut(at: Int.random(in: 1...120, using: &random), pick([.everything, .synced, .drawn])) : failure(most: 60)
        default: nil
        }
    }
}
