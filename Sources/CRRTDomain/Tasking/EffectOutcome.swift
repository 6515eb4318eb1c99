/// What the use of an effect came to, as its nation or a releasing authority reports it once the effect has turned back.
/// It never contains a technique, a target or an access.
public struct EffectOutcome: Sendable, Hashable {
    /// How far the purpose of the use was reached.
    public enum Result: String, Sendable, Hashable, CaseIterable {
        case achieved
        /// Achieved in part.
        case partly
        case notAchieved
        /// It cannot be told.
        case unknown
    }

    /// How far the purpose of the use was reached.
    public var result: Result
    /// One line, at most 200 bytes; nil where nothing was written.
    public var text: String?
    /// The nation that reported it; nil for a releasing authority.
    public var nation: NationCode?
    /// When it was reported.
    public var at: Instant

    /// - Throws: `InvalidField` where the text is too long, or has a control character.
    public init(_ result: Result, text: String?, nation: NationCode?, at: Instant) throws(InvalidField) {
        self.result = result
        self.text = try FieldValidation.text(text, "text", 200)
        self.nation = nation
        self.at = at
    }
}
