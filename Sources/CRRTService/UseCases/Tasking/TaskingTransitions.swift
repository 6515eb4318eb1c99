import CRRTDomain
import CRRTProtocol
import CRRTStore

extension Command {
    /// The tasking after an event, with the next revision; refused where the life cycle has no such transition.
    func step(_ tasking: Tasking, _ event: TaskingLifecycle.Event, hint: String = "") throws -> Tasking {
        var next = tasking
        do { next.state = try TaskingLifecycle.next(tasking.state, event) } catch { throw Refusal.illegal(tasking.id, error, hint) }
        next.revision += 1
        return next
    }

    /// A consent after an event.
    func step(_ consent: Consent, _ event: ConsentLifecycle.Event) throws -> Consent {
        do { return try consent.after(event) } catch {
            throw Refusal.illegal("\(consent.tasking) \(consent.nation) \(consent.kind.rawValue)", error)
        }
    }

    /// A consent after a person's decision.
    func decide(_ consent: Consent, _ event: ConsentLifecycle.Event, reason: String? = nil) throws -> Consent {
        var next = try step(consent, event)
        next.decidedBy.append(caller.principal)
        next.decidedAt = now
        next.reason = reason
        return next
    }

    /// Ends a tasking and its consents.
    ///
    /// - Parameters:
    ///   - ending: the event for granted consents, `spend` or `void`.
    ///   - decided: consents whose decision ends the tasking. They are stored as they are.
    func end(
        _ tasking: Tasking, _ event: TaskingLifecycle.Event, consents ending: ConsentLifecycle.Event, decided: [Consent] = [],
        remark: String?
    ) throws -> (tasking: Tasking, changes: [RecordChange]) {
        var ended = try step(tasking, event)
        ended.remark = remark
        ended.dropExtension(at: now)
        let consents = try rows.consents(of: tasking.id).compactMap { consent in
            // An extension that never came into force leaves its grants unused.
            let isLonger = consent.digest == tasking.extension?.digest
            return try decided.first { $0.hasSameKey(as: consent) } ?? consent.ended(granted: isLonger ? .void : ending, at: now)
        }
        return (ended, [.tasking(ended)] + consents.map(RecordChange.consent))
    }
}
