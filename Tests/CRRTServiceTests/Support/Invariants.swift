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
            broken += unconsented(tasking, consents)
            if !tasking.isActive, consents.contains(where: { $0.state == .requested || $0.state == .granted }) {
                broken.append("\(tasking.id) is \(tasking.state) and still has a consent open")
            }
            if tasking.state == .consented, !tasking.elements.filter(\.state.isForward).allSatisfy({ isGranted($0, tasking, consents) }) {
                broken.append("\(tasking.id) is consented without all consents")
            }
            broken += try outdated(tasking, consents, rows)
        }
        return broken + doubled(taskings) + (try overfilled(rows, taskings))
    }

    /// What is asked is about the terms as they are: a change of the terms voids it.
    private static func outdated(_ tasking: Tasking, _ consents: [Consent], _ rows: ReadTransaction) throws -> [String] {
        guard tasking.isActive, let request = try rows.request(tasking.request) else { return [] }
        return consents.filter { $0.state == .requested }.compactMap { consent in
            guard let terms = consent.terms else { return "\(tasking.id): \(consent.nation)'s consent has no terms" }
            let purpose = Terms.Purpose(
                summary: request.summary, sector: request.sector, severity: request.severity, mission: request.mission)
            let isSame =
                terms.purpose == purpose && terms.classification == request.classification && terms.mode == request.mode
                && terms.place == request.location && terms.legalBasis == request.legalBasis && terms.costRule == request.costRule
            return isSame ? nil : "\(tasking.id) is \(tasking.state), and \(consent.nation) is asked about other terms"
        }
    }

    /// Whether its nation and the host have granted for the element as it is.
    private static func isGranted(_ element: Element, _ tasking: Tasking, _ consents: [Consent]) -> Bool {
        func isGranted(_ nation: NationCode, _ kind: Consent.Kind) -> Bool {
            consents.contains { consent in
                consent.nation == nation && consent.kind == kind && consent.state == .granted && consent.concerns(element)
                    && consent.terms?.parts.contains { $0.use.isOf(element.subject) && $0.period == element.period } == true
                    && Set(consent.decidedBy.map(\.uid)).count >= consent.principalsNeeded
            }
        }
        return isGranted(element.nation, tasking.contribution) && isGranted(tasking.request.nation, .host)
    }

    private static func unconsented(_ tasking: Tasking, _ consents: [Consent]) -> [String] {
        tasking.held.filter(\.state.isForward).flatMap { element in
            var broken: [String] = []
            if !isGranted(element, tasking, consents) {
                broken.append("\(tasking.id): \(element.text) is \(element.state) without its nation's and the host's word")
            }
            let order = element.batch == 0 ? tasking.orderedBy : tasking.laterBatches.first { $0.batch == element.batch }?.orderedBy
            if order.map({ $0.isSamePerson(as: tasking.proposer(of: element.batch)) }) ?? true {
                broken.append("\(tasking.id): \(element.text) was not ordered by another person than the proposer")
            }
            return broken
        }
    }

    private static func doubled(_ taskings: [Tasking]) -> [String] {
        let held = taskings.flatMap { tasking in tasking.held.map { (tasking.id, $0) } }.filter { $0.1.expert != nil }
        return Dictionary(grouping: held, by: { $0.1.text }).values.flatMap { places in
            places.indices.flatMap { index in
                places[(index + 1)...].filter { $0.1.period.overlaps(places[index].1.period) }
                    .map { "\($0.1.text) serves \(places[index].0) and \($0.0)" }
            }
        }
    }

    /// Of an amended request the ordered taskings keep their terms, so only requests that have stayed as they were are counted.
    private static func overfilled(_ rows: ReadTransaction, _ taskings: [Tasking]) throws -> [String] {
        try Dictionary(grouping: taskings, by: \.request).compactMap { id, taskings in
            guard let request = try rows.request(id), request.revision == 2 else { return nil }
            let people = taskings.flatMap(\.held).filter { $0.state.isForward && $0.expert != nil }.count
            return people > request.people ? "\(id) has \(people) people for \(request.people) places" : nil
        }
    }
}
