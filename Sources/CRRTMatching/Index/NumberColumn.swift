/// A whole number ≥ 0 for every expert, 0 unless set, as one row of bits for each binary digit: who has at least so much is found by
/// one operation on whole rows for each digit (P. O'Neil and D. Quass, "Improved Query Performance with Variant Indexes", SIGMOD
/// 1997).
struct NumberColumn: Sendable {
    static var rowLength: Int { ExpertSet.wordsPerPage }
    private static var expertsPerPage: Int { rowLength * 64 }

    /// Numbers have so many binary digits; larger ones are not to be set.
    let digits: Int
    /// What has ever been set has no more.
    private(set) var digitsInUse = 0
    /// Of 4096 experts each, one row after another, that of the lowest digit first; empty where all have 0.
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

    /// An expert had this number, and now has that.
    mutating func change(_ handle: Int32, from old: Int, to new: Int) {
        digitsInUse = max(digitsInUse, Int.bitWidth - new.leadingZeroBitCount)
        // A page is only touched, and so only duplicated, where something changes.
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

    /// Takes the first page of another column of as many digits as this page, behind which there is none yet.
    mutating func append(_ other: NumberColumn, as page: Int) {
        digitsInUse = max(digitsInUse, other.digitsInUse)
        guard let rows = other.pages.first, !rows.isEmpty else { return }
        while pages.count < page { pages.append([]) }
        pages.append(rows)
    }

    /// The first page of a column: these experts' numbers, nobody named twice, and 0 of all others.
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
    /// Whether everybody has the same number in both.
    static func == (left: NumberColumn, right: NumberColumn) -> Bool {
        (0..<max(left.pages.count, right.pages.count)).allSatisfy { left.page($0) == right.page($0) }
    }

    private func page(_ number: Int) -> [UInt64] { number < pages.count ? pages[number] : [] }
}
