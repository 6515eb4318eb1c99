/// Comparisons with a bound. Each narrows a bitmap of experts in place.
extension BitSlicedColumn {
    enum Comparison { case atLeast, atMost }

    /// Keeps experts whose value is at least `bound`.
    ///
    /// - Parameters:
    ///   - bound: The least value.
    ///   - bits: The binary digits to compare, as if the value had no others; nil for all.
    ///   - people: The experts to choose from.
    func keep(atLeast bound: Int, in bits: Range<Int>? = nil, of people: inout Bitmap) {
        let bits = bits ?? 0..<bitWidth
        guard bound > 0 else { return }
        people.updatePages { page, words in
            guard page < pages.count, !pages[page].isEmpty, bound >> bits.count == 0 else {
                words.update(repeating: 0)
                return
            }
            pages[page].withUnsafeBufferPointer { Self.keep(bound, $0, bits, &words) }
        }
    }

    /// From the lowest digit up: where the bound has 0, a 1 makes the value large enough so far; where it has 1, a 0 makes it too small.
    /// Digits below the bound's lowest 1 do not matter.
    private static func keep(
        _ bound: Int, _ slices: UnsafeBufferPointer<UInt64>, _ bits: Range<Int>, _ words: inout UnsafeMutableBufferPointer<UInt64>
    ) {
        let lowest = bound.trailingZeroBitCount
        for index in Lane.indices {
            let people = Lane(words, index)
            guard !people.isEmpty else { continue }
            var reached = Lane(slices, (bits.lowerBound + lowest) * wordsPerSlice + index)
            for digit in lowest + 1..<max(bits.count, lowest + 1) {
                let slice = Lane(slices, (bits.lowerBound + digit) * wordsPerSlice + index)
                if bound >> digit & 1 != 0 { reached.bits &= slice.bits } else { reached.bits |= slice.bits }
            }
            reached.bits &= people.bits
            reached.store(&words, index)
        }
    }

    /// Keeps experts whose value is at most `bound`.
    func keep(atMost bound: Int, of people: inout Bitmap) {
        guard bound >> bitWidthInUse == 0 else { return }
        people.updatePages { page, words in
            compare(page, with: bound, &words) { people, greater, _, _ in people & ~greater }
        }
    }

    /// Keeps experts whose value is at least, or at most, `bound`, and adds those of them whose value is exactly `bound` to `equal`.
    func keep(_ comparison: Comparison, _ bound: Int, of people: inout Bitmap, equal: inout Bitmap) {
        people.updatePages { page, words in
            equal.updatePage(page) { equalWords in
                compare(page, with: bound, &words) { people, greater, equal, index in
                    Lane(bits: Lane(equalWords, index).bits | equal).store(&equalWords, index)
                    return comparison == .atLeast ? greater | equal : people & ~greater
                }
            }
        }
    }

    /// Replaces the experts of a page by `choice`, which gets the present ones, those whose value is greater than `bound`, and those whose
    /// value equals it.
    @inline(__always)
    private func compare(
        _ page: Int, with bound: Int, _ words: inout UnsafeMutableBufferPointer<UInt64>,
        _ choice: (_ people: Lane.Bits, _ greater: Lane.Bits, _ equal: Lane.Bits, _ index: Int) -> Lane.Bits
    ) {
        let empty: [UInt64] = []
        (page < pages.count ? pages[page] : empty).withUnsafeBufferPointer { slices in
            let exceedsAll = slices.isEmpty || bound >> bitWidthInUse != 0
            for index in Lane.indices {
                let people = Lane(words, index)
                guard !people.isEmpty else { continue }
                let (greater, equal) = exceedsAll ? (Lane(), bound == 0 ? people : Lane()) : split(bound, slices, people, index)
                Lane(bits: choice(people.bits, greater.bits, equal.bits, index)).store(&words, index)
            }
        }
    }

    /// From the highest digit down: among values still equal, a 1 where the bound has 0 is greater, and any other difference is less.
    @inline(__always)
    private func split(
        _ bound: Int, _ slices: UnsafeBufferPointer<UInt64>, _ people: Lane, _ index: Int
    ) -> (greater: Lane, equal: Lane) {
        var greater = Lane()
        var equal = people
        for digit in (0..<bitWidthInUse).reversed() {
            let slice = Lane(slices, digit * Self.wordsPerSlice + index)
            if bound >> digit & 1 != 0 {
                equal.bits &= slice.bits
            } else {
                greater.bits |= equal.bits & slice.bits
                equal.bits &= ~slice.bits
            }
        }
        return (greater, equal)
    }
}

/// Eight words of a slice. They stay in registers over all digits.
private struct Lane {
    typealias Bits = SIMD8<UInt64>
    var bits = Bits()

    /// The indices of the words at which the lanes of a slice begin.
    static var indices: StrideTo<Int> { stride(from: 0, to: ExpertSet.wordsPerPage, by: Bits.scalarCount) }

    init(bits: Bits = Bits()) { self.bits = bits }

    init(_ words: UnsafeBufferPointer<UInt64>, _ index: Int) {
        bits = UnsafeRawBufferPointer(words).loadUnaligned(fromByteOffset: index * 8, as: Bits.self)
    }

    init(_ words: UnsafeMutableBufferPointer<UInt64>, _ index: Int) { self.init(UnsafeBufferPointer(words), index) }

    var isEmpty: Bool {
        let half = bits.lowHalf | bits.highHalf
        let quarter = half.lowHalf | half.highHalf
        return quarter[0] | quarter[1] == 0
    }

    func store(_ words: inout UnsafeMutableBufferPointer<UInt64>, _ index: Int) {
        UnsafeMutableRawBufferPointer(words).storeBytes(of: bits, toByteOffset: index * 8, as: Bits.self)
    }
}
