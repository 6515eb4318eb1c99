/// An ISO 639-3 language code, three lower-case letters.
public struct LanguageCode: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The three letters, five bits each, so that order, equality and hashing need no text.
    public let ordinal: UInt16

    public init(_ text: String) throws(InvalidField) {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
            throw InvalidField("", "\(quoted(text)) is no language; write the ISO 639-3 code, such as eng")
        }
        ordinal = text.utf8.reduce(0) { $0 << 5 | UInt16($1 - 0x61) }
    }

    public var text: String {
        String(unsafeUninitializedCapacity: 3) { letters in
            for place in 0..<3 { letters[place] = 0x61 + UInt8(ordinal >> (10 - 5 * place) & 31) }
            return 3
        }
    }

    public var description: String { text }
    public static func < (left: LanguageCode, right: LanguageCode) -> Bool { left.ordinal < right.ordinal }
}

/// A STANAG 6001 profile: listening, speaking, reading, writing, each 0 to 5, each with a plus where it is more (not above 5).
public struct LanguageProfile: Sendable, Hashable, CustomStringConvertible {
    /// Four numbers, twice the digit plus one for a plus: `3332+` is 6 6 6 5.
    public let vector: SIMD4<UInt8>
    /// The same four.
    public var halves: [Int] { vector.indices.map { Int(vector[$0]) } }

    public init(_ text: String) throws(InvalidField) {
        var vector = SIMD4<UInt8>()
        var count = 0
        for byte in text.utf8 {
            if (0x30...0x35).contains(byte), count < 4 {
                vector[count] = (byte - 0x30) * 2
                count += 1
            } else if byte == UInt8(ascii: "+"), count > 0, vector[count - 1] % 2 == 0, vector[count - 1] < 10 {
                vector[count - 1] += 1
            } else {
                count = 0
                break
            }
        }
        guard count == 4 else {
            throw InvalidField(
                "", "\(quoted(text)) is no STANAG 6001 profile; write four digits 0 to 5, a plus allowed after each, such as 3332")
        }
        self.vector = vector
    }

    /// Whether every one of the four is at least the other's.
    public func meets(_ needed: LanguageProfile) -> Bool { all(vector .>= needed.vector) }
    public var description: String { halves.map { String($0 / 2) + ($0 % 2 == 1 ? "+" : "") }.joined() }
}
