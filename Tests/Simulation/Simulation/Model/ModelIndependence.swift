import CRRTDomain
import CRRTStore
import JournalProof
import Varlink

/// What one nation decides, and what single people do, leaves the elements and the consents of the others as they are.
extension Model {
    /// Whom an entry is about.
    private enum Concern {
        case everybody
        case nation(NationCode)
        case people(Set<String>)
    }

    func checkIndependence(_ tasking: Tasking, _ entry: JournalEntry, _ event: JournalEvent, _ changes: [RecordChange]) throws {
        guard let earlier = before[tasking.id] else { return }
        let concern = concern(of: event, tasking, changes)
        var touched: Set<NationCode> = []
        for (old, new) in zip(earlier.elements, tasking.elements) where old != new {
            touched.insert(new.nation)
            let isMeant =
                switch concern {
                case .everybody: true
                case .nation(let nation): new.nation == nation
                case .people(let people): people.contains(new.text)
                }
            guard isMeant || isDropped(old, new, earlier, tasking) else {
                throw Violation(.independent, "\(entry.event) by \(entry.principal) changed \(new.text) in \(tasking.id)")
            }
        }
        let isProposalForward = tasking.elements.contains { $0.batch == 0 && !$0.state.hasEnded }
        for case .consent(let consent) in changes where consent.tasking == tasking.id && consent.kind != .host {
            guard consentsBefore[ConsentPlace(consent)] != consent, !touched.contains(consent.nation) else { continue }
            switch concern {
            case .everybody: continue
            case .nation(let nation) where nation == consent.nation: continue
            // A nation that only lends the team goes by the proposal as a whole.
            case _ where consent.nation == lender(of: tasking) && !isProposalForward: continue
            case .nation, .people:
                throw Violation(
                    .independent, "\(entry.event) by \(entry.principal) changed the consent of \(consent.nation) to \(tasking.id)")
            }
        }
        try checkRecalled(tasking, entry, event, concern)
    }

    private func concern(of event: JournalEvent, _ tasking: Tasking, _ changes: [RecordChange]) -> Concern {
        // A host that revokes what it contributes takes back all that it has granted.
        let isHostRevoked = changes.contains { change in
            if case .consent(let consent) = change { consent.kind == .host && consent.state == .revoked } else { false }
        }
        let nation = detail["nation"]?.stringValue.flatMap { try? NationCode($0) }
        switch event {
        case .consentGranted, .consentEndorsed, .consentRefused, .consentLapsed, .consentRevoked, .taskingRecalled:
            if let people = detail["elements"]?.stringValue { return .people(Set(people.split(separator: " ").map(String.init))) }
            // The host answers for all, and so does a nation that lends the team.
            guard let nation, detail["kind"]?.stringValue != Consent.Kind.host.rawValue, !isHostRevoked, nation != lender(of: tasking)
            else {
                return .everybody
            }
            return .nation(nation)
        case .taskingWithdrawn, .taskingDeparted, .taskingBegun, .taskingReleased, .taskingHome:
            let people = (detail["elements"] ?? detail["experts"])?.stringValue
            return people.map { .people(Set($0.split(separator: " ").map(String.init))) } ?? .everybody
        default: return .everybody
        }
    }

    /// Whether an element that was not ordered goes out because the last that was has turned back.
    private func isDropped(_ old: Element, _ new: Element, _ earlier: Tasking, _ tasking: Tasking) -> Bool {
        func isServing(_ element: Element) -> Bool { element.state.isForward && element.wasOrdered }
        return !old.wasOrdered && new.state == .out && earlier.elements.contains(where: isServing)
            && !tasking.elements.contains(where: isServing)
    }

    /// Who was recalled is on the way home, or out of it.
    private func checkRecalled(_ tasking: Tasking, _ entry: JournalEntry, _ event: JournalEvent, _ concern: Concern) throws {
        guard event == .taskingRecalled else { return }
        // Who revokes one of several consents takes back those alone who serve under it.
        let isRevoked = detail["kind"] != nil
        for element in tasking.elements where element.state.isForward {
            switch concern {
            case .nation(let nation) where nation == element.nation && !(isRevoked && isCovered(element, in: tasking)): break
            case .people(let people) where people.contains(element.text): break
            default: continue
            }
            throw Violation(.recall, "\(element.text) was recalled from \(tasking.id) and is \(element.state)")
        }
    }

    /// What an element says of itself goes with its state, and stays.
    func checkFacts(_ tasking: Tasking) throws {
        for (index, element) in tasking.elements.enumerated() {
            let earlier = before[tasking.id].flatMap { $0.elements.indices.contains(index) ? $0.elements[index] : nil }
            let isOrdered = element.wasOrdered && element.orderedAt != nil && element.orderedBy != nil
            let hasLeft = element.left?.at != nil
            let holds =
                switch element.state {
                case .asked, .agreed: !element.wasOrdered && !hasLeft
                case .ordered: isOrdered && !hasLeft
                case .moving: isOrdered && !hasLeft && element.departedAt != nil
                case .onTask: isOrdered && !hasLeft && element.begunAt != nil
                case .out: hasLeft && element.departedAt == nil && element.begunAt == nil
                case .returning: hasLeft && isOrdered && (element.departedAt ?? element.begunAt) != nil
                case .home: hasLeft && isOrdered && (element.departedAt ?? element.begunAt) != nil && element.homeAt != nil
                }
            guard holds, element.state == .home || element.homeAt == nil else {
                throw Violation(
                    .lifeCycle, "\(element.text) in \(tasking.id) is \(element.state), and its times or its cause are not: \(element)")
            }
            guard let earlier else { continue }
            func stays<Value: Equatable>(_ old: Value?, _ new: Value?) -> Bool { old == nil || old == new }
            // The use of an effect is ceased also where it is released already.
            let isCeased = earlier.state == .returning && element.effect != nil && element.left?.cause == .ceased
            guard stays(earlier.orderedAt, element.orderedAt), stays(earlier.orderedBy, element.orderedBy),
                stays(earlier.departedAt, element.departedAt), stays(earlier.begunAt, element.begunAt),
                stays(earlier.homeAt, element.homeAt), isCeased || stays(earlier.left, element.left)
            else { throw Violation(.lifeCycle, "\(element.text) in \(tasking.id) was \(earlier), and is \(element)") }
        }
    }
}
