/// For each expert, the kinds of place that they may take. The sets of all kinds are interleaved, so that the bits of one expert share a
/// cache line.
struct KindsOfEach {
    private let kinds: Int
    /// The first word of every kind's set, then the second word of every kind's set, and so on.
    private let words: [UInt64]

    /// - Parameter takers: A set for each kind, of equal capacity.
    init(_ takers: [Bitmap]) {
        let kinds = takers.count
        let length = takers.first?.words.count ?? 0
        self.kinds = kinds
        words = [UInt64](unsafeUninitializedCapacity: kinds * length) { words, count in
            for (kind, set) in takers.enumerated() {
                set.words.withUnsafeBufferPointer { set in
                    for place in 0..<length { words[place * kinds + kind] = set[place] }
                }
            }
            count = kinds * length
        }
    }

    /// Bit k is set where the expert may take a place of kind k.
    func of(_ handle: Int32) -> UInt64 {
        let first = Int(handle >> 6) * kinds
        let bit = UInt64(handle & 63)
        return words.withUnsafeBufferPointer { words in
            var mayTake: UInt64 = 0
            for kind in 0..<kinds { mayTake |= (words[first + kind] >> bit & 1) << UInt64(kind) }
            return mayTake
        }
    }
}
