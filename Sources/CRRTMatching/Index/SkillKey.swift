internal import CRRTDomain

/// A skill code as a number, so that comparing needs no text: five letters of five bits and a three-digit number.
struct SkillKey: Hashable {
    let value: UInt64

    init(_ code: SkillCode) {
        value = code.text.utf8.reduce(0) { sum, byte in
            switch byte {
            case 0x41...0x5A: sum << 5 | UInt64(byte - 0x41)
            case 0x30...0x39: sum << 4 | UInt64(byte - 0x30)
            default: sum
            }
        }
    }

    fileprivate init(value: UInt64) { self.value = value }
}

/// A skill and how well somebody holds it, in one word.
struct HeldSkill: Hashable, Comparable {
    private let word: UInt64

    init(_ key: SkillKey, level: Int) { word = key.value << 3 | UInt64(level) }

    var key: SkillKey { SkillKey(value: word >> 3) }
    /// 1 to 5.
    var level: Int { Int(word & 7) }

    static func < (left: HeldSkill, right: HeldSkill) -> Bool { left.word < right.word }
}
