internal import CRRTDomain

/// The expert serves only remotely and the work is on site, or the reverse.
enum ModeMismatch: OfferFactsRule {
    static let code = ObjectionCode.modeMismatch
    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool { !facts.mode.serves(query.request.mode) }
    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String {
        "offered \(facts.mode.rawValue), needed \(query.request.mode.rawValue)"
    }
}
