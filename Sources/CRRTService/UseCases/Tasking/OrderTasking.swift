import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The releasing authority orders a consented tasking. All rules are checked again in the same transaction.
enum OrderTasking {
    static func run(_ parameters: Taskings.Order.Parameters, _ command: Command) throws -> Taskings.Order.Reply {
        let (tasking, request) = try command.tasking(parameters.id)
        try Refusal.checkRevision(parameters.ifRevision, against: tasking.revision, tasking.id)
        try command.checkSeesAll(of: tasking)
        if command.site.policy.twoPersonOrder, command.caller.principal.isSamePerson(as: tasking.proposedBy) {
            throw Taskings.TwoPersonRule(
                message: "\(tasking.proposedBy.name) proposed \(tasking.id); another person with the role authority must order it")
        }
        // A missing consent is reported before the state that follows from it.
        if tasking.state == .awaitingConsent || tasking.state == .consented { try command.checkConsents(of: tasking, request) }
        var ordered = try command.step(tasking, .order)
        guard request.state == .validated else {
            throw Refusal.illegal(tasking.id, state: tasking.state.rawValue, event: "order", "its request is \(request.state.rawValue)")
        }
        ordered.orderedBy = command.caller.principal
        try command.checkPeriod(of: tasking, for: .order)
        try ProposeTasking.checkSeats(tasking, request, command)
        try TaskingRules(command, request, during: tasking.period, to: .bind).check(tasking)
        try command.checkNotDeparted(tasking)
        let seq = try command.append(.taskingOrdered, tasking.id, [.tasking(ordered)])
        return .init(tasking: try command.shown(ordered), seq: seq)
    }
}

extension Command {
    /// Checks that the caller may read all of a tasking, which is required to order, advance or extend it.
    ///
    /// - Throws: `PermissionDenied`, whatever is hidden.
    func checkSeesAll(of tasking: Tasking) throws {
        guard try tasking.effects.allSatisfy(seesName) else { throw Refusal.permission() }
    }
}
