internal import CRRTDomain

/// The cheapest experts of each nation for a kind of place, as many as there are places.
///
/// No others can matter: in place of any other expert, one of these would be free, of the same nation and not dearer (exchange argument).
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
    ///   - kind: The kind of place.
    ///   - takers: Who may take it.
    ///   - survey: The question.
    ///   - index: The roster.
    ///   - size: The number of experts of each nation.
    ///   - most: The most that an expert may cost, by nation number; negative for none.
    init(
        _ kind: PlaceKind, _ takers: Bitmap, _ survey: Survey, _ index: RosterIndex, size: Int,
        most: (_ nation: Int) -> Int = { _ in .max }
    ) {
        self.size = size
        numbers = survey.numbers
        entries = Array(repeating: Entry(), count: (numbers.count + 1) * size)
        takers.words.withUnsafeBufferPointer { takers in
            index.sets.ranking[kind.skill].withUnsafeBufferPointer { lists in
                // A first pass that decides nothing lets the processor fetch all lists at once (see `Survey`).
                let welcome = lists.indices.filter { place in
                    most(numbers[lists[place].nation]) >= 0 && lists[place].entries.count > 0 && survey.terms.welcomes(lists[place].nation)
                }
                for place in welcome {
                    let most = most(numbers[lists[place].nation])
                    lists[place].entries.withUnsafeBufferPointer { consider(lists[place], $0, kind, takers, most, survey, index.ids) }
                }
            }
        }
    }

    /// Walks a nation's ranking level by level, and skips the rest of a level once notice or cost is too high.
    private mutating func consider(
        _ list: SkillRanking.NationRanking, _ holders: UnsafeBufferPointer<SkillRanking.Entry>, _ kind: PlaceKind,
        _ takers: UnsafeBufferPointer<UInt64>,
        _ most: Int, _ survey: Survey, _ ids: IDColumn
    ) {
        let (weights, mostNotice) = (survey.weights, survey.terms.maxNoticeHours)
        let first = numbers[list.nation] * size
        let last = first + size - 1
        let end = Int(list.levelEnds[Self.lowest(kind)])
        var dearest = min(entries[last].cost, most)
        var place = 0
        while place < end {
            let holder = holders[place]
            let level = holder.levelsBelow
            let cost = weights.level * level + weights.notice * holder.noticeHours
            guard cost <= dearest, holder.noticeHours <= mostNotice else {
                place = Int(list.levelEnds[level])
                continue
            }
            if cost == entries[last].cost, holder.handle < ids.sortedCount, entries[last].handle < holder.handle {
                // As dear as the last entry and behind it by id. So are all experts up to those who were added out of order.
                place = holders.insertionIndex(of: holder.with(handle: ids.sortedCount), from: place)
                continue
            }
            if takers[Int(holder.handle) >> 6] >> UInt64(holder.handle & 63) & 1 != 0 {
                insert(Entry(cost: cost, handle: holder.handle), first, last, ids)
                dearest = min(entries[last].cost, most)
            }
            place += 1
        }
    }

    /// The most levels below the highest that the place allows.
    private static func lowest(_ kind: PlaceKind) -> Int { Proficiency.highest.level - kind.level }

    private mutating func insert(_ entry: Entry, _ first: Int, _ last: Int, _ ids: IDColumn) {
        func precedes(_ other: Entry) -> Bool {
            entry.cost != other.cost ? entry.cost < other.cost : ids.precedes(entry.handle, other.handle)
        }
        guard entries[last].handle < 0 || precedes(entries[last]) else { return }
        var place = last
        while place > first, entries[place - 1].handle < 0 || precedes(entries[place - 1]) {
            entries[place] = entries[place - 1]
            place -= 1
        }
        entries[place] = entry
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
