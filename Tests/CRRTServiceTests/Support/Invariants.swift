import CRRTDomain
import CRRTProtocol
import CRRTStore

@testable import CRRTService

/// What must hold of the rows at any moment.
enum Invariants {
    static func broken(_ rows: ReadTransaction) throws -> [String] {
        let taskings = try rows.taskings(state: nil, after: nil, limit: 1000)
        var broken: [String] = []
        for tasking in taskings {
            let consents = try rows.consents(of: tasking.id)
            if tasking.state.holdsPeople { broken += unconsented(tasking, consents) }
            if !tasking.state.isActive, consents.contains(where: { $0.state == .requested || $0.state == .granted }) {
                broken.append("\(tasking.id) is \(tasking.state) and still has a consent open")
            }
            if tasking.state == .consented, unanswered(tasking, consents) {
                broken.append("\(tasking.id) is consented without all consents")
            }
            broken += try outdated(tasking, consents, rows)
        }
        return broken + doubled(taskings.filter(\.state.holdsPeople)) + (try overfilled(rows, taskings))
    }

    /// What is asked, and was granted and not yet ordered, is about the terms as they are: a change of the terms voids it.
    private static func outdated(_ tasking: Tasking, _ consents: [Consent], _ rows: ReadTransaction) throws -> [String] {
        guard tasking.state.isActive, let request = try rows.request(tasking.request) else { return [] }
        var present: Set<String> = []
        if tasking.state.holdsPeople {
            present.insert(tasking.digest)
        } else {
            present.insert(try TaskingTerms.digest(tasking, end: tasking.period.end, request, rows))
        }
        if let asked = tasking.extension { present.insert(try TaskingTerms.digest(tasking, end: asked.end, request, rows)) }
        return consents.filter { ($0.state == .requested || $0.state == .granted) && !present.contains($0.digest) }
            .map { "\(tasking.id) is \(tasking.state), and \($0.nation)'s consent, \($0.state), is about other terms" }
    }

    private static func unanswered(_ tasking: Tasking, _ consents: [Consent]) -> Bool {
        let granted = consents.filter { $0.digest == tasking.digest && $0.state == .granted }
        let kind: Consent.Kind = tasking.kind == .effect ? .effect : .contribute
        return !tasking.nations.allSatisfy { nation in granted.contains { $0.nation == nation && $0.kind == kind } }
            || !granted.contains { $0.nation == tasking.request.nation && $0.kind == .host }
    }

    private static func unconsented(_ tasking: Tasking, _ consents: [Consent]) -> [String] {
        var broken = unanswered(tasking, consents) ? ["\(tasking.id) is \(tasking.state) without every nation's word"] : []
        for consent in consents where consent.digest == tasking.digest && consent.state == .granted {
            let people = Set(consent.decidedBy.map(\.uid)).count
            if people < consent.principalsNeeded { broken.append("\(tasking.id): \(people) person(s) granted an effect") }
        }
        if tasking.orderedBy.map({ $0.isSamePerson(as: tasking.proposedBy) }) ?? true {
            broken.append("\(tasking.id) was not ordered by another person than its proposer")
        }
        return broken
    }

    private static func doubled(_ holding: [Tasking]) -> [String] {
        var broken: [String] = []
        for (index, one) in holding.enumerated() {
            for other in holding[(index + 1)...] where one.period.overlaps(other.period) {
                let shared = Set(one.assignments.map(\.expert)).intersection(other.assignments.map(\.expert))
                if !shared.isEmpty { broken.append("\(shared) serve \(one.id) and \(other.id)") }
            }
        }
        return broken
    }

    /// Of an amended request the ordered taskings keep their terms, so only requests that have stayed as they were are counted.
    private static func overfilled(_ rows: ReadTransaction, _ taskings: [Tasking]) throws -> [String] {
        try Dictionary(grouping: taskings.filter(\.state.holdsPeople), by: \.request).compactMap { id, taskings in
            guard let request = try rows.request(id), request.revision == 2 else { return nil }
            let people = taskings.flatMap(\.assignments).count
            return people > request.people ? "\(id) has \(people) people for \(request.people) places" : nil
        }
    }
}
