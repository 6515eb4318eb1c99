import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Fires the earliest deadline that is due.
enum DueDeadline {
    /// The principal in journal entries.
    private static let principal = "clock"

    /// - Returns: whether one was due.
    static func fire(_ transaction: WriteTransaction, at now: Instant) throws -> Bool {
        guard let (at, deadline) = try transaction.rows.nextDeadline(), at <= now else { return false }
        switch deadline {
        case .consent(let consent): try lapse(consent, transaction, at: now)
        case .request(let id, _): try expire(id, transaction, at: now)
        }
        return true
    }

    /// Silence is refusal: the tasking is declined, or for an extension, the old terms stay in force.
    private static func lapse(_ consent: Consent, _ transaction: WriteTransaction, at now: Instant) throws {
        let lapsed = try consent.after(.lapse)
        guard var tasking = try transaction.rows.tasking(consent.tasking) else { return }
        let others = try transaction.rows.consents(of: tasking.id).filter { !$0.hasSameKey(as: consent) }
        var changes: [RecordChange] = [.consent(lapsed)]
        let remark = "\(consent.nation) did not answer by \(consent.replyBy)"
        if let asked = tasking.extension, asked.digest == consent.digest {
            tasking.dropExtension((consent.nation, nil), at: now)
            changes += try others.filter { $0.digest == asked.digest }.compactMap {
                try $0.ended(granted: .void, at: now).map(RecordChange.consent)
            }
        } else {
            tasking.state = try TaskingLifecycle.next(tasking.state, .decline)
            tasking.remark = remark
            changes += try others.compactMap { try $0.ended(granted: .spend, at: now).map(RecordChange.consent) }
        }
        tasking.revision += 1
        changes.append(.tasking(tasking))
        let draft = JournalDraft(
            by: principal, .consentLapsed, tasking.id.description, changes,
            detail: ["nation": consent.nation.description, "kind": consent.kind.rawValue, "reason": remark])
        try transaction.append(draft, at: now)
    }

    private static func expire(_ id: RequestID, _ transaction: WriteTransaction, at now: Instant) throws {
        guard var request = try transaction.rows.request(id) else { return }
        // The record decides, whatever the row of the deadline says.
        guard request.period.end <= now else {
            throw InvalidField("expiry of \(id)", "comes before the request's end \(request.period.end)")
        }
        request.state = try RequestLifecycle.next(request.state, .expire)
        request.remark = "its period ended \(request.period.end) without an active tasking"
        request.revision += 1
        try transaction.append(JournalDraft(by: principal, .requestExpired, id.description, [.request(request)]), at: now)
    }
}
