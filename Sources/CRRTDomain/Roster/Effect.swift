/// A sovereign cyber effect, as an administrative record: an opaque national reference, a category and conditions.
/// It never contains a technique, a target or an access.
public struct Effect: Sendable, Hashable {
    /// The two categories of an effect.
    public enum Category: String, Sendable, Hashable, CaseIterable { case defensive, offensive }

    /// The nation's own reference.
    public var id: EffectID
    /// One line, at most 200 bytes.
    public var title: String
    /// Whether it defends or attacks.
    public var category: Category
    /// One lower-case word that requests ask for, such as `isolate` or `sinkhole`.
    public var kind: String
    /// Hours from the order until the effect can be used.
    public var leadHours: Int
    /// What the nation demands for its use, at most 4000 bytes; nil for none.
    public var conditions: String?
    /// What a reader must be cleared for.
    public var classification: Classification
    /// Nations or groups that may know of it. An allow-list, never empty.
    public var releasableTo: [String]
    /// Whether it may be requested, and until when.
    public var offer: Offer
    /// The number of this version of the record, from 1.
    public var revision: Int
    /// The reference of the nation's legal review, at most 200 bytes, never the review itself; nil where the nation states none.
    public var legalReview: String?
    /// The first instant at which the effect is not authorised any more; nil where the nation states none.
    public var authorisedUntil: Instant?

    /// The nation that owns it.
    public var nation: NationCode { id.nation }

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        id: EffectID, nation: NationCode, title: String, category: Category, kind: String, leadHours: Int, conditions: String? = nil,
        classification: Classification, releasableTo: [String], offer: Offer, revision: Int = 1,
        legalReview: String? = nil, authorisedUntil: Instant? = nil
    ) throws(InvalidField) {
        try FieldValidation.sameNation(nation, id)
        self.id = id
        self.title = try FieldValidation.requiredText(title, "title", 200)
        self.category = category
        self.kind = try FieldValidation.word(kind, "kind")
        self.leadHours = try FieldValidation.hours(leadHours, "leadHours")
        self.conditions = try FieldValidation.text(conditions, "conditions", 4000)
        self.classification = classification
        self.releasableTo = try FieldValidation.releasability(releasableTo)
        self.offer = offer
        self.revision = revision
        self.legalReview = try FieldValidation.text(legalReview, "legalReview", 200)
        self.authorisedUntil = authorisedUntil
    }

    /// Whether the nation's authorisation has not run out.
    public func isAuthorised(at now: Instant) -> Bool { authorisedUntil.map { now < $0 } ?? true }
}
