/// A sovereign cyber effect, as an administrative record: an opaque national reference, a category and conditions.
/// Never a technique, a target or an access.
public struct Effect: Sendable, Hashable {
    public enum Category: String, Sendable, Hashable, CaseIterable { case defensive, offensive }

    public var id: EffectID
    public var title: String
    public var category: Category
    /// One lower-case word: `isolate`, `sinkhole`, …
    public var kind: String
    public var leadHours: Int
    public var conditions: String?
    public var classification: Classification
    /// Nations or groups; an allow-list, never empty.
    public var releasableTo: [String]
    public var offer: Offer
    public var revision: Int

    public var nation: NationCode { id.nation }

    public init(
        id: EffectID, nation: NationCode, title: String, category: Category, kind: String, leadHours: Int, conditions: String? = nil,
        classification: Classification, releasableTo: [String], offer: Offer, revision: Int = 1
    ) throws(InvalidField) {
        try Limits.sameNation(nation, id)
        self.id = id
        self.title = try Limits.requiredText(title, "title", 200)
        self.category = category
        self.kind = try Limits.word(kind, "kind")
        self.leadHours = try Limits.hours(leadHours, "leadHours")
        self.conditions = try Limits.text(conditions, "conditions", 4000)
        self.classification = classification
        self.releasableTo = try Limits.releasability(releasableTo)
        self.offer = offer
        self.revision = revision
    }
}
