internal import CRRTDomain

/// No clearance is on record. Unknown fails closed.
enum ClearanceUnknown: OfferFactsRule {
    static let code = ObjectionCode.clearanceUnknown
    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool { facts.clearance == nil }
    static func detail(of facts: OfferFacts, _ terms: Terms) -> String { "no clearance is on record" }
}

/// The clearance ends before the mission does.
enum ClearanceExpires: OfferFactsRule {
    static let code = ObjectionCode.clearanceExpires

    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool {
        facts.clearance.map { !$0.holds(until: terms.request.period.end) } ?? false
    }

    static func detail(of facts: OfferFacts, _ terms: Terms) -> String {
        "valid through \(facts.clearance?.validUntil.map(\.description) ?? "-"), the mission ends \(terms.request.period.end)"
    }
}

/// The clearance is below what the seat or the request needs.
enum ClearanceTooLow: PlaceRule {
    static let code = ObjectionCode.clearanceTooLow

    static func objects(to facts: OfferFacts, level: Int, _ place: PlaceKind, _ terms: Terms) -> Bool {
        facts.clearance.map { $0.level < place.clearance } ?? false
    }

    static func detail(of facts: OfferFacts, level: Int, _ place: PlaceKind, _ terms: Terms) -> String {
        "\(facts.clearance?.level.rawValue ?? "-"), \(place.clearance.rawValue) needed"
    }
}
