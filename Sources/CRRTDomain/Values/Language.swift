/// An ISO 639-3 language code, three lower-case letters.
public struct LanguageCode: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let text: String
    public init(_ text: String) throws(InvalidField) {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
            throw InvalidField("", "'\(text)' is no language; write the ISO 639-3 code, such as eng")
        }
        self.text = text
    }
    public var description: String { text }
    public static func < (left: LanguageCode, right: LanguageCode) -> Bool { left.text < right.text }
}

/// A STANAG 6001 profile: listening, speaking, reading, writing, each 0 to 5, each with a plus where it is more (not above 5).
public struct LanguageProfile: Sendable, Hashable, CustomStringConvertible {
    /// Four numbers, twice the digit plus one for a plus: `3332+` is 6 6 6 5.
    public let halves: [Int]

    public init(_ text: String) throws(InvalidField) {
        var halves: [Int] = []
        halves.reserveCapacity(4)
        for byte in text.utf8 {
            if (0x30...0x35).contains(byte) {
                halves.append(Int(byte - 0x30) * 2)
            } else if byte == UInt8(ascii: "+"), let last = halves.last, last % 2 == 0, last < 10 {
                halves[halves.count - 1] = last + 1
            } else {
                halves = []
                break
            }
        }
        guard halves.count == 4 else {
            throw InvalidField("", "'\(text)' is no STANAG 6001 profile; write four digits 0 to 5, a plus allowed after each, such as 3332")
        }
        self.halves = halves
    }

    /// Whether every one of the four is at least the other's.
    public func meets(_ needed: LanguageProfile) -> Bool { zip(halves, needed.halves).allSatisfy { $0 >= $1 } }
    public var description: String { halves.map { String($0 / 2) + ($0 % 2 == 1 ? "+" : "") }.joined() }
}
