/// For each expert, the kinds of slot that they are eligible for, as a bit mask.
///
/// The sets of all kinds are interleaved, so that the bits of one expert share a cache line.
struct SlotKindMasks {
    private let kindCount: Int
    /// The first word of every kind's set, then the second word of every kind's set, and so on.
    private let words: [UInt64]

    /// - Parameter eligible: A set for each kind, all of the same capacity.
    init(_ eligible: [Bitmap]) {
        let kindCount = eligible.count
        let wordCount = eligible.first?.words.count ?? 0
        self.kindCount = kindCount
        words = [UInt64](unsafeUninitializedCapacity: kindCount * wordCount) { words, count in
            for (kind, set) in eligible.enumerated() {
                set.words.withUnsafeBufferPointer { set in
                    for word in 0..<wordCount { words[word * kindCount + kind] = set[word] }
                }
            }
            count = kindCount * wordCount
        }
    }

    /// Bit k is set where the expert is eligible for slots of kind k.
    subscript(handle: Int32) -> UInt64 {
        let first = Int(handle >> 6) * kindCount
        let bit = UInt64(handle & 63)
        return words.withUnsafeBufferPointer { words in
            var mask: UInt64 = 0
            for kind in 0..<kindCount { mask |= (words[first + kind] >> bit & 1) << UInt64(kind) }
            return mask
        }
    }
}
