/// What people did above the mission: a referral of the matter to consultation under the North Atlantic Treaty. It is on record with the
/// request, and changes nothing by itself.
public struct Referral: Sendable, Hashable {
    /// The article of the North Atlantic Treaty (Washington, 4 April 1949).
    public enum Article: String, Sendable, Hashable, CaseIterable {
        /// Consultation where an Ally's security is threatened.
        case article4
        /// Armed attack and collective defence.
        case article5
    }

    /// The article that is invoked.
    public var article: Article
    /// Who referred it, by office rather than by name; at most 200 bytes.
    public var by: String
    /// To whom, such as the North Atlantic Council; at most 200 bytes.
    public var to: String
    /// When they did.
    public var at: Instant
    /// The reference of the letter or message; at most 200 bytes, nil where none is stated.
    public var reference: String?
    /// What it came to; at most 4000 bytes, nil until it is reported.
    public var outcome: String?
    /// When it came to that; nil until it is reported.
    public var outcomeAt: Instant?

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        article: Article, by: String, to: String, at: Instant, reference: String? = nil, outcome: String? = nil, outcomeAt: Instant? = nil
    ) throws(InvalidField) {
        self.article = article
        self.by = try FieldValidation.requiredText(by, "by", 200)
        self.to = try FieldValidation.requiredText(to, "to", 200)
        self.at = at
        self.reference = try FieldValidation.text(reference, "reference", 200)
        self.outcome = try FieldValidation.text(outcome, "outcome", 4000)
        self.outcomeAt = outcomeAt
        guard (self.outcome == nil) == (outcomeAt == nil) else {
            throw InvalidField("outcome", "goes with outcomeAt, one not without the other")
        }
        if let outcomeAt, outcomeAt < at { throw InvalidField("outcomeAt", "\(outcomeAt) is before the referral, \(at)") }
    }
}
