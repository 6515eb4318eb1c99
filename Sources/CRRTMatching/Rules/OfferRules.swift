internal import CRRTDomain

/// The offer is suspended or withdrawn, or begins after the mission does.
enum NotOffered: OfferFactsRule {
    static let code = ObjectionCode.notOffered

    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool {
        facts.offer.state != .offered || facts.offer.validFrom > terms.request.period.start
    }

    static func detail(of facts: OfferFacts, _ terms: Terms) -> String {
        facts.offer.state == .offered
            ? "the offer begins \(facts.offer.validFrom), the mission \(terms.request.period.start)"
            : "the offer is \(facts.offer.state.rawValue)"
    }
}

/// The offer has been unconfirmed for longer than the policy allows.
enum OfferStale: OfferFactsRule {
    static let code = ObjectionCode.offerStale

    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool {
        facts.offer.isStale(at: terms.at, staleAfterDays: terms.staleAfterDays)
    }

    static func detail(of facts: OfferFacts, _ terms: Terms) -> String {
        "last confirmed \(facts.offer.confirmedAt), more than \(counted(terms.staleAfterDays, "day", "days")) ago"
    }
}

/// The offer ends before the mission does.
enum OfferEnds: OfferFactsRule {
    static let code = ObjectionCode.offerEnds

    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool {
        facts.offer.validUntil.map { $0 < terms.request.period.end } ?? false
    }

    static func detail(of facts: OfferFacts, _ terms: Terms) -> String {
        "the offer ends \(facts.offer.validUntil.map(\.description) ?? "never"), the mission \(terms.request.period.end)"
    }
}
