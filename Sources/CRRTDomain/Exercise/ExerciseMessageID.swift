/// The id of a message of an exercise: `INJ-0007` of an inject, `NDF-0003` of a no-duff message.
public struct ExerciseMessageID: Sendable, Hashable, CustomStringConvertible {
    /// What kind of message it is.
    public let kind: ExerciseMessage.Kind
    /// The number, from 1. Messages of both kinds share one sequence.
    public let number: Int

    /// - Parameter number: From 1.
    public init(_ kind: ExerciseMessage.Kind, number: Int) { (self.kind, self.number) = (kind, number) }

    /// - Throws: `InvalidField` for another form.
    public init(_ text: String) throws(InvalidField) {
        let kind = ExerciseMessage.Kind.allCases.first { text.hasPrefix($0.prefix) }
        let digits = text.utf8.dropFirst(4)
        guard let kind, (4...9).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(text.dropFirst(4)), number > 0, ExerciseMessageID(kind, number: number).description == text
        else { throw InvalidField("", "\(quoted(text)) is no message of an exercise; write INJ-0001 or NDF-0001") }
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
