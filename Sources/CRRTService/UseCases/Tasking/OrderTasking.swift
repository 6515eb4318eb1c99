import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The releasing authority orders the people of a tasking whose nations and host have agreed. All rules are checked again in the same
/// transaction.
enum OrderTasking {
    static func run(_ parameters: Taskings.Order.Parameters, _ command: Command) throws -> Taskings.Order.Reply {
        let (tasking, request) = try command.tasking(parameters.id)
        try Refusal.checkRevision(parameters.ifRevision, against: tasking.revision, tasking.id)
        try command.checkSeesAll(of: tasking)
        let waiting = tasking.elements.filter { $0.state == .asked || $0.state == .agreed }
        let ordered = try orderable(waiting, tasking, request, command)
        guard request.state == .validated else {
            throw try command.illegal(tasking, "order", "its request is \(request.state.rawValue)")
        }
        try command.checkPeriod(of: ordered, tasking, for: .order, at: command.now)
        try command.checkSeats(ordered, tasking, request)
        try command.checkCompany(of: ordered, tasking)
        try command.checkCommander(of: ordered, tasking)
        var part = tasking
        part.elements = ordered
        try TaskingRules(command, request, during: tasking.period, to: .bind).check(part)
        try command.checkNotDeparted(part)
        var next = tasking
        for index in next.elements.indices where ordered.contains(next.elements[index]) {
            next.elements[index] = try next.elements[index].after(.order, at: command.now)
            next.elements[index].orderedBy = command.caller.principal
        }
        let batches = Set(ordered.map(\.batch))
        if batches.contains(0) { next.orderedBy = command.caller.principal }
        for index in next.laterBatches.indices where batches.contains(next.laterBatches[index].batch) {
            next.laterBatches[index].orderedBy = command.caller.principal
        }
        let (settled, changes) = try command.settle(tasking, as: next)
        let isWhole = batches == [0]
        let seq = try command.append(
            .taskingOrdered, tasking.id, changes,
            detail: ["batch": isWhole ? nil : batches.sorted().map(String.init).joined(separator: " ")])
        return .init(tasking: try command.shown(settled), seq: seq)
    }

    /// The person who proposed a batch does not order it.
    private static func checkOtherPerson(_ elements: [Element], _ tasking: Tasking, _ command: Command) throws {
        guard command.site.policy.twoPersonOrder else { return }
        for batch in Set(elements.map(\.batch)).sorted() {
            let proposer = tasking.proposer(of: batch)
            guard command.caller.principal.isSamePerson(as: proposer) else { continue }
            let what = batch == 0 ? "\(tasking.id)" : "batch \(batch) of \(tasking.id)"
            throw Taskings.TwoPersonRule(
                message: "\(proposer.name) proposed \(what); another person with the role authority must order it")
        }
    }

    /// The person who approved it politically does not order it, where the policy asks for the approval.
    private static func checkNotApprover(_ tasking: Tasking, _ command: Command) throws {
        guard command.site.policy.twoPersonOrder, command.asksApproval(of: tasking), let approver = tasking.approval?.by,
            command.caller.principal.isSamePerson(as: approver)
        else { return }
        throw Taskings.TwoPersonRule(
            message: "\(approver.name) approved \(tasking.id); another person with the role authority must order it")
    }

    /// Those whose nation and host have agreed to the present terms, and whom the council has approved where the policy asks for it.
    ///
    /// - Throws: `ConsentMissing`, `TermsChanged` or `ApprovalMissing` where there are none; `TwoPersonRule` where the caller proposed any
    ///   of them, or approved them;
    ///   `IllegalTransition` where none waits for an order.
    private static func orderable(
        _ waiting: [Element], _ tasking: Tasking, _ request: Request, _ command: Command
    ) throws -> [Element] {
        guard !waiting.isEmpty else {
            throw try command.illegal(tasking, "order", "no person waits for an order" + (tasking.isActive ? "" : "; it has ended"))
        }
        let granted = GrantedTerms(tasking, request, try command.rows.consents(of: tasking.id), command)
        let ready = try waiting.filter { element in
            guard element.state == .agreed else { return false }
            return try granted.faults(of: [element]).allSatisfy { if case .missing = $0 { false } else { true } }
        }
        // Another batch that still waits for its nations is not ordered by this.
        try checkOtherPerson(ready.isEmpty ? waiting : ready, tasking, command)
        try command.checkConsents(of: ready.isEmpty ? waiting : ready, tasking, request)
        let approved = try command.approved(ready, tasking, granted)
        try checkNotApprover(tasking, command)
        return approved
    }
}

extension Command {
    /// Checks that the caller may read all of a tasking, which is required to order, advance or extend it.
    ///
    /// - Throws: `PermissionDenied`, whatever is hidden.
    func checkSeesAll(of tasking: Tasking) throws {
        guard try tasking.elements.compactMap(\.effect).allSatisfy(seesName) else { throw Refusal.permission() }
    }
}
