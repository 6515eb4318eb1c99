/// The id of a message of an exercise: `INJ-483920` of an inject, `NDF-271828` of a no-duff message. The number is drawn, so that an id
/// tells those who play nothing of how many injects are planned.
public struct ExerciseMessageID: Sendable, Hashable, CustomStringConvertible {
    /// What kind of message it is.
    public let kind: ExerciseMessage.Kind
    /// The numbers that are drawn: six digits. Messages of schema 10 were counted from 1.
    public static let drawnNumbers = 100_000...999_999

    /// From 1. Messages of both kinds share their numbers.
    public let number: Int

    /// - Parameter number: From 1.
    public init(_ kind: ExerciseMessage.Kind, number: Int) { (self.kind, self.number) = (kind, number) }

    /// - Throws: `InvalidField` for another form.
    public init(_ text: String) throws(InvalidField) {
        let kind = ExerciseMessage.Kind.allCases.first { text.hasPrefix($0.prefix) }
        let digits = text.utf8.dropFirst(4)
        guard let kind, (4...9).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(text.dropFirst(4)), number > 0, ExerciseMessageID(kind, number: number).description == text
        else { throw InvalidField("", "\(quoted(text)) is no message of an exercise; they look like INJ-483920 and NDF-271828") }
        self.init(kind, number: number)
    }

    public var description: String {
        let digits = String(number)
        return kind.prefix + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}

extension ExerciseMessage.Kind {
    fileprivate var prefix: String {
        switch self {
        case .inject: "INJ-"
        case .noDuff: "NDF-"
        }
    }
}
