internal import CRRTDomain

/// The offer is suspended or withdrawn, or begins only after the mission does.
enum NotOffered: StandingRule {
    static let code = ObjectionCode.notOffered

    static func objects(to standing: Standing, _ terms: Terms) -> Bool {
        standing.offer.state != .offered || standing.offer.validFrom > terms.request.period.start
    }

    static func detail(of standing: Standing, _ terms: Terms) -> String {
        standing.offer.state == .offered
            ? "the offer begins \(standing.offer.validFrom), the mission \(terms.request.period.start)"
            : "the offer is \(standing.offer.state.rawValue)"
    }
}

/// Nobody has confirmed the offer for longer than the policy allows.
enum OfferStale: StandingRule {
    static let code = ObjectionCode.offerStale

    static func objects(to standing: Standing, _ terms: Terms) -> Bool {
        standing.offer.isStale(at: terms.at, staleAfterDays: terms.staleAfterDays)
    }

    static func detail(of standing: Standing, _ terms: Terms) -> String {
        "last confirmed \(standing.offer.confirmedAt), more than \(terms.staleAfterDays) days ago"
    }
}

/// The offer ends before the mission does.
enum OfferEnds: StandingRule {
    static let code = ObjectionCode.offerEnds

    static func objects(to standing: Standing, _ terms: Terms) -> Bool {
        standing.offer.validUntil.map { $0 < terms.request.period.end } ?? false
    }

    static func detail(of standing: Standing, _ terms: Terms) -> String {
        "the offer ends \(standing.offer.validUntil.map(\.description) ?? "never"), the mission \(terms.request.period.end)"
    }
}
