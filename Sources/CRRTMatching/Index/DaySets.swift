/// Sets of experts by day, in blocks of days, so that a period is written without looking up each of its days.
struct DaySets: Sendable {
    private static var blockLength: Int { 1 << 6 }
    /// By block: its days' sets.
    private var blocks: [Int: [ExpertSet]] = [:]

    /// An expert had these days, and now has those.
    mutating func change(_ handle: Int32, from old: [ClosedRange<Int>], to new: [ClosedRange<Int>]) {
        guard old != new else { return }
        for days in old { set(handle, days, false) }
        for days in new { set(handle, days, true) }
        blocks = old.isEmpty ? blocks : blocks.filter { !$0.value.allSatisfy(\.isEmpty) }
    }

    private mutating func set(_ handle: Int32, _ days: ClosedRange<Int>, _ isIn: Bool) {
        for block in Self.block(days.lowerBound)...Self.block(days.upperBound) {
            let first = block * Self.blockLength
            let part = days.clamped(to: first...first + Self.blockLength - 1)
            Self.set(&blocks[block, default: Self.nobody], handle, part.lowerBound - first...part.upperBound - first, isIn)
        }
    }

    private static func set(_ sets: inout [ExpertSet], _ handle: Int32, _ days: ClosedRange<Int>, _ isIn: Bool) {
        for day in days { sets[day][handle] = isIn }
    }

    mutating func append(_ other: DaySets, as page: Int) {
        for (block, sets) in other.blocks {
            for (day, set) in sets.enumerated() { blocks[block, default: Self.nobody][day].append(set, as: page) }
        }
    }

    /// Every day among these on which there is somebody.
    func forEach(in days: ClosedRange<Int>, _ body: (_ day: Int, _ people: ExpertSet) -> Void) {
        for (block, sets) in blocks where block >= Self.block(days.lowerBound) && block <= Self.block(days.upperBound) {
            let first = block * Self.blockLength
            for day in days.clamped(to: first...first + Self.blockLength - 1) where !sets[day - first].isEmpty {
                body(day, sets[day - first])
            }
        }
    }

    private static func block(_ day: Int) -> Int { day >> 6 }
    private static var nobody: [ExpertSet] { Array(repeating: ExpertSet(), count: blockLength) }
}

extension DaySets: Equatable {}
