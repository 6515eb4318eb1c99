import CRRTDomain

/// Who may know of what: docs/visibility.md, written down once more.
extension Model {
    func sees(_ person: Person, offersOf nation: NationCode) -> Bool {
        !person.roles.isDisjoint(with: [.duty, .authority, .council, .auditor])
            || (person.roles.contains(.observer) && person.nation == nil) || readsAsContact(person, of: nation.description)
    }

    private func isLet(_ person: Person, _ classification: Classification, _ released: [String], of owner: NationCode) -> Bool {
        guard person.clearance >= classification else { return false }
        guard let nation = person.nation, nation != owner.description else { return true }
        return released.contains("NATO") || released.contains(nation)
    }

    private func isAsked(_ person: Person, _ tasking: TaskingID) -> Bool {
        (asked[tasking] ?? []).contains { readsAsContact(person, of: $0.nation.description) }
    }

    /// Contact points of a nation, and its observers.
    func readsAsContact(_ person: Person, of nation: String) -> Bool {
        !person.roles.isDisjoint(with: [.ncp, .observer]) && person.nation == nation
    }

    func sees(_ person: Person, _ effect: Effect) -> Bool {
        if person.roles.contains(.auditor) { return true }
        return sees(person, offersOf: effect.nation) && isLet(person, effect.classification, effect.releasableTo, of: effect.nation)
    }

    func sees(_ person: Person, _ request: Request) -> Bool {
        if person.roles.contains(.auditor) { return true }
        guard let id = request.id, isLet(person, request.classification, request.releasableTo, of: request.nation) else { return false }
        return sees(person, offersOf: request.nation) || (taskingsOf[id] ?? []).contains { isAsked(person, $0) }
    }

    func sees(_ person: Person, _ tasking: TaskingID) -> Bool {
        if person.roles.contains(.auditor) { return true }
        guard let request = requests[tasking.request] else { return false }
        let whole =
            sees(person, offersOf: request.nation) && isLet(person, request.classification, request.releasableTo, of: request.nation)
        return whole || (isAsked(person, tasking) && person.clearance >= request.classification)
    }

    func sees(_ person: Person, _ consent: Consent) -> Bool {
        if person.roles.contains(.auditor) { return true }
        return sees(person, consent.tasking)
            && (sees(person, offersOf: consent.tasking.request.nation) || consent.nation.description == person.nation)
    }
}

/// What a list must hold: the ids of its records, in order.
extension Model {
    func experts(seenBy person: Person, of nation: String?) -> [String] {
        experts.keys.filter { sees(person, offersOf: $0.nation) && (nation == nil || $0.nation.description == nation) }.map(\.text).sorted()
    }

    func teams(seenBy person: Person, of nation: String?) -> [String] {
        teams.keys.filter { sees(person, offersOf: $0.nation) && (nation == nil || $0.nation.description == nation) }.map(\.text).sorted()
    }

    func effects(seenBy person: Person, of nation: String?) -> [String] {
        effects.values.filter { sees(person, $0) && (nation == nil || $0.nation.description == nation) }.map(\.id.text).sorted()
    }

    func requests(seenBy person: Person, of nation: String?, in state: String?) -> [String] {
        requests.values.filter { request in
            sees(person, request) && (nation == nil || request.nation.description == nation)
                && (state == nil || request.state.rawValue == state)
        }.compactMap(\.id).sorted().map(\.description)
    }

    func taskings(seenBy person: Person, of request: String?, in state: String?) -> [String] {
        taskings.values.filter { tasking in
            (request == nil || tasking.request.description == request) && sees(person, tasking.id)
                && (state == nil || self.state(of: tasking, shownTo: person).rawValue == state)
        }.map(\.id).sorted().map(\.description)
    }

    /// In the order of taskings, nations and kinds; of these in that in which they were asked for.
    func consents(seenBy person: Person, of tasking: String?, in state: String?) -> [String] {
        taskings.keys.filter { tasking == nil || $0.description == tasking }.sorted().flatMap { id in
            (asked[id] ?? []).enumerated()
                .sorted {
                    ($0.element.nation, $0.element.kind.rawValue, $0.offset) < ($1.element.nation, $1.element.kind.rawValue, $1.offset)
                }
                .compactMap { consents[$0.element] }
                .filter { sees(person, $0) && (state == nil || $0.state.rawValue == state) }
                .map { "\($0.tasking) \($0.nation) \($0.kind.rawValue) \($0.digest)" }
        }
    }
}
