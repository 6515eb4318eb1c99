/// A set of handles, of experts or of teams, made for one query: a bit for each handle in one block of memory.
struct Bitmap: Sendable {
    private(set) var words: [UInt64]

    /// An empty set with room for this number of handles.
    init(capacity: Int) {
        let perPage = ExpertSet.wordsPerPage * 64
        words = [UInt64](repeating: 0, count: (capacity + perPage - 1) / perPage * ExpertSet.wordsPerPage)
    }

    /// The number of handles in the set.
    ///
    /// It adds bits within words, eight words at a time, because not every processor has an instruction to count them.
    var count: Int {
        var sum = SIMD8<UInt64>()
        words.withUnsafeBytes { words in
            for offset in stride(from: 0, to: words.count, by: 64) {
                var bits = words.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
                bits = bits &- (bits &>> 1 & 0x5555_5555_5555_5555)
                bits = (bits & 0x3333_3333_3333_3333) &+ (bits &>> 2 & 0x3333_3333_3333_3333)
                bits = (bits &+ bits &>> 4) & 0x0F0F_0F0F_0F0F_0F0F
                bits = bits &+ bits &>> 8
                bits = bits &+ bits &>> 16
                sum &+= (bits &+ bits &>> 32) & 0xFF
            }
        }
        return Int(sum.wrappedSum())
    }

    func contains(_ handle: Int32) -> Bool { words[Int(handle) / 64] & (1 << UInt64(handle % 64)) != 0 }

    mutating func insert(_ handle: Int32) { words[Int(handle) / 64] |= 1 << UInt64(handle % 64) }

    mutating func remove(_ handle: Int32) { words[Int(handle) / 64] &= ~(1 << UInt64(handle % 64)) }

    mutating func removeAll() { updateWords { $0.update(repeating: 0) } }

    mutating func unite(_ other: ExpertSet) { combine(other) { $0 | $1 } }
    mutating func subtract(_ other: ExpertSet) { combine(other) { $0 & ~$1 } }
    mutating func intersect(_ other: ExpertSet) {
        updatePages { page, words in if !other.has(page) { words.update(repeating: 0) } }
        combine(other) { $0 & $1 }
    }

    /// Removes the experts of another set, but for those in `kept`.
    mutating func subtract(_ other: ExpertSet, except kept: Bitmap) {
        for page in other.pages.indices where other.has(page) {
            updatePage(page) { words in
                let first = page * ExpertSet.wordsPerPage
                for word in words.indices { words[word] &= ~other.pages[page][word] | kept.words[first + word] }
            }
        }
    }

    mutating func unite(_ other: Bitmap) { combine(other) { $0 | $1 } }
    mutating func intersect(_ other: Bitmap) { combine(other) { $0 & $1 } }

    /// Calls `body` with every handle, in rising order.
    @inline(__always)
    func forEach(_ body: (Int32) -> Void) {
        for word in words.indices where words[word] != 0 {
            var rest = words[word]
            while rest != 0 {
                body(Int32(word * 64 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
    }

    /// Every handle, in rising order.
    var all: [Int32] { prefix(.max) }

    /// The smallest handles, in rising order.
    func prefix(_ count: Int) -> [Int32] {
        var first: [Int32] = []
        for word in words.indices where words[word] != 0 {
            var rest = words[word]
            while rest != 0, first.count < count {
                first.append(Int32(word * 64 + rest.trailingZeroBitCount))
                rest &= rest - 1
            }
            if first.count >= count { break }
        }
        return first
    }

    @inline(__always)
    private mutating func combine(_ other: Bitmap, _ operation: (UInt64, UInt64) -> UInt64) {
        words.withUnsafeMutableBufferPointer { words in
            other.words.withUnsafeBufferPointer { other in
                for word in 0..<min(words.count, other.count) { words[word] = operation(words[word], other[word]) }
            }
        }
    }

    /// Calls `body` with all words, to be changed in place.
    @inline(__always)
    mutating func updateWords(_ body: (_ words: inout UnsafeMutableBufferPointer<UInt64>) -> Void) {
        words.withUnsafeMutableBufferPointer { body(&$0) }
    }

    /// Calls `body` with each page, to be changed in place.
    @inline(__always)
    mutating func updatePages(_ body: (_ page: Int, _ words: inout UnsafeMutableBufferPointer<UInt64>) -> Void) {
        for page in 0..<words.count / ExpertSet.wordsPerPage { updatePage(page) { body(page, &$0) } }
    }

    @inline(__always)
    mutating func updatePage(_ page: Int, _ body: (_ words: inout UnsafeMutableBufferPointer<UInt64>) -> Void) {
        words.withUnsafeMutableBufferPointer { words in
            let first = page * ExpertSet.wordsPerPage
            var part = UnsafeMutableBufferPointer(rebasing: words[first..<first + ExpertSet.wordsPerPage])
            body(&part)
        }
    }

    /// Combines the pages that the other set has. Other pages stay as they are.
    @inline(__always)
    private mutating func combine(_ other: ExpertSet, _ operation: (UInt64, UInt64) -> UInt64) {
        for page in other.pages.indices where other.has(page) {
            updatePage(page) { words in
                other.pages[page].withUnsafeBufferPointer { other in
                    for word in 0..<ExpertSet.wordsPerPage { words[word] = operation(words[word], other[word]) }
                }
            }
        }
    }
}
