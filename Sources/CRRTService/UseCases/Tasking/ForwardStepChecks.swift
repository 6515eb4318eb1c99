import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Checks before a forward step (order, depart, begin, extend), besides the life cycle and the rules of eligibility.
extension Command {
    /// Checks that all consents are granted, and to the current terms.
    ///
    /// - Throws: `ConsentMissing`, or `TermsChanged` where the request, an effect or the tasking differs from what was agreed to.
    func checkConsents(of tasking: Tasking, _ request: Request) throws {
        let consents = try rows.consents(of: tasking.id)
        let missing = TaskingTerms.consents(tasking, digest: tasking.digest, replyBy: tasking.replyBy).filter { needed in
            !consents.contains { $0.hasSameKey(as: needed) && $0.state == .granted }
        }
        guard missing.isEmpty else {
            let nations = Set(missing.map(\.nation)).sorted().map(\.description)
            throw Taskings.ConsentMissing(
                nations: nations,
                message: "\(tasking.id) cannot \(tasking.state.holdsPeople ? "go on" : "be ordered") without the consent of "
                    + "\(nations.joined(separator: ", ")); "
                    + "crrtctl consent show \(tasking.id) shows it")
        }
        let present = try TaskingTerms.digest(tasking, end: tasking.period.end, request, rows)
        guard present == tasking.digest else {
            // A new digest would reveal that a hidden effect has changed.
            let seesTerms = try tasking.effects.allSatisfy { try sees(effect: $0) }
            throw Consents.TermsChanged(
                tasking: tasking.id.description, digest: seesTerms ? present : tasking.digest,
                message: "the terms of \(tasking.id) are no longer those that were consented to; \(tasking.state.remainingSteps)")
        }
    }

    /// Checks that the agreed period has not ended and, for `begin`, that it has started.
    func checkPeriod(of tasking: Tasking, for event: TaskingLifecycle.Event) throws {
        let (period, state) = (tasking.period, tasking.state.rawValue)
        guard now < period.end else {
            throw Refusal.illegal(
                tasking.id, state: state, event: event.rawValue,
                "the agreed period ended \(period.end); \(tasking.state.remainingSteps)")
        }
        guard event != .begin || period.start <= now else {
            throw Refusal.illegal(tasking.id, state: state, event: event.rawValue, "the work begins \(period.start)")
        }
    }

    /// Checks that none of the people is still in another tasking, or has one that is ordered for an earlier time. A tasking past its end
    /// holds its people until it is closed.
    ///
    /// - Throws: `AlreadyCommitted`; where the caller may not see the other tasking, an `IllegalTransition` that does not name it.
    func checkReturned(_ tasking: Tasking, for event: TaskingLifecycle.Event) throws {
        // People who stay longer do not depart, so ordered taskings do not matter.
        let start = event == .extend ? nil : tasking.period.start
        for assignment in tasking.assignments {
            let expert = assignment.expert
            guard let other = try rows.priorTaskings(of: expert, before: start, ignoring: tasking.id).first else { continue }
            guard let prior = try rows.tasking(other), try sees(.tasking(prior)) else {
                throw Refusal.illegal(
                    tasking.id, state: tasking.state.rawValue, event: event.rawValue,
                    "\(expert) serves another tasking that is not closed")
            }
            let serves = prior.state == .ordered ? "serves \(other) first" : "has not returned from \(other)"
            let ways = prior.state == .ordered ? "it is closed, recalled or aborted" : "crrtctl tasking close \(other)"
            throw Taskings.AlreadyCommitted(
                expert: expert.text, tasking: other.description,
                message: "\(expert) \(serves), which is \(prior.state.rawValue)"
                    + (prior.isOverdue(at: now) ? " and past its end \(prior.period.end)" : "") + "; \(tasking.id) waits until \(ways)")
        }
    }

    /// Checks that none of the people has departed for a tasking that begins later. They could not depart for this one before that is
    /// closed.
    ///
    /// - Throws: `AlreadyCommitted`; where the caller may not see the other tasking, an `IllegalTransition` that does not name it.
    func checkNotDeparted(_ tasking: Tasking) throws {
        for expert in tasking.assignments.map(\.expert) {
            for other in try rows.priorTaskings(of: expert, before: nil, ignoring: tasking.id) {
                guard let later = try rows.tasking(other), later.state == .moving, tasking.period.end <= later.period.start
                else { continue }
                guard try sees(.tasking(later)) else {
                    throw Refusal.illegal(
                        tasking.id, state: tasking.state.rawValue, event: TaskingLifecycle.Event.order.rawValue,
                        "\(expert) serves another tasking that is not closed")
                }
                throw Taskings.AlreadyCommitted(
                    expert: expert.text, tasking: other.description,
                    message: "\(expert) has departed for \(other), which begins \(later.period.start)")
            }
        }
    }
}

extension Tasking.State {
    /// What remains possible where no forward step is, in words.
    var remainingSteps: String {
        switch self {
        case .awaitingConsent, .consented: "abort it and propose anew"
        case .ordered: "what is left is to recall or abort it"
        case .moving, .onTask: "what is left is to release, recall or abort it"
        case .returning: "what is left is to close it, once all are home"
        case .closed, .declined, .recalled, .aborted: "it has ended"
        }
    }
}
