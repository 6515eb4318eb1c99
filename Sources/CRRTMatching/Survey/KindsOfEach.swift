/// By person, which kinds of place he may take: the sets of all kinds woven into one, so that what is asked about one person lies
/// together in memory.
struct KindsOfEach {
    private let kinds: Int
    /// The first word of every kind's set, then the second of every kind's, and so on.
    private let words: [UInt64]

    /// - Parameter takers: by kind, of equal capacity.
    init(_ takers: [Selection]) {
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

    /// Bit k is set where he may take a place of kind k.
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
