/// One reason why an offer cannot answer a request, to be seen from its plain facts.
protocol FactsRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to facts: Facts, _ terms: Terms) -> Bool
    /// The clash in plain words; asked only where the rule objects.
    static func detail(of facts: Facts, _ terms: Terms) -> String
}

/// One reason why an expert cannot serve a request, whatever the seat, that takes more than his plain facts.
protocol ExpertRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to expert: Profile, _ terms: Terms) -> Bool
    static func detail(of expert: Profile, _ terms: Terms) -> String
}

/// One reason why an expert, with his level in the place's skill (0: none), cannot take a place.
protocol PlaceRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to facts: Facts, level: Int, _ place: PlaceKind, _ terms: Terms) -> Bool
    static func detail(of facts: Facts, level: Int, _ place: PlaceKind, _ terms: Terms) -> String
}
