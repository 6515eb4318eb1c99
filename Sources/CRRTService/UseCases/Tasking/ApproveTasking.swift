import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The council approves a tasking politically, to the terms that its host is asked to agree to now.
enum ApproveTasking {
    /// Why neither an approval nor its withdrawal is taken.
    static let nothingForward = "nothing of it goes forward any more"

    static func run(_ parameters: Taskings.Approve.Parameters, _ command: Command) throws -> Taskings.Approve.Reply {
        let (tasking, _) = try command.tasking(parameters.id)
        try Refusal.checkRevision(parameters.ifRevision, against: tasking.revision, tasking.id)
        try command.checkSeesAll(of: tasking)
        guard tasking.elements.contains(where: \.state.isForward) else {
            throw try command.illegal(tasking, "approve", ApproveTasking.nothingForward)
        }
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

    /// The person who proposed or ordered any of those who are forward does not approve them.
    private static func checkOtherPerson(_ tasking: Tasking, _ command: Command) throws {
        guard command.site.policy.twoPersonOrder else { return }
        for element in tasking.elements where element.state.isForward {
            let authors = [("proposed", tasking.proposer(of: element.batch)), ("ordered", tasking.orderer(of: element))]
            for case (let act, let author?) in authors where command.caller.principal.isSamePerson(as: author) {
                throw Taskings.TwoPersonRule(
                    message: "\(author.name) \(act) \(element.text) in \(tasking.id); another person with the role council must approve it")
            }
        }
    }

    /// The latest end of the work, which is not before the end that is agreed or asked for. Unless it is stated, an approval that stands
    /// keeps its own.
    private static func end(_ text: String?, _ tasking: Tasking) throws -> Instant {
        let present = max(tasking.period.end, tasking.extension?.end ?? tasking.period.end)
        let standing = tasking.approval.flatMap { $0.withdrawal == nil ? $0.until : nil }
        guard let until = try ParameterFields.instant("until", text) else { return max(present, standing ?? present) }
        guard until >= present else { throw Refusal.invalid("until", "\(until) is before the end of the work, \(present)") }
        return until
    }
}

/// The council withdraws its approval. Who is out is called back by people, not by this. A longer stay that is only asked for is asked for
/// no more, since the last grant would bring it into force; refusing that grant would tell the nation of the withdrawal.
enum WithdrawApproval {
    static func run(_ parameters: Taskings.WithdrawApproval.Parameters, _ command: Command) throws -> Taskings.WithdrawApproval.Reply {
        let (tasking, _) = try command.tasking(parameters.id)
        let reason = try ParameterFields.reason("reason", parameters.reason)
        try command.checkSeesAll(of: tasking)
        guard tasking.elements.contains(where: \.state.isForward) else {
            throw try command.illegal(tasking, "withdrawApproval", ApproveTasking.nothingForward)
        }
        guard var approval = tasking.approval, approval.withdrawal == nil else {
            let state = tasking.approval == nil ? "no approval of it is on record" : "its approval is withdrawn already"
            throw try command.illegal(tasking, "withdrawApproval", state)
        }
        approval.withdrawal = .init(by: command.caller.principal, at: command.now, reason: reason)
        let (next, changes) = try withdrawn(tasking, approval, command)
        let seq = try command.append(.taskingApprovalWithdrawn, tasking.id, changes, detail: ["reason": reason])
        return .init(tasking: try command.shown(next), seq: seq)
    }

    private static func withdrawn(
        _ tasking: Tasking, _ approval: PoliticalApproval, _ command: Command
    ) throws -> (Tasking, changes: [RecordChange]) {
        let noted = tasking.noting(approval)
        guard command.asksApproval(of: tasking), let asked = tasking.extension else { return (noted, [.tasking(noted)]) }
        var (next, dropped) = try tasking.droppingExtension(asked, command.rows.consents(of: tasking.id), at: command.now)
        next.approval = approval
        return try command.settle(tasking, as: next, decided: dropped)
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
