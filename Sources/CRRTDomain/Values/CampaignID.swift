/// The id of a campaign, `CMP-483920`. The number is drawn, so that an id tells no reader how many campaigns there are that they may not
/// see.
///
/// Exercise instances mint `CMX-…`, so that real and exercise ids cannot collide.
public struct CampaignID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The numbers that are drawn: six digits.
    public static let numbers = 100_000...999_999

    /// Six digits.
    public let number: Int
    /// Whether an exercise instance minted it.
    public let exercise: Bool

    /// - Parameters:
    ///   - number: One of `numbers`.
    ///   - exercise: Whether an exercise instance mints it.
    public init(number: Int, exercise: Bool) {
        self.number = number
        self.exercise = exercise
    }

    /// - Throws: `InvalidField` for another form.
    public init(_ text: String) throws(InvalidField) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let prefix = text.utf8.prefix(3)
        let exercise = prefix.elementsEqual("CMX".utf8)
        guard parts.count == 2, parts[0].count == 3, exercise || prefix.elementsEqual("CMP".utf8), parts[1].count == 6,
            let number = RequestID.number(parts[1], width: 6), CampaignID.numbers.contains(number)
        else { throw InvalidField("", "\(quoted(text)) is no campaign id; they look like \(exercise ? "CMX" : "CMP")-483920") }
        self.init(number: number, exercise: exercise)
    }

    public var description: String { (exercise ? "CMX-" : "CMP-") + "\(number)" }

    public static func < (left: CampaignID, right: CampaignID) -> Bool {
        (left.exercise ? 1 : 0, left.number) < (right.exercise ? 1 : 0, right.number)
    }
}
