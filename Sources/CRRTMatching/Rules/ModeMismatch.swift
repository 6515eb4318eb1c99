internal import CRRTDomain

/// The expert serves only remotely and the work is on site, or the reverse.
enum ModeMismatch: OfferFactsRule {
    static let code = ObjectionCode.modeMismatch
    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool { !facts.mode.serves(terms.request.mode) }
    static func detail(of facts: OfferFacts, _ terms: Terms) -> String {
        "offered \(facts.mode.rawValue), needed \(terms.request.mode.rawValue)"
    }
}
