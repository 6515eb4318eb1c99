internal import CRRTDomain

/// An expert's id as a number in the order of its text, so that comparing needs no text.
///
/// It is the nation, and up to 24 of `- 0–9 A–Z` as digits of a number in base 38, in which 0 marks the end of the text.
struct IDKey: Hashable, Comparable {
    private let rest: UInt128
    private let nation: UInt16

    init(_ id: ExpertID) {
        nation = id.nation.ordinal
        var number: UInt128 = 0
        var count = 0
        for byte in id.text.utf8.dropFirst(4).prefix(24) {
            number = number &* 38 &+ UInt128(IDKey.digit(byte))
            count += 1
        }
        rest = number &* IDKey.powers[24 - count]
    }

    private static let powers: [UInt128] = (0...24).map { repeatElement(38, count: $0).reduce(1, &*) }

    private static func digit(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: byte - 0x30 + 2
        case 0x41...0x5A: byte - 0x41 + 12
        default: 1
        }
    }

    /// A hash to which every bit of key and seed contributes: the two halves of a product, as in Wang Yi's wyhash.
    ///
    /// A start computes hundreds of thousands. The standard library's hashing takes ten times as long.
    func mixed(_ seed: UInt128) -> Int {
        let bits = rest ^ seed ^ UInt128(nation) << 112
        let (high, low) = UInt64(truncatingIfNeeded: bits).multipliedFullWidth(by: UInt64(truncatingIfNeeded: bits >> 64) | 1)
        return Int(truncatingIfNeeded: high ^ low)
    }

    static func < (left: IDKey, right: IDKey) -> Bool {
        left.nation != right.nation ? left.nation < right.nation : left.rest < right.rest
    }
}
