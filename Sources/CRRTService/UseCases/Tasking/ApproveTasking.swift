import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The council approves a tasking politically, to the terms that its host is asked to agree to now.
enum ApproveTasking {
    static func run(_ parameters: Taskings.Approve.Parameters, _ command: Command) throws -> Taskings.Approve.Reply {
        let (tasking, _) = try command.tasking(parameters.id)
        try Refusal.checkRevision(parameters.ifRevision, against: tasking.revision, tasking.id)
        try command.checkSeesAll(of: tasking)
        guard tasking.elements.contains(where: \.state.isForward) else { throw try command.illegal(tasking, "approve") }
        try checkOtherPerson(tasking, command)
        let host = try command.rows.consents(of: tasking.id).filter {
            $0.kind == .host && ($0.state == .requested || $0.state == .granted)
        }
        let approval = PoliticalApproval(
            by: command.caller.principal, at: command.now, until: try end(parameters.until, tasking),
            digests: Set(host.map(\.digest)).sorted())
        let next = tasking.noting(approval)
        let seq = try command.append(
            .taskingApproved, tasking.id, [.tasking(next)], detail: ["until": approval.until.description])
        return .init(tasking: try command.shown(next), seq: seq)
    }

    /// The person who proposed those who wait for an order does not approve them.
    private static func checkOtherPerson(_ tasking: Tasking, _ command: Command) throws {
        guard command.site.policy.twoPersonOrder else { return }
        let waiting = tasking.elements.filter { $0.state == .asked || $0.state == .agreed }
        for batch in Set(waiting.map(\.batch)).sorted() {
            let proposer = tasking.proposer(of: batch)
            guard command.caller.principal.isSamePerson(as: proposer) else { continue }
            throw Taskings.TwoPersonRule(
                message: "\(proposer.name) proposed \(tasking.id); another person with the role council must approve it")
        }
    }

    /// The latest end of the work, which is not before the end that is agreed or asked for.
    private static func end(_ text: String?, _ tasking: Tasking) throws -> Instant {
        let present = max(tasking.period.end, tasking.extension?.end ?? tasking.period.end)
        guard let until = try ParameterFields.instant("until", text) else { return present }
        guard until >= present else { throw Refusal.invalid("until", "\(until) is before the end of the work, \(present)") }
        return until
    }
}

/// The council withdraws its approval. Who is out is called back by people, not by this.
enum WithdrawApproval {
    static func run(_ parameters: Taskings.WithdrawApproval.Parameters, _ command: Command) throws -> Taskings.WithdrawApproval.Reply {
        let (tasking, _) = try command.tasking(parameters.id)
        let reason = try ParameterFields.reason("reason", parameters.reason)
        try command.checkSeesAll(of: tasking)
        guard tasking.elements.contains(where: \.state.isForward) else { throw try command.illegal(tasking, "withdrawApproval") }
        guard var approval = tasking.approval, approval.withdrawal == nil else {
            let state = tasking.approval == nil ? "no approval of it is on record" : "its approval is withdrawn already"
            throw try command.illegal(tasking, "withdrawApproval", state)
        }
        approval.withdrawal = .init(by: command.caller.principal, at: command.now, reason: reason)
        let next = tasking.noting(approval)
        let seq = try command.append(.taskingApprovalWithdrawn, tasking.id, [.tasking(next)], detail: ["reason": reason])
        return .init(tasking: try command.shown(next), seq: seq)
    }
}

extension Tasking {
    /// The next version of the tasking, with this approval. No part of a nation changes by it.
    fileprivate func noting(_ approval: PoliticalApproval) -> Tasking {
        var next = self
        next.approval = approval
        next.revision += 1
        next.countParts(since: self) { nation in parts.first { $0.nation == nation }?.digest }
        return next
    }
}
