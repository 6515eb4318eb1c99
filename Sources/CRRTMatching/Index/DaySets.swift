/// Sets of experts by day, in blocks of 64 days, so that writing a period looks up each block once and not each day.
struct DaySets: Sendable {
    private static var blockLength: Int { 1 << 6 }
    /// By block number, a set for each of its days.
    private var blocks: [Int: [ExpertSet]] = [:]

    init() {}

    /// Replaces the days of an expert.
    mutating func change(_ handle: Int32, from old: [ClosedRange<Int>], to new: [ClosedRange<Int>]) {
        guard old != new else { return }
        for days in old { set(handle, days, false) }
        for days in new { set(handle, days, true) }
        blocks = old.isEmpty ? blocks : blocks.filter { !$0.value.allSatisfy(\.isEmpty) }
    }

    private mutating func set(_ handle: Int32, _ days: ClosedRange<Int>, _ isIn: Bool) {
        Self.forEachBlock(of: days) { block, part in Self.set(&blocks[block, default: Self.nobody], handle, part, isIn) }
    }

    /// Calls `body` with each block that the days lie in, and with their numbers within it.
    @inline(__always)
    private static func forEachBlock(of days: ClosedRange<Int>, _ body: (_ block: Int, _ part: ClosedRange<Int>) -> Void) {
        for block in block(days.lowerBound)...block(days.upperBound) {
            let first = block * blockLength
            let part = days.clamped(to: first...first + blockLength - 1)
            body(block, part.lowerBound - first...part.upperBound - first)
        }
    }

    private static func set(_ sets: inout [ExpertSet], _ handle: Int32, _ days: ClosedRange<Int>, _ isIn: Bool) {
        for day in days { sets[day][handle] = isIn }
    }

    /// The first page of all sets: the days of the experts with the handles from 0.
    init(page days: [[ClosedRange<Int>]]) {
        var words: [Int: [UInt64]] = [:]
        for (handle, days) in days.enumerated() {
            for days in days {
                Self.forEachBlock(of: days) { block, part in
                    Self.set(&words[block, default: Self.noWords], handle, part)
                }
            }
        }
        blocks = words.mapValues { words in
            (0..<Self.blockLength).map { ExpertSet(page: Array(words[$0 * ExpertSet.wordsPerPage..<($0 + 1) * ExpertSet.wordsPerPage])) }
        }
    }

    /// The words of every day of a block, one day after another.
    private static var noWords: [UInt64] { Array(repeating: 0, count: blockLength * ExpertSet.wordsPerPage) }

    private static func set(_ words: inout [UInt64], _ handle: Int, _ days: ClosedRange<Int>) {
        for day in days { words[day * ExpertSet.wordsPerPage + handle / 64] |= 1 << UInt64(handle % 64) }
    }

    mutating func append(_ other: DaySets, as page: Int) {
        for (block, sets) in other.blocks {
            for (day, set) in sets.enumerated() { blocks[block, default: Self.nobody][day].append(set, as: page) }
        }
    }

    /// Calls `body` with the set of each of these days that is not empty.
    func forEach(in days: ClosedRange<Int>, _ body: (ExpertSet) -> Void) {
        for (block, sets) in blocks where block >= Self.block(days.lowerBound) && block <= Self.block(days.upperBound) {
            let first = block * Self.blockLength
            for day in days.clamped(to: first...first + Self.blockLength - 1) where !sets[day - first].isEmpty { body(sets[day - first]) }
        }
    }

    private static func block(_ day: Int) -> Int { day >> 6 }
    private static var nobody: [ExpertSet] { Array(repeating: ExpertSet(), count: blockLength) }
}

extension DaySets: Equatable {}
