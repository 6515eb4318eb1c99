internal import CRRTDomain

/// The cheapest experts of each nation for a kind of slot, as many as there are slots.
///
/// No others can matter: any other expert could be exchanged for one of these, who would be free, of the same nation and no dearer.
struct Shortlist {
    struct Entry {
        var cost = Int.max
        var handle: Int32 = -1
    }

    private let size: Int
    private let numbers: NationNumbers
    /// `size` entries for each nation number, sorted by cost, then id. Unused entries cost more than any expert.
    private var entries: [Entry]

    /// - Parameters:
    ///   - kind: The kind of slot.
    ///   - eligible: The experts who are eligible for it.
    ///   - pool: The pool that the shortlist is for.
    ///   - index: The roster.
    ///   - size: The number of experts of each nation.
    ///   - costLimit: The most that an expert may cost, by nation number; negative to leave out the nation.
    init(
        _ kind: SlotKind, _ eligible: Bitmap, _ pool: EligiblePool, _ index: RosterIndex, size: Int,
        costLimit: (_ nation: Int) -> Int = { _ in .max }
    ) {
        self.size = size
        numbers = pool.numbers
        entries = Array(repeating: Entry(), count: (numbers.count + 1) * size)
        eligible.words.withUnsafeBufferPointer { eligible in
            index.sets.ranking[kind.skill].withUnsafeBufferPointer { rankings in
                // Counting entries lets the processor fetch all rankings in parallel (see `EligiblePool`).
                let admitted = rankings.indices.filter { position in
                    costLimit(numbers[rankings[position].nation]) >= 0 && rankings[position].entries.count > 0
                        && pool.query.admits(rankings[position].nation)
                }
                for position in admitted {
                    let limit = costLimit(numbers[rankings[position].nation])
                    rankings[position].entries.withUnsafeBufferPointer { entries in
                        scan(rankings[position], entries, kind, eligible, limit, pool, index.ids)
                    }
                }
            }
        }
    }

    /// Scans a nation's ranking level by level, and skips the rest of a level once notice or cost is too high.
    private mutating func scan(
        _ ranking: SkillRanking.NationRanking, _ ranked: UnsafeBufferPointer<SkillRanking.Entry>, _ kind: SlotKind,
        _ eligible: UnsafeBufferPointer<UInt64>, _ limit: Int, _ pool: EligiblePool, _ ids: IDColumn
    ) {
        let (weights, maxNotice) = (pool.weights, pool.query.maxNoticeHours)
        let first = numbers[ranking.nation] * size
        let last = first + size - 1
        let end = Int(ranking.levelEnds[Self.mostLevelsBelow(kind)])
        var dearest = min(entries[last].cost, limit)
        var index = 0
        while index < end {
            let expert = ranked[index]
            let level = expert.levelsBelow
            let cost = weights.level * level + weights.notice * expert.noticeHours
            guard cost <= dearest, expert.noticeHours <= maxNotice else {
                index = Int(ranking.levelEnds[level])
                continue
            }
            if cost == entries[last].cost, expert.handle < ids.sortedCount, entries[last].handle < expert.handle {
                // As dear as the last entry and after it by id. So are all following experts who were added in order of id.
                index = ranked.insertionIndex(of: expert.with(handle: ids.sortedCount), from: index)
                continue
            }
            if eligible[Int(expert.handle) >> 6] >> UInt64(expert.handle & 63) & 1 != 0 {
                insert(Entry(cost: cost, handle: expert.handle), first, last, ids)
                dearest = min(entries[last].cost, limit)
            }
            index += 1
        }
    }

    /// The most levels below the highest that the slot allows.
    private static func mostLevelsBelow(_ kind: SlotKind) -> Int { Proficiency.highest.level - kind.level }

    private mutating func insert(_ entry: Entry, _ first: Int, _ last: Int, _ ids: IDColumn) {
        func precedes(_ other: Entry) -> Bool {
            entry.cost != other.cost ? entry.cost < other.cost : ids.precedes(entry.handle, other.handle)
        }
        guard entries[last].handle < 0 || precedes(entries[last]) else { return }
        var index = last
        while index > first, entries[index - 1].handle < 0 || precedes(entries[index - 1]) {
            entries[index] = entries[index - 1]
            index -= 1
        }
        entries[index] = entry
    }

    /// The experts of a nation number, cheapest first.
    func people(of number: Int) -> some Sequence<Entry> {
        entries[number * size..<(number + 1) * size].lazy.prefix { $0.handle >= 0 }
    }

    /// The cost of a nation's cheapest expert; nil where it has none.
    func cheapest(of number: Int) -> Int? { entries[number * size].handle < 0 ? nil : entries[number * size].cost }
    func cheapest(of nation: NationCode) -> Int? { cheapest(of: numbers[nation]) }

    /// The cost of the cheapest expert; nil where there is none.
    var cheapest: Int? { (0..<numbers.count).lazy.compactMap { cheapest(of: $0) }.min() }
    var nationCount: Int { numbers.count }

    /// All experts, by nation, cheapest first.
    var people: [Int32] { entries.lazy.filter { $0.handle >= 0 }.map(\.handle) }
}

/// Dense numbers for the nations that have offers.
struct NationNumbers {
    private var numbers: [UInt16]
    /// The number of every other nation.
    let count: Int

    init(_ nations: some Collection<NationCode>) {
        count = nations.count
        numbers = [UInt16](repeating: UInt16(count), count: 26 * 26 * 26)
        for (number, nation) in nations.enumerated() { numbers[Int(nation.ordinal)] = UInt16(number) }
    }

    subscript(nation: NationCode) -> Int { Int(numbers[Int(nation.ordinal)]) }
}
