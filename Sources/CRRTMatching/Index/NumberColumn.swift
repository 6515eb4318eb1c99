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
        set {
            // A page is only touched, and so only duplicated, where something changes.
            guard self[handle] != newValue else { return }
            let (page, word, bit) = Self.place(handle)
            while pages.count <= page { pages.append([]) }
            if pages[page].isEmpty { pages[page] = [UInt64](repeating: 0, count: digits * Self.rowLength) }
            pages[page].withUnsafeMutableBufferPointer { rows in
                for digit in 0..<digits {
                    let place = digit * Self.rowLength + word
                    rows[place] = rows[place] & ~(1 << bit) | UInt64(newValue >> digit & 1) << bit
                }
            }
            if newValue == 0, pages[page].allSatisfy({ $0 == 0 }) { pages[page] = [] }
        }
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

    /// Everybody selected, with his number, by rising handle.
    @inline(__always)
    func forEach(in selection: Selection, _ body: (_ handle: Int32, _ number: Int) -> Void) {
        selection.words.withUnsafeBufferPointer { words in
            for page in 0..<min(pages.count, words.count / Self.rowLength) where !pages[page].isEmpty {
                pages[page].withUnsafeBufferPointer { rows in
                    for word in 0..<Self.rowLength {
                        var rest = words[page * Self.rowLength + word]
                        while rest != 0 {
                            let bit = UInt64(rest.trailingZeroBitCount)
                            var number = 0
                            for digit in 0..<digits { number |= Int(rows[digit * Self.rowLength + word] >> bit & 1) << digit }
                            body(Int32((page * Self.rowLength + word) * 64) + Int32(bit), number)
                            rest &= rest - 1
                        }
                    }
                }
            }
        }
    }

    /// From the lowest digit up: of numbers with equal higher digits, a 1 where the bound has 0 decides for, a 0 where it has 1
    /// against. Below the bound's lowest 1 nothing decides.
    private static func keep(
        _ bound: Int, _ rows: UnsafeBufferPointer<UInt64>, _ part: Range<Int>, _ words: inout UnsafeMutableBufferPointer<UInt64>
    ) {
        let lowest = bound.trailingZeroBitCount
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: rowLength) { reached in
            let first = (part.lowerBound + lowest) * rowLength
            for word in 0..<rowLength { reached[word] = rows[first + word] }
            for digit in lowest + 1..<max(part.count, lowest + 1) {
                let row = (part.lowerBound + digit) * rowLength
                if bound >> digit & 1 != 0 {
                    for word in 0..<rowLength { reached[word] &= rows[row + word] }
                } else {
                    for word in 0..<rowLength { reached[word] |= rows[row + word] }
                }
            }
            for word in 0..<rowLength { words[word] &= reached[word] }
        }
    }
}

extension NumberColumn: Equatable {
    /// Whether everybody has the same number in both.
    static func == (left: NumberColumn, right: NumberColumn) -> Bool {
        (0..<max(left.pages.count, right.pages.count)).allSatisfy { left.page($0) == right.page($0) }
    }

    private func page(_ number: Int) -> [UInt64] { number < pages.count ? pages[number] : [] }
}
