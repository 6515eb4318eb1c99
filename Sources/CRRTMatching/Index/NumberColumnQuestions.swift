/// Comparisons with a bound. Each narrows a selection of experts in place.
extension NumberColumn {
    /// Keeps experts whose number is at least `bound`.
    ///
    /// - Parameters:
    ///   - bound: The least number.
    ///   - part: The digits that count, as if the number had no others; nil for all.
    ///   - people: The selection.
    func keep(atLeast bound: Int, in part: Range<Int>? = nil, of people: inout Selection) {
        let part = part ?? 0..<digits
        guard bound > 0 else { return }
        people.updatePages { page, words in
            guard page < pages.count, !pages[page].isEmpty, bound >> part.count == 0 else {
                words.update(repeating: 0)
                return
            }
            pages[page].withUnsafeBufferPointer { Self.keep(bound, $0, part, &words) }
        }
    }

    /// From the lowest digit up: where the bound has 0, a 1 decides for; where it has 1, a 0 decides against. Digits below the bound's
    /// lowest 1 decide nothing.
    private static func keep(
        _ bound: Int, _ rows: UnsafeBufferPointer<UInt64>, _ part: Range<Int>, _ words: inout UnsafeMutableBufferPointer<UInt64>
    ) {
        let lowest = bound.trailingZeroBitCount
        for lane in Lane.firsts {
            let people = Lane(words, lane)
            guard !people.isEmpty else { continue }
            var reached = Lane(rows, (part.lowerBound + lowest) * rowLength + lane)
            for digit in lowest + 1..<max(part.count, lowest + 1) {
                let row = Lane(rows, (part.lowerBound + digit) * rowLength + lane)
                if bound >> digit & 1 != 0 { reached.bits &= row.bits } else { reached.bits |= row.bits }
            }
            reached.bits &= people.bits
            reached.store(&words, lane)
        }
    }

    /// Keeps experts whose number is at most `bound`.
    func keep(atMost bound: Int, of people: inout Selection) {
        guard bound >> digitsInUse == 0 else { return }
        people.updatePages { page, words in
            compare(page, with: bound, &words) { people, more, _, _ in people & ~more }
        }
    }

    enum Side { case atLeast, atMost }

    /// Keeps experts whose number is at least, or at most, `bound`, and adds those of them who have exactly `bound` to `exactly`.
    func keep(_ side: Side, _ bound: Int, of people: inout Selection, exactly: inout Selection) {
        people.updatePages { page, words in
            exactly.updatePage(page) { exactly in
                compare(page, with: bound, &words) { people, more, equal, lane in
                    Lane(bits: Lane(exactly, lane).bits | equal).store(&exactly, lane)
                    return side == .atLeast ? more | equal : people & ~more
                }
            }
        }
    }

    /// Replaces the experts of a page by `choice`, which gets the selected ones, those with more than `bound`, and those with exactly
    /// `bound`.
    @inline(__always)
    private func compare(
        _ page: Int, with bound: Int, _ words: inout UnsafeMutableBufferPointer<UInt64>,
        _ choice: (_ people: Lane.Bits, _ more: Lane.Bits, _ equal: Lane.Bits, _ lane: Int) -> Lane.Bits
    ) {
        let nobody: [UInt64] = []
        (page < pages.count ? pages[page] : nobody).withUnsafeBufferPointer { rows in
            let isBeyond = rows.isEmpty || bound >> digitsInUse != 0
            for lane in Lane.firsts {
                let people = Lane(words, lane)
                guard !people.isEmpty else { continue }
                let (more, equal) = isBeyond ? (Lane(), bound == 0 ? people : Lane()) : split(bound, rows, people, lane)
                Lane(bits: choice(people.bits, more.bits, equal.bits, lane)).store(&words, lane)
            }
        }
    }

    /// From the highest digit down: among those still equal, a 1 where the bound has 0 is more, and any other difference is less.
    @inline(__always)
    private func split(_ bound: Int, _ rows: UnsafeBufferPointer<UInt64>, _ people: Lane, _ lane: Int) -> (more: Lane, equal: Lane) {
        var more = Lane()
        var equal = people
        for digit in (0..<digitsInUse).reversed() {
            let row = Lane(rows, digit * Self.rowLength + lane)
            if bound >> digit & 1 != 0 {
                equal.bits &= row.bits
            } else {
                more.bits |= equal.bits & row.bits
                equal.bits &= ~row.bits
            }
        }
        return (more, equal)
    }
}

/// Eight words of a row. They stay in registers over all digits.
private struct Lane {
    typealias Bits = SIMD8<UInt64>
    var bits = Bits()

    /// The indices at which the lanes of a row begin.
    static var firsts: StrideTo<Int> { stride(from: 0, to: ExpertSet.wordsPerPage, by: Bits.scalarCount) }

    init(bits: Bits = Bits()) { self.bits = bits }

    init(_ words: UnsafeBufferPointer<UInt64>, _ first: Int) {
        bits = UnsafeRawBufferPointer(words).loadUnaligned(fromByteOffset: first * 8, as: Bits.self)
    }

    init(_ words: UnsafeMutableBufferPointer<UInt64>, _ first: Int) { self.init(UnsafeBufferPointer(words), first) }

    var isEmpty: Bool {
        let half = bits.lowHalf | bits.highHalf
        let quarter = half.lowHalf | half.highHalf
        return quarter[0] | quarter[1] == 0
    }

    func store(_ words: inout UnsafeMutableBufferPointer<UInt64>, _ first: Int) {
        UnsafeMutableRawBufferPointer(words).storeBytes(of: bits, toByteOffset: first * 8, as: Bits.self)
    }
}
