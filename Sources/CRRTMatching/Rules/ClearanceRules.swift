internal import CRRTDomain

/// No clearance is on record. Unknown is not false, and fails closed.
enum ClearanceUnknown: ExpertRule {
    static let code = ObjectionCode.clearanceUnknown
    static func objects(to expert: Profile, _ terms: Terms) -> Bool { expert.clearance == nil }
    static func detail(of expert: Profile, _ terms: Terms) -> String { "no clearance is on record" }
}

/// The clearance does not hold until the mission ends.
enum ClearanceExpires: ExpertRule {
    static let code = ObjectionCode.clearanceExpires

    static func objects(to expert: Profile, _ terms: Terms) -> Bool {
        expert.clearance.map { !$0.holds(until: terms.request.period.end) } ?? false
    }

    static func detail(of expert: Profile, _ terms: Terms) -> String {
        "valid through \(expert.clearance?.validUntil.map(\.description) ?? "-"), the mission ends \(terms.request.period.end)"
    }
}

/// The clearance is below what the seat or the request needs.
enum ClearanceTooLow: PlaceRule {
    static let code = ObjectionCode.clearanceTooLow

    static func objects(to expert: Profile, _ place: PlaceKind, _ terms: Terms) -> Bool {
        expert.clearance.map { $0.level < place.clearance } ?? false
    }

    static func detail(of expert: Profile, _ place: PlaceKind, _ terms: Terms) -> String {
        "\(expert.clearance?.level.rawValue ?? "-"), \(place.clearance.rawValue) needed"
    }
}
