internal import CRRTDomain

/// The expert does not hold the skill.
enum SkillMissing: SlotRule {
    static let code = ObjectionCode.skillMissing
    static func objects(to facts: OfferFacts, level: Int, _ slot: SlotKind, _ query: CompiledQuery) -> Bool { level == 0 }
    static func detail(of facts: OfferFacts, level: Int, _ slot: SlotKind, _ query: CompiledQuery) -> String {
        query.request.seats[slot.line].skill.text
    }
}

/// The expert holds the skill below the level that the slot needs. The slot that leads needs at least level 4.
enum LevelTooLow: SlotRule {
    static let code = ObjectionCode.levelTooLow

    static func objects(to facts: OfferFacts, level: Int, _ slot: SlotKind, _ query: CompiledQuery) -> Bool {
        level > 0 && level < slot.level
    }

    static func detail(of facts: OfferFacts, level: Int, _ slot: SlotKind, _ query: CompiledQuery) -> String {
        "\(query.request.seats[slot.line].skill) at level \(level), \(slot.level) needed"
            + (slot.leading ? " to lead" : "")
    }
}
