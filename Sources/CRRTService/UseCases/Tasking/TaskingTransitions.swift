import CRRTDomain
import CRRTProtocol
import CRRTStore

extension Command {
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

    /// What follows from a change of a tasking's elements or consents.
    ///
    /// - Parameters:
    ///   - before: The tasking as it is on record.
    ///   - changed: The tasking with the changes of its elements.
    ///   - decided: Consents with the changes of their own, new ones among them.
    ///   - ending: What happens to a grant that is not needed any more, `spend` or `void`.
    ///   - remark: Why it ended, if it ends by this.
    func settle(
        _ before: Tasking, as changed: Tasking, decided: [Consent] = [], ending: ConsentLifecycle.Event = .spend, remark: String? = nil
    ) throws -> (tasking: Tasking, changes: [RecordChange]) {
        let settlement = TaskingSettlement(before: before, consents: try rows.consents(of: before.id), now: now)
        var (settled, changes) = try settlement.settle(changed, decided: decided, ending: ending)
        if settled.state.isStopped, !before.state.isStopped, let remark {
            settled.remark = remark
            changes[0] = .tasking(settled)
        }
        return (settled, changes)
    }

    /// A tasking all of whose forward elements are withdrawn.
    ///
    /// - Parameter event: What is refused where none is forward.
    func withdrawn(_ tasking: Tasking, _ cause: Element.Cause, event: String) throws -> Tasking {
        guard tasking.elements.contains(where: \.state.isForward) else {
            throw try illegal(tasking, event)
        }
        return tasking.withdrawing(cause, at: now)
    }
}
