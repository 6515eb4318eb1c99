internal import CRRTDomain

/// He does not hold the skill at all.
enum SkillMissing: PlaceRule {
    static let code = ObjectionCode.skillMissing
    static func objects(to facts: Facts, level: Int, _ place: PlaceKind, _ terms: Terms) -> Bool { level == 0 }
    static func detail(of facts: Facts, level: Int, _ place: PlaceKind, _ terms: Terms) -> String {
        terms.request.seats[place.line].skill.text
    }
}

/// He holds the skill, but less well than the place needs; the place that leads needs level 4 at least.
enum LevelTooLow: PlaceRule {
    static let code = ObjectionCode.levelTooLow

    static func objects(to facts: Facts, level: Int, _ place: PlaceKind, _ terms: Terms) -> Bool {
        level > 0 && level < place.level
    }

    static func detail(of facts: Facts, level: Int, _ place: PlaceKind, _ terms: Terms) -> String {
        "\(terms.request.seats[place.line].skill) at level \(level), \(place.level) needed"
            + (place.leading ? " to lead" : "")
    }
}
