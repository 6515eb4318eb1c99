/// An ISO 3166-1 alpha-3 code. Two-letter codes are refused, because legacy `AU` meant Austria.
public struct NationCode: Sendable, Hashable, Comparable {
    /// The three letters as a number in base 26, from `AAA` = 0. It has the order of the texts, so comparing needs no text.
    public let ordinal: UInt16

    /// - Throws: `InvalidField` unless the text is three capitals. Whether the site knows the nation, the catalogue decides.
    public init(_ text: String) throws(InvalidField) {
        guard let code = NationCode(letters: text.utf8) else {
            let hint = text.utf8.count == 2 ? " (two-letter codes are ambiguous)" : ""
            throw InvalidField("", "\(quoted(text)) is no nation; write the ISO 3166-1 alpha-3 code in capitals, such as EST\(hint)")
        }
        self = code
    }

    /// nil unless there are exactly three capitals.
    init?(letters: some Collection<UInt8>) {
        var (ordinal, count): (UInt16, Int) = (0, 0)
        for letter in letters {
            guard count < 3, (0x41...0x5A).contains(letter) else { return nil }
            (ordinal, count) = (ordinal * 26 + UInt16(letter - 0x41), count + 1)
        }
        guard count == 3 else { return nil }
        self.ordinal = ordinal
    }

    public static func < (left: NationCode, right: NationCode) -> Bool { left.ordinal < right.ordinal }
}

extension NationCode: CustomStringConvertible {
    public var description: String {
        String(unsafeUninitializedCapacity: 3) { letters in
            letters[0] = UInt8(ordinal / 676) + 0x41
            letters[1] = UInt8(ordinal / 26 % 26) + 0x41
            letters[2] = UInt8(ordinal % 26) + 0x41
            return 3
        }
    }
}
