/// A whole number ≥ 0 for every expert, 0 unless set, as one row of bits for each binary digit: who has at least so much is found by
/// one operation on whole rows for each digit (P. O'Neil and D. Quass, "Improved Query Performance with Variant Indexes", SIGMOD
/// 1997).
struct NumberColumn: Sendable {
    private static var rowLength: Int { ExpertSet.wordsPerPage }
    private static var expertsPerPage: Int { rowLength * 64 }

    /// Numbers have so many binary digits; larger ones are not to be set.
    private let digits: Int
    /// Of 4096 experts each, one row after another, that of the lowest digit first; empty where all have 0.
    private var pages: [[UInt64]] = []

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
        guard let rows = other.pages.first, !rows.isEmpty else { return }
        while pages.count < page { pages.append([]) }
        pages.append(rows)
    }

    var isZero: Bool { pages.allSatisfy(\.isEmpty) }

    private static func place(_ handle: Int32) -> (page: Int, word: Int, bit: UInt64) {
        (Int(handle) / expertsPerPage, Int(handle) % expertsPerPage / 64, UInt64(handle % 64))
    }

    /// Those of all who have at least so much; `part`: as if there were only these digits.
    func atLeast(_ bound: Int, in part: Range<Int>? = nil, of all: Selection) -> Selection {
        var found = all
        let part = part ?? 0..<digits
        guard bound > 0 else { return found }
        guard bound >> part.count == 0 else { return Selection(like: all) }
        found.updatePages { page, words in
            guard page < pages.count, !pages[page].isEmpty else {
                words.update(repeating: 0)
                return
            }
            pages[page].withUnsafeBufferPointer { Self.keep(bound, $0, part, &words) }
        }
        return found
    }

    /// Those of all who have more, and those who have exactly so much.
    func beyond(_ bound: Int, of all: Selection) -> (more: Selection, equal: Selection) {
        var more = all
        var equal = all
        more.updatePages { page, more in
            equal.updatePage(page) { equal in
                guard page < pages.count, !pages[page].isEmpty else {
                    more.update(repeating: 0)
                    if bound != 0 { equal.update(repeating: 0) }
                    return
                }
                pages[page].withUnsafeBufferPointer { split(bound, $0, &more, &equal) }
            }
        }
        return (more, equal)
    }

    /// From the highest digit down: of those still equal, a 1 where the bound has 0 is more, and any other difference is less.
    private func split(
        _ bound: Int, _ rows: UnsafeBufferPointer<UInt64>, _ more: inout UnsafeMutableBufferPointer<UInt64>,
        _ equal: inout UnsafeMutableBufferPointer<UInt64>
    ) {
        for lane in Lane.firsts {
            var found = Lane()
            var left = Lane(equal, lane)
            for digit in (0..<digits).reversed() {
                let row = Lane(rows, digit * Self.rowLength + lane)
                if bound >> digit & 1 != 0 {
                    left.bits &= row.bits
                } else {
                    found.bits |= left.bits & row.bits
                    left.bits &= ~row.bits
                }
            }
            found.store(&more, lane)
            left.store(&equal, lane)
        }
    }

    /// From the lowest digit up: of numbers with equal higher digits, a 1 where the bound has 0 decides for, a 0 where it has 1
    /// against. Below the bound's lowest 1 nothing decides.
    private static func keep(
        _ bound: Int, _ rows: UnsafeBufferPointer<UInt64>, _ part: Range<Int>, _ words: inout UnsafeMutableBufferPointer<UInt64>
    ) {
        let lowest = bound.trailingZeroBitCount
        for lane in Lane.firsts {
            var reached = Lane(rows, (part.lowerBound + lowest) * rowLength + lane)
            for digit in lowest + 1..<max(part.count, lowest + 1) {
                let row = Lane(rows, (part.lowerBound + digit) * rowLength + lane)
                if bound >> digit & 1 != 0 { reached.bits &= row.bits } else { reached.bits |= row.bits }
            }
            reached.bits &= Lane(words, lane).bits
            reached.store(&words, lane)
        }
    }
}

/// Eight words of a row at a time, which stay in registers over all digits.
private struct Lane {
    var bits = SIMD8<UInt64>()

    /// Where the lanes of a row begin.
    static var firsts: StrideTo<Int> { stride(from: 0, to: ExpertSet.wordsPerPage, by: SIMD8<UInt64>.scalarCount) }

    init() {}

    init(_ words: UnsafeBufferPointer<UInt64>, _ first: Int) {
        bits = UnsafeRawBufferPointer(words).loadUnaligned(fromByteOffset: first * 8, as: SIMD8<UInt64>.self)
    }

    init(_ words: UnsafeMutableBufferPointer<UInt64>, _ first: Int) { self.init(UnsafeBufferPointer(words), first) }

    func store(_ words: inout UnsafeMutableBufferPointer<UInt64>, _ first: Int) {
        UnsafeMutableRawBufferPointer(words).storeBytes(of: bits, toByteOffset: first * 8, as: SIMD8<UInt64>.self)
    }
}

extension NumberColumn: Equatable {
    /// Whether everybody has the same number in both.
    static func == (left: NumberColumn, right: NumberColumn) -> Bool {
        (0..<max(left.pages.count, right.pages.count)).allSatisfy { left.page($0) == right.page($0) }
    }

    private func page(_ number: Int) -> [UInt64] { number < pages.count ? pages[number] : [] }
}
