import CRRTDomain
import CRRTProtocol
import CRRTStore

/// What must hold before people go a step forward (order, depart, begin, extend), beside the life cycle and the rules of eligibility.
extension Command {
    /// Every consent that the tasking needs is granted, and to the terms as the rows have them now.
    ///
    /// - Throws: `ConsentMissing`, or `TermsChanged` where the request, an effect or the tasking is not what was agreed to.
    func checkConsents(of tasking: Tasking, _ request: Request) throws {
        let consents = try reading.consents(of: tasking.id)
        let missing = TaskingTerms.consents(tasking, digest: tasking.digest, replyBy: tasking.replyBy).filter { needed in
            !consents.contains { $0.isSamePlace(as: needed) && $0.state == .granted }
        }
        guard missing.isEmpty else {
            let nations = Set(missing.map(\.nation)).sorted().map(\.description)
            throw Taskings.ConsentMissing(
                nations: nations,
                message: "\(tasking.id) cannot \(tasking.state.holdsPeople ? "go on" : "be ordered") without the consent of "
                    + "\(nations.joined(separator: ", ")); "
                    + "crrtctl consent show \(tasking.id) shows it")
        }
        guard try TaskingTerms.digest(tasking, end: tasking.period.end, request, reading) == tasking.digest else {
            let home = tasking.state.holdsPeople ? "the only way is home: release, recall or abort it" : "abort it and propose anew"
            throw Consents.TermsChanged(
                tasking: tasking.id.description, digest: tasking.digest,
                message: "the terms of \(tasking.id) are no longer those that were consented to; \(home)")
        }
    }

    /// Past the agreed end there is no step but home.
    ///
    /// - Parameter event: what the caller wants, as the life cycle names it.
    func checkPeriod(of tasking: Tasking, for event: TaskingLifecycle.Event) throws {
        let (period, state) = (tasking.period, tasking.state.rawValue)
        guard now < period.end else {
            throw Refusal.illegal(
                tasking.id, state: state, event: event.rawValue,
                "the agreed period ended \(period.end); what is left is to release, recall, abort or close it")
        }
        guard event != .begin || period.start <= now else {
            throw Refusal.illegal(tasking.id, state: state, event: event.rawValue, "the work begins \(period.start)")
        }
    }

    /// Each person is home from every other tasking. One that is past its end still keeps them until it is closed.
    ///
    /// - Throws: `AlreadyCommitted`; where the caller may not see the other tasking, an `IllegalTransition` that does not name it.
    func checkReturned(_ tasking: Tasking, for event: TaskingLifecycle.Event) throws {
        for assignment in tasking.assignments {
            guard let other = try reading.absences(of: assignment.expert, ignoring: tasking.id).first else { continue }
            guard let away = try reading.tasking(other), try sees(.tasking(away)) else {
                throw Refusal.illegal(
                    tasking.id, state: tasking.state.rawValue, event: event.rawValue,
                    "\(assignment.expert) has not returned from another tasking")
            }
            throw Taskings.AlreadyCommitted(
                expert: assignment.expert.text, tasking: other.description,
                message: "\(assignment.expert) has not returned from \(other), which is \(away.state.rawValue)"
                    + (away.isOverdue(at: now) ? " and past its end \(away.period.end)" : "")
                    + "; \(tasking.id) waits until crrtctl tasking close \(other)")
        }
    }
}
