import CRRTDomain
import CRRTProtocol

/// What a tasking waits for: the next step, where it is time for it and the daemon would take it, and concerns about its people.
struct TaskingDecision {
    private let tasking: Taskings.Tasking
    private let data: BoardData
    private let clock: Countdown
    private let start: Instant
    private let end: Instant

    static func all(_ tasking: Taskings.Tasking, _ data: BoardData, _ clock: Countdown) -> [Decision] {
        guard let start = try? Instant(tasking.start), let end = try? Instant(tasking.end) else { return [] }
        let waiting = TaskingDecision(tasking: tasking, data: data, clock: clock, start: start, end: end)
        return [waiting.step, waiting.concern].compactMap { $0 }
    }

    private var request: Requests.Request? { data.request(tasking.request) }
    private var isOver: Bool { clock.isOver(end) }
    private var hasStarted: Bool { clock.isOver(start) }
    private var startsSoon: Bool { clock.isOver(start, within: Decision.missionWarning) }
    private var starts: String { "\(hasStarted ? "started" : "starts") \(clock.distance(to: start))" }
    private var late: String { tasking.lateHours.map { ", LATE by \($0) h" } ?? "" }

    private func decision(
        _ what: String, _ verb: String, _ due: Instant, isPressing: Bool, party: Decision.Party = .duty, about other: String? = nil
    ) -> Decision {
        let id = other ?? tasking.id
        return Decision(
            what: what, party: party, precedence: request?.precedence, title: request?.title, command: "crrtctl tasking \(verb) \(id)",
            opening: .tasking(id), isPressing: isPressing, due: due)
    }
}

// MARK: - Steps

extension TaskingDecision {
    private var step: Decision? {
        switch tasking.state {
        case .consented: order
        case .ordered: isOver ? overdue("recall or abort", "abort") : depart
        case .moving: isOver ? overdue("release, recall or abort", "release") : begin
        case .onTask: isOver ? overdue("release, recall or abort", "release") : release
        case .returning:
            isOver ? overdue("close, once all are home", "close") : decision("close, once all are home", "close", end, isPressing: false)
        default: nil
        }
    }

    /// Past the agreed end every step forward is refused.
    private func overdue(_ ways: String, _ verb: String) -> Decision {
        decision("\(clock.left(until: end)): \(ways)", verb, end, isPressing: true)
    }

    private var order: Decision? {
        if isOver { return decision("abort, its period ended \(clock.distance(to: end))", "abort", end, isPressing: true) }
        let isNear = clock.isOver(start, within: 1)
        if tasking.termsChanged == true { return decision("terms changed: abort", "abort", start, isPressing: isNear) }
        return decision("order, all agreed\(late)", "order", start, isPressing: tasking.lateHours != nil || isNear, party: .authority)
    }

    private var depart: Decision? {
        guard startsSoon else { return nil }
        if tasking.termsChanged == true { return decision("terms changed: recall or abort", "abort", start, isPressing: hasStarted) }
        if let prior { return waits(for: prior) }
        if request?.mode == .remote { return hasStarted ? decision("begin, \(starts)\(late)", "begin", start, isPressing: true) : nil }
        return decision("depart, \(starts)\(late)", "depart", start, isPressing: hasStarted)
    }

    private var begin: Decision? {
        guard hasStarted else { return nil }
        if tasking.termsChanged == true { return decision("terms changed: release or recall", "release", start, isPressing: true) }
        if let prior { return waits(for: prior) }
        return decision("begin, \(starts)", "begin", start, isPressing: true)
    }

    private var release: Decision? {
        guard tasking.extension == nil, clock.isOver(end, within: Decision.missionWarning) else { return nil }
        return decision("release? ends \(clock.distance(to: end))", "release", end, isPressing: false)
    }

    /// The tasking that one of its people serves first: past ordered, or ordered for an earlier time. Until that is closed, recalled or
    /// aborted these do not depart.
    private var prior: Taskings.Tasking? {
        let people = Set(tasking.assignments.map(\.expert))
        return data.taskings.first { other in
            other.id != tasking.id && isServedFirst(other) && other.assignments.contains { people.contains($0.expert) }
        }
    }

    private func isServedFirst(_ other: Taskings.Tasking) -> Bool {
        switch other.state {
        case .moving, .onTask, .returning: true
        case .ordered: (try? Instant(other.start)).map { $0 < start } ?? false
        case .awaitingConsent, .consented, .closed, .declined, .recalled, .aborted: false
        }
    }

    private func waits(for other: Taskings.Tasking) -> Decision {
        decision("\(tasking.id) waits for its people, \(starts)", "show", start, isPressing: hasStarted, about: other.id)
    }
}

// MARK: - Concerns

extension TaskingDecision {
    /// What the rules object to by now in people who are ordered: recall or abort, or let it go on.
    private var concern: Decision? {
        guard [.ordered, .moving, .onTask].contains(tasking.state), let concerns = tasking.concerns, let first = concerns.first else {
            return nil
        }
        let more = concerns.count > 1 ? ", \(concerns.count - 1) more" : ""
        return decision("concern: \(first.record) \(first.code)\(more)", "show", end, isPressing: false)
    }
}
