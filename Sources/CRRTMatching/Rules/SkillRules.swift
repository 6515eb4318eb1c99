internal import CRRTDomain

/// He does not hold the skill at all.
enum SkillMissing: PlaceRule {
    static let code = ObjectionCode.skillMissing
    static func objects(to expert: Profile, _ place: PlaceKind, _ terms: Terms) -> Bool { expert.level(in: place.skill) == 0 }
    static func detail(of expert: Profile, _ place: PlaceKind, _ terms: Terms) -> String {
        terms.request.seats[place.line].skill.text
    }
}

/// He holds the skill, but less well than the place needs; the place that leads needs level 4 at least.
enum LevelTooLow: PlaceRule {
    static let code = ObjectionCode.levelTooLow

    static func objects(to expert: Profile, _ place: PlaceKind, _ terms: Terms) -> Bool {
        let level = expert.level(in: place.skill)
        return level > 0 && level < place.level
    }

    static func detail(of expert: Profile, _ place: PlaceKind, _ terms: Terms) -> String {
        "\(terms.request.seats[place.line].skill) at level \(expert.level(in: place.skill)), \(place.level) needed"
            + (place.leading ? " to lead" : "")
    }
}
