internal import CRRTDomain

/// The offer is suspended or withdrawn, or begins after the mission does.
enum NotOffered: OfferFactsRule {
    static let code = ObjectionCode.notOffered

    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool {
        facts.offer.state != .offered || facts.offer.validFrom > query.request.period.start
    }

    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String {
        facts.offer.state == .offered
            ? "the offer begins \(facts.offer.validFrom), the mission \(query.request.period.start)"
            : "the offer is \(facts.offer.state.rawValue)"
    }
}

/// The offer has been unconfirmed for longer than the policy allows.
enum OfferStale: OfferFactsRule {
    static let code = ObjectionCode.offerStale

    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool {
        facts.offer.isStale(at: query.at, staleAfterDays: query.staleAfterDays)
    }

    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String {
        "last confirmed \(facts.offer.confirmedAt), more than \(counted(query.staleAfterDays, "day", "days")) ago"
    }
}

/// The offer ends before the mission does.
enum OfferEnds: OfferFactsRule {
    static let code = ObjectionCode.offerEnds

    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool {
        facts.offer.validUntil.map { $0 < query.request.period.end } ?? false
    }

    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String {
        "the offer ends \(facts.offer.validUntil.map(\.description) ?? "never"), the mission \(query.request.period.end)"
    }
}
