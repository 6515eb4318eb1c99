internal import CRRTDomain

/// A skill code as a number.
struct SkillKey: Hashable {
    let value: UInt64

    init(_ code: SkillCode) { value = code.ordinal }

    fileprivate init(value: UInt64) { self.value = value }
}

/// A skill and the level at which it is held, in one word.
struct HeldSkill: Hashable, Comparable {
    private let word: UInt64

    init(_ key: SkillKey, level: Int) { word = key.value << 3 | UInt64(level) }

    var key: SkillKey { SkillKey(value: word >> 3) }
    /// 1 to 5.
    var level: Int { Int(word & 7) }

    static func < (left: HeldSkill, right: HeldSkill) -> Bool { left.word < right.word }
}
