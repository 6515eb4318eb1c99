/// An ISO 639-3 language code, three lower-case letters.
public struct LanguageCode: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The three letters as a number, five bits each. It has the order of the texts, so comparing and hashing need no text.
    public let ordinal: UInt16

    /// - Throws: `InvalidField` unless the text is three lower-case letters. Whether the code is assigned is not checked.
    public init(_ text: String) throws(InvalidField) {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
            throw InvalidField("", "\(quoted(text)) is no language; write the ISO 639-3 code, such as eng")
        }
        ordinal = text.utf8.reduce(0) { $0 << 5 | UInt16($1 - 0x61) }
    }

    /// The three letters.
    public var text: String {
        String(unsafeUninitializedCapacity: 3) { letters in
            for index in 0..<3 { letters[index] = 0x61 + UInt8(ordinal >> (10 - 5 * index) & 31) }
            return 3
        }
    }

    public var description: String { text }
    public static func < (left: LanguageCode, right: LanguageCode) -> Bool { left.ordinal < right.ordinal }
}

/// A STANAG 6001 profile: listening, speaking, reading and writing, each 0 to 5, and each with a plus below 5 where it is more.
public struct LanguageProfile: Sendable, Hashable, CustomStringConvertible {
    /// Four numbers: twice the digit, and one more for a plus. `3332+` is 6, 6, 6, 5.
    public let vector: SIMD4<UInt8>
    /// The same four numbers.
    public var halves: [Int] { vector.indices.map { Int(vector[$0]) } }

    /// - Throws: `InvalidField` unless the text is four digits 0 to 5, each with an optional plus.
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

    /// Whether each of the four is at least as high as the other's.
    public func meets(_ needed: LanguageProfile) -> Bool { all(vector .>= needed.vector) }
    public var description: String {
        String(unsafeUninitializedCapacity: 8) { text in
            var count = 0
            for index in vector.indices {
                text[count] = UInt8(ascii: "0") + vector[index] / 2
                count += 1
                guard vector[index] % 2 == 1 else { continue }
                text[count] = UInt8(ascii: "+")
                count += 1
            }
            return count
        }
    }
}
