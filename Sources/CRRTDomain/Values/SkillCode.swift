/// A code of the skill catalogue: a NICE Framework work role (v2.1.0, `PD-WRL-003`) or a CRRT specialism (`GX-SKL-001`).
///
/// The form is checked here; whether the code exists is the catalogue's answer.
public struct SkillCode: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let text: String

    public init(_ text: String) throws(InvalidField) {
        let shape = "AA-AAA-000".utf8
        let fits = text.utf8.count == shape.count && zip(text.utf8, shape).allSatisfy { byte, mark in
            switch mark {
            case 0x41: (0x41...0x5A).contains(byte)
            case 0x30: (0x30...0x39).contains(byte)
            default: byte == mark
            }
        }
        guard fits else { throw InvalidField("", "'\(text)' is no skill code; they look like PD-WRL-003 or GX-SKL-001") }
        self.text = text
    }

    public var description: String { text }
    public static func < (left: SkillCode, right: SkillCode) -> Bool { left.text < right.text }
}

/// How well somebody holds a skill: 1 aware, 2 assisted, 3 independent, 4 leads, 5 authority.
public struct Proficiency: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let level: Int
    /// What the one person that leads a `lead` line must at least hold.
    public static let leads = Proficiency(unchecked: 4)
    public static let highest = Proficiency(unchecked: 5)

    public init(_ level: Int) throws(InvalidField) {
        guard (1...5).contains(level) else { throw InvalidField("", "\(level) is no level; 1 to 5 are allowed") }
        self.level = level
    }

    private init(unchecked level: Int) { self.level = level }
    public var description: String { String(level) }
    public static func < (left: Proficiency, right: Proficiency) -> Bool { left.level < right.level }
}
