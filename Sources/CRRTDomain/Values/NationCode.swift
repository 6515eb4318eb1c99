/// An ISO 3166-1 alpha-3 code. Two letters are refused: legacy `AU` meant Austria.
public struct NationCode: Sendable, Hashable, Comparable {
    /// The three letters as a number in base 26, `AAA` = 0, so that order and equality need no text.
    public let ordinal: UInt16

    public init(_ text: String) throws(InvalidField) {
        let letters = Array(text.utf8)
        guard letters.count == 3, letters.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            let hint = letters.count == 2 ? " (two-letter codes are ambiguous)" : ""
            throw InvalidField("", "'\(text)' is no nation; write the ISO 3166-1 alpha-3 code in capitals, such as EST\(hint)")
        }
        ordinal = letters.reduce(0) { $0 * 26 + UInt16($1 - 0x41) }
    }

    public static func < (left: NationCode, right: NationCode) -> Bool { left.ordinal < right.ordinal }
}

extension NationCode: CustomStringConvertible {
    public var description: String {
        let letters = [ordinal / 676, ordinal / 26 % 26, ordinal % 26].map { UInt8($0) + 0x41 }
        return String(decoding: letters, as: UTF8.self)
    }
}
