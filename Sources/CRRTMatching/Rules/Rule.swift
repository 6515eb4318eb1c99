/// One reason why an offer, of an expert or of a team, cannot answer a request.
protocol StandingRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to standing: Standing, _ terms: Terms) -> Bool
    /// The clash in plain words; asked only where the rule objects.
    static func detail(of standing: Standing, _ terms: Terms) -> String
}

/// One reason why an expert cannot serve a request, whatever the seat.
protocol ExpertRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to expert: Profile, _ terms: Terms) -> Bool
    static func detail(of expert: Profile, _ terms: Terms) -> String
}

/// One reason why an expert cannot take a place.
protocol PlaceRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to expert: Profile, _ place: PlaceKind, _ terms: Terms) -> Bool
    static func detail(of expert: Profile, _ place: PlaceKind, _ terms: Terms) -> String
}
