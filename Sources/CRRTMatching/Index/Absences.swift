internal import CRRTDomain

/// Experts by day of absence. Days are numbered since 1970-01-01.
///
/// Sets of eight-day spans make a mission of several weeks a union of few sets.
struct Absences: Sendable, Equatable {
    private static var spanBits: Int { 3 }
    /// By day, the experts who are absent for any part of it.
    private var days = DaySets()
    /// By day / 8, the experts who are absent for any part of these eight days.
    private var spans = DaySets()
    private var partial = PartialDayAbsences()

    init() {}

    /// The first page of sets: the absences of the experts with the handles from 0.
    init(page absences: [[Period]]) {
        days = DaySets(page: absences.map(Self.days))
        spans = DaySets(page: absences.map(Self.spans))
        partial = PartialDayAbsences(page: absences)
    }

    /// Replaces the absences of an expert.
    mutating func change(_ handle: Int32, from old: [Period], to new: [Period]) {
        guard old != new else { return }
        days.change(handle, from: Self.days(old), to: Self.days(new))
        spans.change(handle, from: Self.spans(old), to: Self.spans(new))
        partial.change(handle, from: old, to: new)
    }

    mutating func append(_ other: Absences, as page: Int) {
        days.append(other.days, as: page)
        spans.append(other.spans, as: page)
        partial.append(other.partial, as: page)
    }

    /// Calls `body` with sets whose union is the experts who are absent for any part of these days.
    func forEach(in days: ClosedRange<Int>, _ body: (ExpertSet) -> Void) {
        let end = days.upperBound + 1
        let (firstSpan, spanEnd) = ((days.lowerBound - 1) >> Self.spanBits + 1, end >> Self.spanBits)
        guard firstSpan < spanEnd else { return self.days.forEach(in: days, body) }
        spans.forEach(in: firstSpan...spanEnd - 1, body)
        // The days before the first whole span and after the last.
        let (spansBegin, spansEnd) = (firstSpan << Self.spanBits, spanEnd << Self.spanBits)
        if days.lowerBound < spansBegin { self.days.forEach(in: days.lowerBound...spansBegin - 1, body) }
        if spansEnd < end { self.days.forEach(in: spansEnd...days.upperBound, body) }
    }

    /// The absences that begin or end on a day.
    func partial(on day: Int) -> [PartialDayAbsences.Entry] { partial.entries(on: day) }

    private static func days(_ absences: [Period]) -> [ClosedRange<Int>] { absences.map(\.touchedDays) }

    private static func spans(_ absences: [Period]) -> [ClosedRange<Int>] {
        absences.map(\.touchedDays).map { $0.lowerBound >> spanBits...$0.upperBound >> spanBits }
    }
}

/// A set of experts for each day.
///
/// Days are stored in blocks of 64, so that writing a period looks up each block once instead of each day.
struct DaySets: Sendable, Equatable {
    private static var daysPerBlock: Int { 64 }
    /// By block number, a set for each of its days.
    private var blocks: [Int: [ExpertSet]] = [:]

    init() {}

    /// The first page of all sets: the days of the experts with the handles from 0.
    init(page days: [[ClosedRange<Int>]]) {
        var words: [Int: [UInt64]] = [:]
        for (handle, ranges) in days.enumerated() {
            for range in ranges {
                Self.forEachBlock(of: range) { block, offsets in
                    Self.insert(handle, at: offsets, into: &words[block, default: Self.emptyWords])
                }
            }
        }
        blocks = words.mapValues { words in
            (0..<Self.daysPerBlock).map { ExpertSet(page: Array(words[$0 * ExpertSet.wordsPerPage..<($0 + 1) * ExpertSet.wordsPerPage])) }
        }
    }

    /// Replaces the days of an expert.
    mutating func change(_ handle: Int32, from old: [ClosedRange<Int>], to new: [ClosedRange<Int>]) {
        guard old != new else { return }
        for days in old { set(handle, days, false) }
        for days in new { set(handle, days, true) }
        blocks = old.isEmpty ? blocks : blocks.filter { !$0.value.allSatisfy(\.isEmpty) }
    }

    mutating func append(_ other: DaySets, as page: Int) {
        for (block, sets) in other.blocks {
            for (offset, set) in sets.enumerated() { blocks[block, default: Self.emptySets][offset].append(set, as: page) }
        }
    }

    /// Calls `body` with the set of each of these days that is not empty.
    func forEach(in days: ClosedRange<Int>, _ body: (ExpertSet) -> Void) {
        for (block, sets) in blocks where block >= Self.block(days.lowerBound) && block <= Self.block(days.upperBound) {
            let first = block * Self.daysPerBlock
            for day in days.clamped(to: first...first + Self.daysPerBlock - 1) where !sets[day - first].isEmpty { body(sets[day - first]) }
        }
    }

    private mutating func set(_ handle: Int32, _ days: ClosedRange<Int>, _ isMember: Bool) {
        Self.forEachBlock(of: days) { block, offsets in
            Self.set(handle, at: offsets, isMember, in: &blocks[block, default: Self.emptySets])
        }
    }

    private static func set(_ handle: Int32, at offsets: ClosedRange<Int>, _ isMember: Bool, in sets: inout [ExpertSet]) {
        for offset in offsets { sets[offset][handle] = isMember }
    }

    private static func insert(_ handle: Int, at offsets: ClosedRange<Int>, into words: inout [UInt64]) {
        for offset in offsets { words[offset * ExpertSet.wordsPerPage + handle / 64] |= 1 << UInt64(handle % 64) }
    }

    /// Calls `body` with each block that contains some of the days, and the offsets of these days in the block.
    @inline(__always)
    private static func forEachBlock(of days: ClosedRange<Int>, _ body: (_ block: Int, _ offsets: ClosedRange<Int>) -> Void) {
        for block in block(days.lowerBound)...block(days.upperBound) {
            let first = block * daysPerBlock
            let part = days.clamped(to: first...first + daysPerBlock - 1)
            body(block, part.lowerBound - first...part.upperBound - first)
        }
    }

    /// Rounds down, also for days before 1970.
    private static func block(_ day: Int) -> Int { day >> 6 }
    private static var emptySets: [ExpertSet] { Array(repeating: ExpertSet(), count: daysPerBlock) }
    /// The words of all days of a block, one day after another.
    private static var emptyWords: [UInt64] { Array(repeating: 0, count: daysPerBlock * ExpertSet.wordsPerPage) }
}
