/// A reason why an offer cannot answer a request, which shows in its plain facts.
protocol OfferFactsRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to facts: OfferFacts, _ terms: Terms) -> Bool
    /// The values that clash, in words. Asked only where the rule objects.
    static func detail(of facts: OfferFacts, _ terms: Terms) -> String
}

/// A reason why an expert cannot serve a request in any seat, which needs more than plain facts.
protocol ExpertRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to expert: ExpertProfile, _ terms: Terms) -> Bool
    static func detail(of expert: ExpertProfile, _ terms: Terms) -> String
}

/// A reason why an expert cannot take a place. `level` is the expert's level in the place's skill, 0 for none.
protocol PlaceRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to facts: OfferFacts, level: Int, _ place: PlaceKind, _ terms: Terms) -> Bool
    static func detail(of facts: OfferFacts, level: Int, _ place: PlaceKind, _ terms: Terms) -> String
}
