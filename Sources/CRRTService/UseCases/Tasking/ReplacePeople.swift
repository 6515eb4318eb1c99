import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The duty officer proposes people for the seats of a tasking that fell open: a new batch, to which their nations and the host are asked.
enum ReplacePeople {
    static func run(_ parameters: Taskings.Replace.Parameters, _ command: Command) throws -> Taskings.Replace.Reply {
        let (tasking, request) = try command.tasking(parameters.id)
        try Refusal.checkRevision(parameters.ifRevision, against: tasking.revision, tasking.id)
        try command.checkSeesAll(of: tasking)
        try command.checkTakesOthers(tasking, request, event: "replace")
        let assignments = try assignments(parameters, tasking)
        let batch = (tasking.laterBatches.last?.batch ?? 0) + 1
        let period = try Period(start: max(tasking.period.start, command.now), end: tasking.period.end)
        var next = tasking
        let new = assignments.map { Element(.person($0.expert, seat: $0.seat), batch: batch, period: period) }
        var proposed = next
        proposed.elements = new
        try command.checkSeats(new, tasking, request)
        try command.checkCompany(of: new, tasking)
        try command.checkCommander(of: new, tasking)
        try TaskingRules(command, request, during: period, to: .ask).check(proposed)
        let replyBy = try replyBy(parameters.replyBy, period, command)
        next.elements += new
        next.nations = Set(tasking.nations + new.map(\.nation)).sorted()
        next.laterBatches.append(.init(batch: batch, proposedBy: command.caller.principal, replyBy: replyBy))
        let consents = try TaskingTerms.consents(for: new, batch: batch, replyBy: replyBy, in: next, request, command)
        let (settled, changes) = try command.settle(tasking, as: next, decided: consents)
        let seq = try command.append(.taskingBatchProposed, tasking.id, changes, detail: ["batch": "\(batch)"])
        return .init(tasking: try command.shown(settled), seq: seq)
    }

    private static func assignments(
        _ parameters: Taskings.Replace.Parameters, _ tasking: Tasking
    ) throws -> [Tasking.Assignment] {
        guard (1...Request.mostPeople).contains(parameters.assignments.count) else {
            throw Refusal.invalid("assignments", "names \(parameters.assignments.count) people; 1 to \(Request.mostPeople) are allowed")
        }
        var seen: Set<ExpertID> = []
        let read = try parameters.assignments.enumerated().map { index, wire in
            let assignment: Tasking.Assignment
            do throws(InvalidField) { assignment = try Tasking.Assignment(wire) } catch {
                throw Refusal.invalid(error.within("assignments[\(index)]"))
            }
            let expert = assignment.expert
            guard seen.insert(expert).inserted else {
                throw Refusal.invalid("assignments[\(index)].expert", "\(expert) is assigned twice")
            }
            guard !tasking.elements.contains(where: { $0.expert == expert && !$0.state.hasEnded }) else {
                throw Refusal.invalid("assignments[\(index)].expert", "\(expert) is in \(tasking.id) already")
            }
            return assignment
        }
        return read.sorted { ($0.seat, $0.expert) < ($1.seat, $1.expert) }
    }

    /// The time to reply: as stated, else within the policy's hours and before the work begins; where it has begun, before it ends.
    private static func replyBy(_ stated: String?, _ period: Period, _ command: Command) throws -> Instant {
        if let stated = try ParameterFields.instant("replyBy", stated) {
            guard stated > command.now else { throw Refusal.invalid("replyBy", "\(stated) has passed") }
            guard stated <= period.end else { throw Refusal.invalid("replyBy", "\(stated) is after the end \(period.end)") }
            return stated
        }
        let latest = period.start > command.now ? period.start : period.end
        return min(command.now.adding(hours: command.site.policy.replyWithinHours), latest)
    }
}
