internal import CRRTDomain

/// The expert does not hold the skill.
enum SkillMissing: PlaceRule {
    static let code = ObjectionCode.skillMissing
    static func objects(to facts: OfferFacts, level: Int, _ place: PlaceKind, _ terms: Terms) -> Bool { level == 0 }
    static func detail(of facts: OfferFacts, level: Int, _ place: PlaceKind, _ terms: Terms) -> String {
        terms.request.seats[place.line].skill.text
    }
}

/// The expert holds the skill below the level that the place needs. The place that leads needs at least level 4.
enum LevelTooLow: PlaceRule {
    static let code = ObjectionCode.levelTooLow

    static func objects(to facts: OfferFacts, level: Int, _ place: PlaceKind, _ terms: Terms) -> Bool {
        level > 0 && level < place.level
    }

    static func detail(of facts: OfferFacts, level: Int, _ place: PlaceKind, _ terms: Terms) -> String {
        "\(terms.request.seats[place.line].skill) at level \(level), \(place.level) needed"
            + (place.leading ? " to lead" : "")
    }
}
