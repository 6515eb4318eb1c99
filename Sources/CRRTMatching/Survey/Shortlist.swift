internal import CRRTDomain

/// Who can matter for one kind of place: of every nation the cheapest, as many as there are places.
///
/// More cannot matter: were somebody else chosen, one of these would be free, of the same nation, and not dearer (exchange argument).
struct Shortlist {
    struct Entry {
        var cost = Int.max
        var handle: Int32 = -1
    }

    private let size: Int
    private let numbers: NationNumbers
    /// By number of the nation `size` entries, cheapest first, then by id; those not taken cost more than anybody.
    private var entries: [Entry]

    /// - Parameters:
    ///   - size: how many of every nation.
    ///   - most: what somebody may cost, by number of his nation.
    init(
        _ kind: PlaceKind, _ takers: Selection, _ survey: Survey, _ index: RosterIndex, size: Int,
        most: (_ nation: Int) -> Int = { _ in .max }
    ) {
        self.size = size
        numbers = survey.numbers
        entries = Array(repeating: Entry(), count: (numbers.count + 1) * size)
        takers.words.withUnsafeBufferPointer { takers in
            index.sets.holders.of(kind.skill).withUnsafeBufferPointer { lists in
                // As in `Survey`: a first walk that decides nothing fetches all of them at once.
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

    /// Of every level as many holders as are soon enough there, and do not cost more than the last on their nation's list, or than `most`.
    private mutating func consider(
        _ list: Holders.List, _ holders: UnsafeBufferPointer<Holders.Entry>, _ kind: PlaceKind, _ takers: UnsafeBufferPointer<UInt64>,
        _ most: Int, _ survey: Survey, _ ids: IDOrder
    ) {
        let (weights, mostNotice) = (survey.weights, survey.terms.maxNoticeHours)
        let first = numbers[list.nation] * size
        let last = first + size - 1
        let end = Int(list.ends[Self.lowest(kind)])
        var dearest = min(entries[last].cost, most)
        var place = 0
        while place < end {
            let holder = holders[place]
            let level = holder.levelsBelow
            let cost = weights.level * level + weights.notice * holder.noticeHours
            guard cost <= dearest, holder.noticeHours <= mostNotice else {
                place = Int(list.ends[level])
                continue
            }
            if cost == entries[last].cost, holder.handle < ids.ordered, entries[last].handle < holder.handle {
                // Behind him in order of id, and as dear: so are all up to those who came out of order.
                place = holders.place(of: holder.with(handle: ids.ordered), from: place)
                continue
            }
            if takers[Int(holder.handle) >> 6] >> UInt64(holder.handle & 63) & 1 != 0 {
                insert(Entry(cost: cost, handle: holder.handle), first, last, ids)
                dearest = min(entries[last].cost, most)
            }
            place += 1
        }
    }

    /// How far below the highest level somebody may be.
    private static func lowest(_ kind: PlaceKind) -> Int { Proficiency.highest.level - kind.level }

    private mutating func insert(_ entry: Entry, _ first: Int, _ last: Int, _ ids: IDOrder) {
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

    /// Of one nation, by its number, cheapest first.
    func people(of number: Int) -> some Sequence<Entry> {
        entries[number * size..<(number + 1) * size].lazy.prefix { $0.handle >= 0 }
    }

    /// What the cheapest of a nation, by its number, costs; nil where there is none.
    func cheapest(of number: Int) -> Int? { entries[number * size].handle < 0 ? nil : entries[number * size].cost }
    func cheapest(of nation: NationCode) -> Int? { cheapest(of: numbers[nation]) }

    /// What the cheapest of all costs; nil where there is nobody.
    var cheapest: Int? { (0..<numbers.count).lazy.compactMap { cheapest(of: $0) }.min() }
    var nationCount: Int { numbers.count }

    /// All of them, of every nation the cheapest first.
    var people: [Int32] { entries.lazy.filter { $0.handle >= 0 }.map(\.handle) }
}

/// Dense numbers for the nations that offer somebody.
struct NationNumbers {
    private var numbers: [UInt16]
    /// What every other nation has as its number.
    let count: Int

    init(_ nations: some Collection<NationCode>) {
        count = nations.count
        numbers = [UInt16](repeating: UInt16(count), count: 26 * 26 * 26)
        for (number, nation) in nations.enumerated() { numbers[Int(nation.ordinal)] = UInt16(number) }
    }

    subscript(nation: NationCode) -> Int { Int(numbers[Int(nation.ordinal)]) }
}
