/// A rule about the whole request that needs only the plain facts of an offer.
protocol OfferFactsRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to facts: OfferFacts, _ query: CompiledQuery) -> Bool
    /// The values that clash, in words. Called only where the rule objects.
    static func detail(of facts: OfferFacts, _ query: CompiledQuery) -> String
}

/// A rule about the whole request that needs more of an expert than plain facts.
protocol ExpertRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to expert: ExpertProfile, _ query: CompiledQuery) -> Bool
    static func detail(of expert: ExpertProfile, _ query: CompiledQuery) -> String
}

/// A rule about a slot that needs plain facts and the level only. `level` is the expert's level in the slot's skill, 0 for none.
protocol SlotRule: SendableMetatype {
    static var code: ObjectionCode { get }
    static func objects(to facts: OfferFacts, level: Int, _ slot: SlotKind, _ query: CompiledQuery) -> Bool
    static func detail(of facts: OfferFacts, level: Int, _ slot: SlotKind, _ query: CompiledQuery) -> String
}
