import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The duty officer proposes people or effects for a request, and the nations are asked.
enum ProposeTasking {
    static func run(_ parameters: Taskings.Propose.Parameters, _ command: Command) throws -> Taskings.Propose.Reply {
        let request = try command.request(parameters.request)
        guard request.state == .validated, let id = request.id else {
            throw Refusal.illegal(
                parameters.request, state: request.state.rawValue, event: "propose",
                request.state == .submitted ? "validate it first: crrtctl request validate \(parameters.request)" : "")
        }
        guard command.now < request.period.end else {
            throw Refusal.illegal(
                id, state: request.state.rawValue, event: "propose", "its period ended \(request.period.end); amend the request first")
        }
        var tasking = try proposal(parameters, request, id, command)
        try command.checkSeats(tasking.elements, tasking, request)
        try checkEffects(tasking, command)
        try TaskingRules(command, request, during: request.period, to: .propose).check(tasking)
        try command.checkCompany(of: tasking.elements, tasking, isProposal: true)
        let consents = try TaskingTerms.consents(
            for: tasking.elements, batch: 0, replyBy: tasking.replyBy, in: tasking, request, command)
        tasking.digest = TaskingTerms.digest(of: consents, salt: tasking.salt)
        tasking.countParts(since: nil) { nation in consents.first { $0.nation == nation && $0.kind != .host }?.digest }
        let seq = try command.append(.taskingProposed, tasking.id, [.tasking(tasking)] + consents.map(RecordChange.consent))
        return .init(tasking: try command.shown(tasking, consents), seq: seq)
    }

    private static func proposal(
        _ parameters: Taskings.Propose.Parameters, _ request: Request, _ id: RequestID, _ command: Command
    ) throws -> Tasking {
        let terms = try ProposedTerms(parameters)
        let number = try command.rows.lastTaskingNumber(id) + 1
        var tasking = Tasking(
            id: TaskingID(request: id, number: number), kind: terms.kind, team: terms.team, assignments: terms.assignments,
            effects: terms.effects, nations: terms.nations, period: request.period, proposedBy: command.caller.principal,
            replyBy: try replyBy(parameters.replyBy, request, command), digest: "", salt: command.salt())
        tasking.commander = terms.commander
        return tasking
    }

    /// The time to reply: as stated, else as in the request, else within the policy's hours and before the work begins.
    private static func replyBy(_ stated: String?, _ request: Request, _ command: Command) throws -> Instant {
        if let stated = try ParameterFields.instant("replyBy", stated) {
            guard stated > command.now else { throw Refusal.invalid("replyBy", "\(stated) has passed") }
            guard stated <= request.period.end else { throw Refusal.invalid("replyBy", "\(stated) is after the end \(request.period.end)") }
            return stated
        }
        if let wanted = request.replyBy, wanted > command.now { return wanted }
        guard command.now < request.period.start else {
            throw Refusal.invalid(
                "replyBy",
                "is needed: the work has begun \(request.period.start), so no time to answer is left before it; "
                    + "say until when the nations may answer, such as --reply-by +2h")
        }
        return min(command.now.adding(hours: command.site.policy.replyWithinHours), request.period.start)
    }

    /// Effects that the proposer may not see do not exist for them.
    private static func checkEffects(_ tasking: Tasking, _ command: Command) throws {
        for id in tasking.effects where try !command.sees(effect: id) || command.rows.effect(id) == nil {
            throw Refusal.noSuch("effect", id.text)
        }
    }
}
