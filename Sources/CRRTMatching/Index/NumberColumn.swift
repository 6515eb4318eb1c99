/// A bit-sliced column: a number ≥ 0 for each expert, 0 unless set, as one row of bits for each binary digit.
///
/// Experts whose number is at least a bound are found by one operation on whole rows for each digit (P. O'Neil and D. Quass, "Improved
/// Query Performance with Variant Indexes", SIGMOD 1997).
struct NumberColumn: Sendable {
    static var rowLength: Int { ExpertSet.wordsPerPage }
    private static var expertsPerPage: Int { rowLength * 64 }

    /// Binary digits of a number. Larger numbers must not be set.
    let digits: Int
    /// Binary digits of the largest number that has ever been set.
    private(set) var digitsInUse = 0
    /// Pages of 4096 experts, each with its rows one after another, the lowest digit first; empty where all numbers are 0.
    private(set) var pages: [[UInt64]] = []

    init(digits: Int) { self.digits = digits }

    subscript(handle: Int32) -> Int {
        get {
            let (page, word, bit) = Self.place(handle)
            guard page < pages.count, !pages[page].isEmpty else { return 0 }
            return pages[page].withUnsafeBufferPointer { rows in
                (0..<digits).reduce(0) { $0 | Int(rows[$1 * Self.rowLength + word] >> bit & 1) << $1 }
            }
        }
        set { change(handle, from: self[handle], to: newValue) }
    }

    /// Replaces the number of an expert.
    mutating func change(_ handle: Int32, from old: Int, to new: Int) {
        digitsInUse = max(digitsInUse, Int.bitWidth - new.leadingZeroBitCount)
        // Writing only what changes avoids duplicating the page of an older copy.
        guard old != new else { return }
        let (page, word, bit) = Self.place(handle)
        while pages.count <= page { pages.append([]) }
        if pages[page].isEmpty { pages[page] = [UInt64](repeating: 0, count: digits * Self.rowLength) }
        pages[page].withUnsafeMutableBufferPointer { rows in
            var changed = old ^ new
            while changed != 0 {
                rows[changed.trailingZeroBitCount * Self.rowLength + word] ^= 1 << bit
                changed &= changed - 1
            }
        }
        if new == 0, pages[page].allSatisfy({ $0 == 0 }) { pages[page] = [] }
    }

    /// Takes the first page of a column with as many digits as this page. There must be no page after it yet.
    mutating func append(_ other: NumberColumn, as page: Int) {
        digitsInUse = max(digitsInUse, other.digitsInUse)
        guard let rows = other.pages.first, !rows.isEmpty else { return }
        while pages.count < page { pages.append([]) }
        pages.append(rows)
    }

    /// The first page of a column: the numbers of these experts, none of whom is named twice, and 0 for all others.
    init(digits: Int, page numbers: some Sequence<Numbered>) {
        self.digits = digits
        var rows = [UInt64](repeating: 0, count: digits * Self.rowLength)
        var all = 0
        for (handle, number) in numbers {
            let (_, word, bit) = Self.place(handle)
            var rest = number
            while rest != 0 {
                rows[rest.trailingZeroBitCount * Self.rowLength + word] |= 1 << bit
                rest &= rest - 1
            }
            all |= number
        }
        digitsInUse = Int.bitWidth - all.leadingZeroBitCount
        if all != 0 { pages = [rows] }
    }

    var isZero: Bool { pages.allSatisfy(\.isEmpty) }

    private static func place(_ handle: Int32) -> (page: Int, word: Int, bit: UInt64) {
        (Int(handle) / expertsPerPage, Int(handle) % expertsPerPage / 64, UInt64(handle % 64))
    }
}

extension NumberColumn: Equatable {
    /// Whether each expert has the same number in both.
    static func == (left: NumberColumn, right: NumberColumn) -> Bool {
        (0..<max(left.pages.count, right.pages.count)).allSatisfy { left.page($0) == right.page($0) }
    }

    private func page(_ number: Int) -> [UInt64] { number < pages.count ? pages[number] : [] }
}
