import CRRTDomain
import CRRTProtocol
import CRRTStore

extension Command {
    /// The tasking after an event, one revision on; refused where the life cycle has no such step.
    func step(_ tasking: Tasking, _ event: TaskingLifecycle.Event, hint: String = "") throws -> Tasking {
        var next = tasking
        do { next.state = try TaskingLifecycle.next(tasking.state, event) } catch { throw Refusal.illegal(tasking.id, error, hint) }
        next.revision += 1
        return next
    }

    /// A consent after an event.
    func step(_ consent: Consent, _ event: ConsentLifecycle.Event) throws -> Consent {
        var next = consent
        do { next.state = try ConsentLifecycle.next(consent.state, event) } catch {
            throw Refusal.illegal("\(consent.tasking) \(consent.nation) \(consent.kind.rawValue)", error)
        }
        return next
    }

    /// A consent after a person's decision.
    func decide(_ consent: Consent, _ event: ConsentLifecycle.Event, reason: String? = nil) throws -> Consent {
        var next = try step(consent, event)
        next.decidedBy.append(caller.principal)
        next.decidedAt = now
        next.reason = reason
        return next
    }

    /// Ends a tasking: what was granted is `spend` or `void`, what was not yet answered lapses.
    ///
    /// - Parameter decided: a consent whose decision ends it; it is taken as it is.
    func end(
        _ tasking: Tasking, _ event: TaskingLifecycle.Event, consents ending: ConsentLifecycle.Event, decided: [Consent] = [],
        remark: String?
    ) throws -> (tasking: Tasking, changes: [RecordChange]) {
        var ended = try step(tasking, event)
        ended.remark = remark
        ended.extension = nil
        var changes: [RecordChange] = [.tasking(ended)]
        for consent in try reading.consents(of: tasking.id) {
            if let decision = decided.first(where: { $0.isSamePlace(as: consent) }) {
                changes.append(.consent(decision))
            } else if consent.state == .requested {
                changes.append(.consent(try step(consent, ending == .void ? .void : .lapse)))
            } else if consent.state == .granted {
                changes.append(.consent(try step(consent, ending)))
            }
        }
        return (ended, changes)
    }
}

extension Consent {
    /// The same nation's word on the same terms.
    func isSamePlace(as other: Consent) -> Bool { nation == other.nation && kind == other.kind && digest == other.digest }
}
