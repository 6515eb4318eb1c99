internal import CRRTDomain

/// Experts ranked by cost, for each skill and nation.
///
/// Within a nation, entries are sorted by level (highest first), then notice, then handle. Within a level that is cost order for any
/// non-negative weights, so a search for the cheapest eligible experts can leave out the rest of a level.
struct Holders: Sendable {
    /// An expert, packed into a word whose integer order is the ranking order.
    struct Entry: Sendable, Hashable, Comparable {
        private let word: UInt64

        init(_ handle: Int32, level: Int, noticeHours: UInt16) {
            let rest = Proficiency.highest.level - level
            word = UInt64(rest) << 48 | UInt64(noticeHours) << 32 | UInt64(UInt32(bitPattern: handle))
        }

        /// The same expert with a handle that is higher by this number.
        func moved(by handles: Int) -> Entry { Entry(word: word + UInt64(handles)) }

        /// The entry of another handle with the same level and notice.
        func with(handle: Int32) -> Entry { Entry(word: word & ~0xFFFF_FFFF | UInt64(UInt32(bitPattern: handle))) }

        fileprivate init(word: UInt64) { self.word = word }

        var handle: Int32 { Int32(truncatingIfNeeded: word) }
        var noticeHours: Int { Int(truncatingIfNeeded: word >> 32 & 0xFFFF) }
        /// Levels below the highest.
        var levelsBelow: Int { Int(truncatingIfNeeded: word >> 48) }

        static func < (left: Entry, right: Entry) -> Bool { left.word < right.word }
    }

    /// The experts of one nation who hold a skill, ranked.
    struct List: Sendable, Hashable {
        let nation: NationCode
        private(set) var entries: [Entry] = []
        /// For each number of levels below the highest, the index one past its last entry.
        ///
        /// Stored separately, because a binary search over `entries` would miss the cache.
        private(set) var ends = SIMD8<Int32>()

        init(_ nation: NationCode) { self.nation = nation }

        /// Adds an entry that ranks last. After the last entry of a level, `end` must be called.
        fileprivate mutating func append(_ entry: Entry) { entries.append(entry) }

        fileprivate mutating func end(levelsBelow: Int) {
            for level in levelsBelow..<ends.scalarCount { ends[level] = Int32(entries.count) }
        }

        mutating func insert(_ entry: Entry) {
            entries.insert(entry, at: entries.place(of: entry))
            count(entry, 1)
        }

        mutating func remove(_ entry: Entry) {
            let place = entries.place(of: entry)
            guard place < entries.count, entries[place] == entry else { return }
            entries.remove(at: place)
            count(entry, -1)
        }

        /// Adds the entries of another list of the same nation, with their handles moved.
        mutating func merge(_ other: List, movedBy handles: Int) {
            entries.merge(other.entries.map { $0.moved(by: handles) })
            ends &+= other.ends
        }

        private mutating func count(_ entry: Entry, _ step: Int32) {
            for level in entry.levelsBelow..<ends.scalarCount { ends[level] += step }
        }
    }

    /// By skill; nations in the order in which they were added.
    private var lists: [SkillKey: [List]] = [:]

    init() {}

    /// The rankings of a page of experts.
    ///
    /// - Parameters:
    ///   - tags: The experts' tags; their handles begin at 0.
    ///   - levels: By skill, the experts in the order of `Holders.order`. They are then appended, level by level, in ranking order.
    init(page tags: [Tag], levels: [SkillKey: [Numbered]]) {
        lists = levels.mapValues { holders in
            var lists: [List] = []
            for level in (1...Proficiency.highest.level).reversed() {
                for holder in holders where holder.number == level {
                    let tag = tags[Int(holder.handle)]
                    lists.change(tag.nation) { $0.append(Entry(holder.handle, level: level, noticeHours: tag.noticeHours)) }
                }
                for place in lists.indices { lists[place].end(levelsBelow: Proficiency.highest.level - level) }
            }
            return lists
        }
    }

    /// The indices of a page's experts in ranking order, as if all had the same level.
    static func order(_ tags: [Tag]) -> [Int] {
        tags.enumerated().map { Entry(Int32($0), level: Proficiency.highest.level, noticeHours: $1.noticeHours) }.sorted()
            .map { Int($0.handle) }
    }

    func of(_ skill: SkillKey) -> [List] { lists[skill] ?? [] }

    mutating func change(_ handle: Int32, from old: Profile?, to new: Profile) {
        let tag = Tag(new)
        if let old {
            guard old.skills != new.skills || Tag(old) != tag else { return }
            for skill in old.skills { remove(Entry(handle, level: skill.level, noticeHours: Tag(old).noticeHours), skill.key, old.nation) }
        }
        for skill in new.skills { insert(Entry(handle, level: skill.level, noticeHours: tag.noticeHours), skill.key, new.nation) }
    }

    /// Adds the rankings of a page, whose handles begin at `handle`.
    mutating func append(_ other: Holders, from handle: Int) {
        for (skill, theirs) in other.lists {
            for list in theirs { lists[skill, default: []].change(list.nation) { $0.merge(list, movedBy: handle) } }
        }
    }

    private mutating func insert(_ entry: Entry, _ skill: SkillKey, _ nation: NationCode) {
        lists[skill, default: []].change(nation) { $0.insert(entry) }
    }

    private mutating func remove(_ entry: Entry, _ skill: SkillKey, _ nation: NationCode) {
        lists[skill, default: []].change(nation) { $0.remove(entry) }
        if lists[skill]?.isEmpty == true { lists[skill] = nil }
    }
}

extension Holders: Equatable {
    /// Whether both rank the same experts.
    static func == (left: Holders, right: Holders) -> Bool { left.lists.mapValues(Set.init) == right.lists.mapValues(Set.init) }
}

extension [Holders.List] {
    /// Changes a nation's list in place. A list that becomes empty is removed.
    fileprivate mutating func change(_ nation: NationCode, _ body: (inout Holders.List) -> Void) {
        let place = firstIndex { $0.nation == nation } ?? count
        if place == count { append(Element(nation)) }
        body(&self[place])
        if self[place].entries.isEmpty { remove(at: place) }
    }
}

extension [Holders.Entry] {
    /// Merges another sorted list into this one.
    fileprivate mutating func merge(_ others: [Element]) {
        guard !isEmpty else {
            self = others
            return
        }
        var merged: [Element] = []
        merged.reserveCapacity(count + others.count)
        var next = 0
        for entry in self {
            while next < others.count, others[next] < entry {
                merged.append(others[next])
                next += 1
            }
            merged.append(entry)
        }
        self = merged + others[next...]
    }
}
