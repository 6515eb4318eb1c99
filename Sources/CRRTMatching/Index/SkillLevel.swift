internal import CRRTDomain

/// A skill and the level at which it is held, in one word.
struct SkillLevel: Hashable, Comparable {
    private let word: UInt64

    init(_ key: SkillKey, level: Int) { word = key.value << 3 | UInt64(level) }

    var key: SkillKey { SkillKey(value: word >> 3) }
    /// 1 to 5.
    var level: Int { Int(word & 7) }

    static func < (left: SkillLevel, right: SkillLevel) -> Bool { left.word < right.word }
}

/// A skill code as a number.
struct SkillKey: Hashable {
    let value: UInt64

    init(_ code: SkillCode) { value = code.ordinal }

    fileprivate init(value: UInt64) { self.value = value }
}

/// A language and its STANAG 6001 profile, in eight bytes instead of a heap array.
struct LanguageLevel: Hashable {
    let code: LanguageCode
    /// For listening, speaking, reading and writing, the level in halves: 0 to 10.
    let halfLevels: SIMD4<UInt8>

    init(_ code: LanguageCode, _ profile: LanguageProfile) {
        self.code = code
        halfLevels = profile.vector
    }

    /// Whether it is the same language, and each of the four levels is high enough.
    func meets(_ needed: LanguageLevel) -> Bool {
        code == needed.code && all(halfLevels .>= needed.halfLevels)
    }
}
