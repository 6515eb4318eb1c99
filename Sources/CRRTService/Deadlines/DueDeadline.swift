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
        case .inject(let inject): try release(inject, transaction, at: now)
        }
        return true
    }

    /// Silence is refusal: the people whom the nation was asked for go out, or for an extension, the old terms stay in force.
    private static func lapse(_ consent: Consent, _ transaction: WriteTransaction, at now: Instant) throws {
        let lapsed = try consent.after(.lapse)
        guard let tasking = try transaction.rows.tasking(consent.tasking) else { return }
        let consents = try transaction.rows.consents(of: tasking.id)
        let settlement = TaskingSettlement(before: tasking, consents: consents, now: now)
        let remark = "\(consent.nation) did not answer by \(consent.replyBy)"
        var (next, decided) = (tasking, [lapsed])
        if let asked = tasking.extension, consent.answers(asked) {
            let (refused, dropped) = try tasking.refusingExtension(asked, lapsed, consents, isRevoked: false, at: now)
            (next, decided) = (refused, decided + dropped)
        } else {
            next = tasking.declining(lapsed, .lapsed, at: now)
        }
        var (settled, changes) = try settlement.settle(next, decided: decided)
        if settled.state.isStopped, !tasking.state.isStopped {
            settled.remark = remark
            changes[0] = .tasking(settled)
        }
        let draft = JournalDraft(
            by: principal, .consentLapsed, tasking.id.description, changes,
            detail: ["nation": consent.nation.description, "kind": consent.kind.rawValue, "reason": remark])
        try transaction.append(draft, at: now)
    }

    /// The time of an inject has come.
    private static func release(_ inject: ExerciseMessage, _ transaction: WriteTransaction, at now: Instant) throws {
        let released = try inject.after(.release, by: nil, at: now)
        try transaction.put(released)
        try transaction.append(
            JournalDraft(by: principal, .injectReleased, inject.id.description, [], detail: released.told.compactMapValues { $0 }), at: now)
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
