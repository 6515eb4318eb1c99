/// A bit-sliced column: a number ≥ 0 for each expert, 0 unless set, stored as one slice of bits for each binary digit.
///
/// A comparison with a bound takes one operation on whole slices for each digit (P. O'Neil and D. Quass, "Improved Query Performance with
/// Variant Indexes", SIGMOD 1997).
struct BitSlicedColumn: Sendable {
    static var wordsPerSlice: Int { ExpertSet.wordsPerPage }
    private static var expertsPerPage: Int { wordsPerSlice * 64 }

    /// Slices of the column: the binary digits that a value may have. Larger values must not be set.
    let bitWidth: Int
    /// The binary digits of the largest value that has ever been set. Higher slices are all 0.
    private(set) var bitWidthInUse = 0
    /// Pages of 4096 experts, each with its slices one after another, the lowest digit first; empty where all values are 0.
    private(set) var pages: [[UInt64]] = []

    init(bitWidth: Int) { self.bitWidth = bitWidth }

    /// The first page of a column: the values of these experts, none of whom is named twice, and 0 for all others.
    init(bitWidth: Int, page values: some Sequence<HandleValue>) {
        self.bitWidth = bitWidth
        var slices = [UInt64](repeating: 0, count: bitWidth * Self.wordsPerSlice)
        var all = 0
        for (handle, value) in values {
            let (_, word, bit) = Self.position(handle)
            var rest = value
            while rest != 0 {
                slices[rest.trailingZeroBitCount * Self.wordsPerSlice + word] |= 1 << bit
                rest &= rest - 1
            }
            all |= value
        }
        bitWidthInUse = Int.bitWidth - all.leadingZeroBitCount
        if all != 0 { pages = [slices] }
    }

    subscript(handle: Int32) -> Int {
        get {
            let (page, word, bit) = Self.position(handle)
            guard page < pages.count, !pages[page].isEmpty else { return 0 }
            return pages[page].withUnsafeBufferPointer { slices in
                (0..<bitWidth).reduce(0) { $0 | Int(slices[$1 * Self.wordsPerSlice + word] >> bit & 1) << $1 }
            }
        }
        set { change(handle, from: self[handle], to: newValue) }
    }

    /// Replaces the value of an expert.
    mutating func change(_ handle: Int32, from old: Int, to new: Int) {
        bitWidthInUse = max(bitWidthInUse, Int.bitWidth - new.leadingZeroBitCount)
        // Only changed values are written, so that a page shared with an older copy is not duplicated for nothing.
        guard old != new else { return }
        let (page, word, bit) = Self.position(handle)
        while pages.count <= page { pages.append([]) }
        if pages[page].isEmpty { pages[page] = [UInt64](repeating: 0, count: bitWidth * Self.wordsPerSlice) }
        pages[page].withUnsafeMutableBufferPointer { slices in
            var changed = old ^ new
            while changed != 0 {
                slices[changed.trailingZeroBitCount * Self.wordsPerSlice + word] ^= 1 << bit
                changed &= changed - 1
            }
        }
        if new == 0, pages[page].allSatisfy({ $0 == 0 }) { pages[page] = [] }
    }

    /// Takes the first page of a column of the same bit width as this page. There must be no page after it yet.
    mutating func append(_ other: BitSlicedColumn, as page: Int) {
        bitWidthInUse = max(bitWidthInUse, other.bitWidthInUse)
        guard let slices = other.pages.first, !slices.isEmpty else { return }
        while pages.count < page { pages.append([]) }
        pages.append(slices)
    }

    var isZero: Bool { pages.allSatisfy(\.isEmpty) }

    /// The expert's page, the word in each of its slices, and the bit in that word.
    private static func position(_ handle: Int32) -> (page: Int, word: Int, bit: UInt64) {
        (Int(handle) / expertsPerPage, Int(handle) % expertsPerPage / 64, UInt64(handle % 64))
    }
}

extension BitSlicedColumn: Equatable {
    /// Whether each expert has the same value in both.
    static func == (left: BitSlicedColumn, right: BitSlicedColumn) -> Bool {
        (0..<max(left.pages.count, right.pages.count)).allSatisfy { left.page($0) == right.page($0) }
    }

    private func page(_ number: Int) -> [UInt64] { number < pages.count ? pages[number] : [] }
}
