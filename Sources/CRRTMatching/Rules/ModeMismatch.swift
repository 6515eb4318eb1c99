internal import CRRTDomain

/// He serves only remotely and the work is on site, or the reverse.
enum ModeMismatch: ExpertRule {
    static let code = ObjectionCode.modeMismatch
    static func objects(to expert: Profile, _ terms: Terms) -> Bool { !expert.mode.serves(terms.request.mode) }
    static func detail(of expert: Profile, _ terms: Terms) -> String {
        "offered \(expert.mode.rawValue), needed \(terms.request.mode.rawValue)"
    }
}
