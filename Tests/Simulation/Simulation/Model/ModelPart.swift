import CRRTDomain
import Varlink

/// What a contributing nation is shown of a tasking: docs/domain.md section 4, written down once more.
extension Model {
    /// The state of a tasking as a person is shown it: for a contributing nation, that of its own elements.
    func state(of tasking: Tasking, shownTo person: Person) -> Tasking.State {
        if sees(person, offersOf: tasking.request.nation) { return tasking.state }
        var part = tasking
        part.elements = tasking.elements.filter { $0.nation.description == person.nation }
        // A nation that lends the team and sends no people goes by the proposal as a whole.
        if part.elements.isEmpty { part.elements = tasking.elements.filter { $0.batch == 0 } }
        return LifeCycles.state(of: part, isHosted: isHosted(part, in: tasking))
    }

    /// All that a nation's part of a tasking follows from. Where it stays the same, the nation is shown the same.
    struct PartBasis: Sendable, Hashable {
        var elements: [Element]
        var consents: [Consent]
        var effects: [Effect]
        /// The batches of its forward elements to which the host has agreed.
        var hosted: [Int]
        var request: Request?
        var closedAt: Instant?
    }

    func partBasis(of tasking: Tasking, for nation: NationCode) -> PartBasis {
        let own = tasking.elements.filter { $0.nation == nation }
        let batches = Set(own.filter(\.state.isForward).map(\.batch)).sorted()
        let hosted = batches.filter { batch in
            var part = tasking
            part.elements = own.filter { $0.batch == batch }
            return isHosted(part, in: tasking)
        }
        return PartBasis(
            elements: own,
            consents: (asked[tasking.id] ?? []).filter { $0.nation == nation }.compactMap { consents[$0] },
            effects: own.compactMap(\.effect).compactMap { effects[$0] }, hosted: hosted, request: requests[tasking.request],
            closedAt: tasking.closedAt)
    }

    /// Whether a nation is owed its people back by this call, by each of its contact points.
    func mustRecall(_ parameters: JSONObject, by person: Person) -> Bool {
        guard person.roles.contains(.ncp), let nation = person.nation, parameters["nation"]?.stringValue == nation,
            parameters["reason"]?.stringValue == "crisis",
            parameters.members.allSatisfy({ ["id", "nation", "reason", "experts", "idempotencyKey"].contains($0.name) }),
            parameters["idempotencyKey"].map({ $0.stringValue?.hasPrefix("k") ?? false }) ?? true
        else { return false }
        var people: [ExpertID]?
        if let named = parameters["experts"] {
            let found = (named.arrayValue ?? []).compactMap { value in value.stringValue.flatMap { try? ExpertID($0) } }
            guard !found.isEmpty, found.count == named.arrayValue?.count, Set(found).count == found.count,
                found.allSatisfy({ $0.nation.description == nation && experts[$0] != nil })
            else { return false }
            people = found
        }
        guard let id = parameters["id"] else { return people != nil }
        guard let id = id.stringValue.flatMap({ try? TaskingID($0) }), let tasking = taskings[id],
            sees(person, id) || hasGranted(person, id)
        else { return false }
        let forward = { (element: Element) in element.nation.description == nation && element.state.isForward }
        guard let people else { return tasking.elements.contains(where: forward) }
        return people.allSatisfy { expert in tasking.elements.last { $0.expert == expert }.map(forward) ?? false }
    }

    /// Whether the person has granted a consent that stands. What is spent is of people who have left.
    private func hasGranted(_ person: Person, _ id: TaskingID) -> Bool {
        (asked[id] ?? []).contains { place in
            place.nation.description == person.nation && consents[place]?.state == .granted
                && (consents[place].map { $0.decidedBy.prefix($0.grants) } ?? []).contains { granter in
                    granter.playedBy == nil && granter.name == person.name && granter.uid == person.uid
                }
        }
    }

    /// Whether the host, and the nation that lends the team, agreed to the batches of those who are forward in a part.
    func isHosted(_ part: Tasking, in tasking: Tasking) -> Bool {
        let all = (asked[tasking.id] ?? []).compactMap { consents[$0] }
        return Set(part.elements.filter(\.state.isForward).map(\.batch)).allSatisfy { batch in
            let granted = all.filter { $0.state == .granted && $0.batch == batch }
            let lender = batch == 0 ? lender(of: tasking) : nil
            return granted.contains { $0.kind == .host } && (lender == nil || granted.contains { $0.nation == lender && $0.kind != .host })
        }
    }

    /// The nation that lends the team and sends no people.
    func lender(of tasking: Tasking) -> NationCode? {
        guard let nation = tasking.team?.nation, !tasking.elements.contains(where: { $0.batch == 0 && $0.nation == nation }) else {
            return nil
        }
        return nation
    }
}
