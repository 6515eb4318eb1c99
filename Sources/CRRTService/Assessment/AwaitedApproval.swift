import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The political approval that the policy asks for, and whether it is there.
extension Context {
    /// What is wrong with the approval of a tasking, as it is shown.
    ///
    /// - Parameter consents: All of the tasking.
    /// - Returns: nil where the policy asks for none, it is there, or the caller sees only a part of the tasking.
    func awaitedApproval(of tasking: Tasking, _ consents: [Consent]) throws -> Taskings.Tasking.AwaitsApproval? {
        guard asksApproval(of: tasking), seesAll(of: tasking.request.nation), tasking.elements.contains(where: \.state.isForward)
        else { return nil }
        if tasking.approval?.withdrawal != nil { return .withdrawn }
        let waiting = tasking.elements.filter { $0.state == .asked || $0.state == .agreed }
        let host = consents.filter { $0.kind == .host && ($0.state == .requested || $0.state == .granted) }
        let approved = host.filter { tasking.approval?.digests.contains($0.digest) == true }
        if waiting.allSatisfy({ element in approved.contains { $0.concerns(element) } }) { return nil }
        return tasking.approval == nil ? .missing : .changed
    }

    /// Whether the policy asks for an approval of this tasking.
    func asksApproval(of tasking: Tasking) -> Bool { site.policy.politicalApproval.asks(for: tasking.kind) }
}

extension Command {
    /// Those of the elements that may be ordered as far as the political approval goes.
    ///
    /// - Parameters:
    ///   - elements: Those whose nation and host have agreed to the present terms.
    ///   - granted: The terms to which they have agreed.
    /// - Throws: `ApprovalMissing` where the policy asks for an approval that none of them has.
    func approved(_ elements: [Element], _ tasking: Tasking, _ granted: GrantedTerms) throws -> [Element] {
        guard asksApproval(of: tasking), !elements.isEmpty else { return elements }
        try checkNotWithdrawn(tasking, to: "be ordered")
        guard let approval = tasking.approval else { throw approvalMissing(tasking, to: "be ordered", "none was given") }
        let found = try elements.filter { element in try granted.hostDigests(of: element).contains(where: approval.digests.contains) }
        guard found.isEmpty else { return found }
        throw approvalMissing(tasking, to: "be ordered", "the one of \(approval.at) is to other terms or people")
    }

    /// Checks that the council had not withdrawn the approval that the policy asks for.
    ///
    /// - Parameters:
    ///   - step: What is refused, such as `depart`.
    ///   - at: When it was taken; nil for now. A step that was taken before the withdrawal is still recorded.
    func checkNotWithdrawn(_ tasking: Tasking, to step: String, at: Instant? = nil) throws {
        guard asksApproval(of: tasking), let withdrawal = tasking.approval?.withdrawal, withdrawal.at <= at ?? now else { return }
        throw approvalMissing(tasking, to: step, "it was withdrawn \(withdrawal.at): \(withdrawal.reason)")
    }

    /// Checks that the approval, where the policy asks for one, allows the work to last until then. A longer period comes into force
    /// without another order.
    func checkApproved(until end: Instant, _ tasking: Tasking) throws {
        guard asksApproval(of: tasking) else { return }
        try checkNotWithdrawn(tasking, to: "be extended")
        guard let approval = tasking.approval else { throw approvalMissing(tasking, to: "be extended", "none was given", until: end) }
        guard end <= approval.until else {
            throw approvalMissing(tasking, to: "be extended", "the one of \(approval.at) ends \(approval.until)", until: end)
        }
    }

    /// The refusal of a step, with who can give what is missing, and how.
    private func approvalMissing(_ tasking: Tasking, to step: String, _ why: String, until: Instant? = nil) -> Taskings.ApprovalMissing {
        let option = until.map { " --until \($0)" } ?? ""
        let rule = site.policy.politicalApproval.rawValue
        return Taskings.ApprovalMissing(
            id: tasking.id.description,
            message: "\(tasking.id) cannot \(step) without political approval (politicalApproval: \(rule)): "
                + "\(why); the role council gives it: crrtctl tasking approve \(tasking.id)\(option)")
    }
}
