import CRRTDomain
import CRRTProtocol

/// What a tasking waits for: the next step, where it is time for it and the daemon would take it, and concerns about its people.
struct TaskingDecision {
    private let tasking: Taskings.Tasking
    private let data: BoardData
    private let clock: Countdown
    private let start: Instant
    private let end: Instant

    static func all(_ tasking: Taskings.Tasking, _ data: BoardData, _ clock: Countdown) -> [PendingDecision] {
        guard let start = try? Instant(tasking.start), let end = try? Instant(tasking.end) else { return [] }
        let waiting = TaskingDecision(tasking: tasking, data: data, clock: clock, start: start, end: end)
        return [waiting.step, waiting.concern].compactMap { $0 }
    }

    private var request: Requests.Request? { data.request(tasking.request) }
    private var isOver: Bool { clock.isOver(end) }
    private var hasStarted: Bool { clock.isOver(start) }
    private var startsSoon: Bool { clock.isOver(start, within: PendingDecision.missionWarning) }
    private var starts: String { "\(hasStarted ? "started" : "starts") \(clock.distance(to: start))" }
    private var late: String { tasking.lateHours.map { ", LATE by \($0) h" } ?? "" }

    /// - Parameter isPressing: nil to decide by `due`: pressing if that is over, or will be within the hour.
    private func decision(
        _ what: String, _ verb: SuggestedCommand, _ due: Instant, isPressing: Bool? = nil, party: PendingDecision.Party = .duty,
        about other: String? = nil
    ) -> PendingDecision {
        let id = other ?? tasking.id
        return PendingDecision(
            what: what, party: party, precedence: request?.precedence, title: request?.title, command: verb.command(id),
            destination: .tasking(id), isPressing: isPressing ?? clock.isOver(due, within: 1), due: due)
    }
}

// MARK: - Steps

extension TaskingDecision {
    private var step: PendingDecision? {
        if let changed { return changed }
        return switch tasking.state {
        case .consented: order
        case .ordered: isOver ? overdue(.abort) : depart
        case .moving: isOver ? overdue(.release) : begin
        case .onTask: isOver ? overdue(.release) : release
        case .returning: isOver ? overdue(.close) : decision("close, once all are home", .close, end)
        default: nil
        }
    }

    /// The steps that remain when no forward step is possible.
    private var waysHome: String {
        switch tasking.state {
        case .consented: "abort"
        case .ordered: "recall or abort"
        case .returning: "close, once all are home"
        default: "release, recall or abort"
        }
    }

    /// Past the agreed end every step forward is refused.
    private func overdue(_ verb: SuggestedCommand) -> PendingDecision { decision("\(clock.left(until: end)): \(waysHome)", verb, end) }

    /// The decision once the terms differ from those that were consented to, for the desk and for a nation that is told of it.
    private var changed: PendingDecision? {
        guard tasking.termsChanged == true, [.consented, .ordered, .moving, .onTask].contains(tasking.state) else { return nil }
        let hasLeft = tasking.state == .moving || tasking.state == .onTask
        let words = "terms changed: "
        let since = isOver ? "\(clock.left(until: end)), " : ""
        let due = isOver || tasking.state == .onTask ? end : start
        guard let nation = data.onlyNation else { return decision(since + words + waysHome, hasLeft ? .release : .abort, due) }
        let party = PendingDecision.Party.nation(nation)
        if tasking.nations.contains(nation) { return decision(since + words + "recall?", .recall, due, party: party) }
        // The host releases people who have departed. Before that, it revokes its consent.
        return hasLeft
            ? decision(since + words + "release?", .release, due, party: party)
            : decision(since + words + "revoke?", .revoke, due, party: party)
    }

    private var order: PendingDecision? {
        if isOver { return decision("abort, its period ended \(clock.distance(to: end))", .abort, end) }
        if let held = tasking.committed?.first {
            return decision("cannot be ordered: \(ProposalText.serves(held.expert, held.tasking))", .abort, start)
        }
        let presses = tasking.lateHours != nil ? true : nil
        return decision("order, all agreed\(late)", .order, start, isPressing: presses, party: .authority)
    }

    private var depart: PendingDecision? {
        guard startsSoon else { return nil }
        if let prior { return waits(for: prior) }
        if request?.mode == .remote { return hasStarted ? decision("begin, \(starts)\(late)", .begin, start) : nil }
        return decision("depart, \(starts)\(late)", .depart, start)
    }

    private var begin: PendingDecision? {
        guard hasStarted else { return nil }
        return prior.map(waits) ?? decision("begin, \(starts)", .begin, start)
    }

    private var release: PendingDecision? {
        guard tasking.extension == nil, clock.isOver(end, within: PendingDecision.missionWarning) else { return nil }
        return decision("release? ends \(clock.distance(to: end))", .release, end)
    }

    /// The tasking in which one of its people serves first: under way, or ordered for an earlier time. This tasking cannot depart until
    /// that one is closed, recalled or aborted.
    private var prior: Taskings.Tasking? {
        data.taskings(with: tasking.assignments.map(\.expert)).first { $0.id != tasking.id && isServedFirst($0) }
    }

    private func isServedFirst(_ other: Taskings.Tasking) -> Bool {
        switch other.state {
        case .moving, .onTask, .returning: true
        case .ordered: (try? Instant(other.start)).map { $0 < start } ?? false
        case .awaitingConsent, .consented, .closed, .declined, .recalled, .aborted: false
        }
    }

    private func waits(for other: Taskings.Tasking) -> PendingDecision {
        decision("\(tasking.id) waits for its people, \(starts)", .show, start, about: other.id)
    }
}

// MARK: - Concerns

extension TaskingDecision {
    /// A rule's objection to something in an ordered tasking. A person decides whether to recall, abort or go on.
    private var concern: PendingDecision? {
        guard [.ordered, .moving, .onTask].contains(tasking.state), let concerns = tasking.concerns, let first = concerns.first else {
            return nil
        }
        let more = concerns.count > 1 ? ", \(concerns.count - 1) more" : ""
        return decision("concern: \(first.record) \(first.code)\(more)", .show, end, isPressing: false)
    }
}
