import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Advances a tasking, or some of its people: depart, begin, release, home, close.
enum AdvanceTasking {
    static func run(_ parameters: Taskings.Advance.Parameters, _ command: Command) throws -> Taskings.Advance.Reply {
        let (tasking, request) = try command.tasking(parameters.id)
        let named = try TaskedPeople(parameters.experts, tasking, request, command)
        try checkRight(parameters.event, named, request, command)
        try Refusal.checkRevision(parameters.ifRevision, against: command.view(of: tasking).revision, tasking.id)
        let report = try parameters.report.map { try ParameterFields.reason("report", $0) }
        let at = try time(parameters, command)
        let (next, event): (Tasking, JournalEvent)
        switch parameters.event {
        case .depart: (next, event) = (try goOn(tasking, request, .depart, named, at, command), .taskingDeparted)
        case .begin: (next, event) = (try goOn(tasking, request, .begin, named, at, command), .taskingBegun)
        case .release: (next, event) = (try named.after(.release, at: command.now), .taskingReleased)
        case .home:
            (next, event) = (try named.after(.home, at: at), .taskingHome)
            try checkTime(at, of: named.elements(for: .home), tasking, command)
        case .close:
            guard parameters.experts == nil else {
                throw Refusal.invalid("experts", "does not go with close, which is for the whole tasking; report people home first")
            }
            (next, event) = (try closed(tasking, report, command), .taskingClosed)
        }
        var (settled, changes) = try command.settle(tasking, as: next)
        if parameters.event == .close {
            settled.remark = report ?? (tasking.state.isStopped ? tasking.remark : nil)
            changes[0] = .tasking(settled)
        }
        let seq = try command.append(
            event, tasking.id, changes,
            detail: [
                "report": report, "experts": parameters.experts.map { $0.joined(separator: " ") },
                "at": parameters.at == nil ? nil : at.description,
            ])
        return .init(tasking: try command.shown(settled), seq: seq)
    }

    /// Everything is for the duty desk. The requesting nation may release the people, and a nation may report its own people home.
    private static func checkRight(
        _ event: Taskings.Advance.Parameters.Event, _ named: TaskedPeople, _ request: Request, _ command: Command
    ) throws {
        if command.caller.roles.contains(.duty) { return }
        switch event {
        case .release where command.caller.speaks(for: request.nation): return
        case .home where named.people.allSatisfy({ command.caller.speaks(for: $0.nation) }): return
        case .release: throw Refusal.permission(of: [request.nation], or: [.duty])
        case .home where !named.isAll: throw Refusal.permission(of: named.people.map(\.nation), or: [.duty])
        default: throw Refusal.permission(Right.roles([.duty]).words)
        }
    }

    /// When it happened, which is not in the future.
    private static func time(
        _ parameters: Taskings.Advance.Parameters, _ command: Command
    ) throws -> Instant {
        guard let at = try ParameterFields.instant("at", parameters.at) else { return command.now }
        switch parameters.event {
        case .depart, .begin, .home: break
        case .release, .close: throw Refusal.invalid("at", "goes with depart, begin and home only; leave it out")
        }
        guard at <= command.now else { throw Refusal.invalid("at", "\(at) is in the future; now it is \(command.now)") }
        return at
    }

    /// Checks that a stated time is not before the order of those who take the step, nor before their step before it.
    private static func checkTime(_ at: Instant, of stepping: [Element], _ tasking: Tasking, _ command: Command) throws {
        guard at < command.now else { return }
        for element in stepping {
            // Records of before elements do not say when people were ordered.
            if let ordered = try element.orderedAt ?? command.rows.orderTime(of: tasking.id), at < ordered {
                throw Refusal.invalid("at", "\(at) is before the order of \(element.text), which was given \(ordered)")
            }
            if let last = element.begunAt ?? element.departedAt, at < last {
                throw Refusal.invalid("at", "\(at) is before \(element.text) \(element.begunAt == nil ? "departed" : "began") \(last)")
            }
        }
    }

    private static func goOn(
        _ tasking: Tasking, _ request: Request, _ event: ElementLifecycle.Event, _ named: TaskedPeople, _ at: Instant, _ command: Command
    ) throws -> Tasking {
        try command.checkSeesAll(of: tasking)
        let able = try named.agreed(to: event, request)
        let next = try able.after(event, at: at)
        if event == .depart, request.mode == .remote { throw try command.illegal(tasking, "depart", "a remote team does not move: begin") }
        let stepping = try able.elements(for: event)
        try command.checkPeriod(of: stepping, tasking, for: event, at: at)
        try command.checkConsents(of: stepping, tasking, request)
        try command.checkNotWithdrawn(tasking, to: event.rawValue, at: at)
        try command.checkAuthorised(stepping, tasking, for: event)
        try command.checkReturned(stepping, tasking, for: event)
        try checkTime(at, of: stepping, tasking, command)
        return next
    }

    /// - Throws: `IllegalTransition` where people are not home, with their handles.
    private static func closed(_ tasking: Tasking, _ report: String?, _ command: Command) throws -> Tasking {
        let isStopped = tasking.state == .recalled || tasking.state == .aborted
        guard tasking.closedAt == nil, tasking.state == .returning || (isStopped && tasking.wasOrdered) else {
            throw try command.illegal(tasking, "close")
        }
        let abroad = try command.view(of: tasking).elements.filter(\.state.isAbroad).map(\.text)
        guard tasking.abroad.isEmpty else {
            throw try command.illegal(
                tasking, "close",
                "\(abroad.joined(separator: ", ")) \(abroad.count == 1 ? "is" : "are") not home; crrtctl tasking home \(tasking.id)")
        }
        var next = tasking
        next.closedAt = command.now
        return next
    }
}
