import CRRTDomain

extension Taskings.Approval {
    /// The approval as the wire and the rows have it.
    init(_ approval: PoliticalApproval) {
        self.init(
            by: .init(approval.by), at: approval.at.description, until: approval.until.description, digests: approval.digests,
            withdrawnBy: approval.withdrawal.map { .init($0.by) }, withdrawnAt: approval.withdrawal?.at.description,
            reason: approval.withdrawal?.reason)
    }
}

extension PoliticalApproval {
    /// Reads a stored approval back.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    init(_ wire: Taskings.Approval) throws(InvalidField) {
        let withdrawnBy: Principal? = try optional("withdrawnBy", wire.withdrawnBy) { (value) throws(InvalidField) in try Principal(value) }
        let withdrawnAt = try optional("withdrawnAt", wire.withdrawnAt, Instant.init)
        var withdrawal: Withdrawal?
        if let withdrawnBy, let withdrawnAt { withdrawal = Withdrawal(by: withdrawnBy, at: withdrawnAt, reason: wire.reason ?? "") }
        try self.init(
            by: field("by") { () throws(InvalidField) in try Principal(wire.by) },
            at: field("at") { () throws(InvalidField) in try Instant(wire.at) },
            until: field("until") { () throws(InvalidField) in try Instant(wire.until) }, digests: wire.digests, withdrawal: withdrawal)
    }
}
