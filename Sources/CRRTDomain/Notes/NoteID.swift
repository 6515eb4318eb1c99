/// The id of a note, `NTE-48392017`. The number is drawn, so that an id tells no reader how many notes there are that they may not see.
///
/// Exercise instances mint `NTX-…`, so that real and exercise ids cannot collide.
public struct NoteID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The numbers that are drawn: eight digits.
    public static let numbers = 10_000_000...99_999_999

    /// Eight digits.
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
        let exercise = text.utf8.starts(with: "NTX-".utf8)
        guard parts.count == 2, exercise || text.utf8.starts(with: "NTE-".utf8), parts[1].count == 8,
            let number = RequestID.number(parts[1], width: 8), NoteID.numbers.contains(number)
        else { throw InvalidField("", "\(quoted(text)) is no note id; they look like NTE-48392017") }
        self.init(number: number, exercise: exercise)
    }

    public var description: String { (exercise ? "NTX-" : "NTE-") + "\(number)" }

    public static func < (left: NoteID, right: NoteID) -> Bool {
        (left.exercise ? 1 : 0, left.number) < (right.exercise ? 1 : 0, right.number)
    }
}
