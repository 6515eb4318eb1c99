internal import CRRTDomain

/// The experts' ids by handle, as keys that compare without their text.
///
/// Experts who were added in order of id, as rows are, are compared by handle alone.
struct IDColumn: Sendable {
    private(set) var keys = PagedColumn<IDKey>()
    /// Handles below this were added in order of id.
    private(set) var sortedCount: Int32 = 0

    /// Adds the id of the next handle.
    mutating func append(_ key: IDKey) {
        let handle = keys.append(key)
        if handle == sortedCount, handle == 0 || keys[handle - 1] < key { sortedCount += 1 }
    }

    /// Whether all ids are in order and smaller than this one. None of them then equals it.
    func allPrecede(_ key: IDKey) -> Bool { sortedCount == 0 || Int(sortedCount) == keys.count && keys[sortedCount - 1] < key }

    /// Whether the left handle's id is the smaller.
    func precedes(_ left: Int32, _ right: Int32) -> Bool {
        max(left, right) < sortedCount ? left < right : keys[left] < keys[right]
    }
}

/// An expert's id as a number in the order of its text.
///
/// It is the nation, and up to 24 of `- 0–9 A–Z` as digits of a number in base 38, in which 0 marks the end of the text.
struct IDKey: Hashable, Comparable {
    private let rest: UInt128
    private let nation: UInt16

    /// The key of no expert, before all others.
    static let none = IDKey()

    private init() { (rest, nation) = (0, 0) }

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

    /// A seeded hash: the two halves of a 128-bit product, combined, as in Wang Yi's wyhash. Every bit of key and seed contributes.
    ///
    /// Loading a roster computes hundreds of thousands. The standard library's hashing takes ten times as long.
    func hash(seed: UInt128) -> Int {
        let bits = rest ^ seed ^ UInt128(nation) << 112
        let (high, low) = UInt64(truncatingIfNeeded: bits).multipliedFullWidth(by: UInt64(truncatingIfNeeded: bits >> 64) | 1)
        return Int(truncatingIfNeeded: high ^ low)
    }

    static func < (left: IDKey, right: IDKey) -> Bool {
        left.nation != right.nation ? left.nation < right.nation : left.rest < right.rest
    }
}
