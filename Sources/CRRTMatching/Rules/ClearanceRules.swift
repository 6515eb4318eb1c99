internal import CRRTDomain

/// No clearance is on record. Unknown fails closed.
enum ClearanceUnknown: OfferFactsRule {
    static let code = ObjectionCode.clearanceUnknown
    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool { facts.clearance == nil }
    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String { "no clearance is on record" }
}

/// The clearance ends before the mission does.
enum ClearanceExpires: OfferFactsRule {
    static let code = ObjectionCode.clearanceExpires

    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool {
        facts.clearance.map { !$0.holds(until: query.request.period.end) } ?? false
    }

    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String {
        "valid through \(facts.clearance?.validUntil.map(\.description) ?? "-"), the mission ends \(query.request.period.end)"
    }
}

/// The clearance is below what the seat or the request needs.
enum ClearanceTooLow: SlotRule {
    static let code = ObjectionCode.clearanceTooLow

    static func objects(to facts: OfferFacts, level: Int, _ slot: SlotKind, _ query: CompiledQuery) -> Bool {
        facts.clearance.map { $0.level < slot.clearance } ?? false
    }

    static func detail(of facts: OfferFacts, level: Int, _ slot: SlotKind, _ query: CompiledQuery) -> String {
        "\(facts.clearance?.level.rawValue ?? "-"), \(slot.clearance.rawValue) needed"
    }
}
