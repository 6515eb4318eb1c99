/// A code of the skill catalogue: a NICE Framework work role (v2.1.0, `PD-WRL-003`) or a CRRT specialism (`GX-SKL-001`).
///
/// Only the form is checked here. Whether the code exists, the catalogue decides.
public struct SkillCode: Sendable, Hashable, Comparable, CustomStringConvertible {
    private static let shape: StaticString = "AA-AAA-000"
    /// The five letters and three digits as a number below 2⁴⁰: five bits for a letter, four for a digit. It has the order of the texts, so
    /// comparing and hashing need no text.
    public let ordinal: UInt64

    /// - Throws: `InvalidField` for another form.
    public init(_ text: String) throws(InvalidField) {
        guard let ordinal = SkillCode.ordinal(text) else {
            throw InvalidField("", "\(quoted(text)) is no skill code; they look like PD-WRL-003 or GX-SKL-001")
        }
        self.ordinal = ordinal
    }

    private static func ordinal(_ text: String) -> UInt64? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count == shape.utf8CodeUnitCount else { return nil }
            var ordinal: UInt64 = 0
            for index in bytes.indices {
                switch (shape.utf8Start[index], bytes[index]) {
                case (0x41, let letter) where (0x41...0x5A).contains(letter): ordinal = ordinal << 5 | UInt64(letter - 0x41)
                case (0x30, let digit) where (0x30...0x39).contains(digit): ordinal = ordinal << 4 | UInt64(digit - 0x30)
                case (0x2D, 0x2D): break
                default: return nil
                }
            }
            return ordinal
        }
    }

    /// The code as text.
    public var text: String {
        let shape = SkillCode.shape
        return String(unsafeUninitializedCapacity: shape.utf8CodeUnitCount) { bytes in
            var rest = ordinal
            for index in (0..<shape.utf8CodeUnitCount).reversed() {
                let mark = shape.utf8Start[index]
                let bits: UInt64 = mark == 0x41 ? 5 : mark == 0x30 ? 4 : 0
                bytes[index] = mark + UInt8(truncatingIfNeeded: rest & (1 << bits - 1))
                rest >>= bits
            }
            return shape.utf8CodeUnitCount
        }
    }

    public var description: String { text }
    public static func < (left: SkillCode, right: SkillCode) -> Bool { left.ordinal < right.ordinal }
}

/// How well a skill is held: 1 aware, 2 assisted, 3 independent, 4 leads, 5 authority.
public struct Proficiency: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 1 to 5.
    public let level: Int
    /// The least level of the person who leads a `lead` line.
    public static let leads = Proficiency(unchecked: 4)
    /// Level 5.
    public static let highest = Proficiency(unchecked: 5)

    /// - Throws: `InvalidField` unless the level is 1 to 5.
    public init(_ level: Int) throws(InvalidField) {
        guard (1...5).contains(level) else { throw InvalidField("", "\(level) is no level; 1 to 5 are allowed") }
        self.level = level
    }

    private init(unchecked level: Int) { self.level = level }
    public var description: String { String(level) }
    public static func < (left: Proficiency, right: Proficiency) -> Bool { left.level < right.level }
}
