internal import CRRTDomain

/// Who holds a skill, by nation, and there by level and notice: the order of what they cost, whatever the weights. So the cheapest who
/// may take a place are found without looking at the others.
struct Holders: Sendable {
    /// One expert in a list, as one word that sorts by falling level, rising notice and handle.
    struct Entry: Sendable, Hashable, Comparable {
        private let word: UInt64

        init(_ handle: Int32, level: Int, noticeHours: UInt16) {
            let rest = Proficiency.highest.level - level
            word = UInt64(rest) << 48 | UInt64(noticeHours) << 32 | UInt64(UInt32(bitPattern: handle))
        }

        /// The same expert, so many handles further on.
        func moved(by handles: Int) -> Entry { Entry(word: word + UInt64(handles)) }

        fileprivate init(word: UInt64) { self.word = word }

        var handle: Int32 { Int32(truncatingIfNeeded: word) }
        var noticeHours: Int { Int(truncatingIfNeeded: word >> 32 & 0xFFFF) }
        /// How far below the highest level.
        var levelsBelow: Int { Int(truncatingIfNeeded: word >> 48) }

        static func < (left: Entry, right: Entry) -> Bool { left.word < right.word }
    }

    /// One nation's holders of one skill; sorted.
    struct List: Sendable, Hashable {
        let nation: NationCode
        fileprivate(set) var entries: [Entry] = []

        /// The place of the first that is further below the highest level than this.
        func firstBelow(_ levels: Int, from place: Int) -> Int {
            entries.place(of: Entry(word: UInt64(levels + 1) << 48), from: place)
        }
    }

    /// By skill; the nations in the order in which they came.
    private var lists: [SkillKey: [List]] = [:]

    func of(_ skill: SkillKey) -> [List] { lists[skill] ?? [] }

    mutating func change(_ handle: Int32, from old: Profile?, to new: Profile) {
        let tag = Tag(new)
        if let old {
            guard old.skills != new.skills || Tag(old) != tag else { return }
            for skill in old.skills { remove(Entry(handle, level: skill.level, noticeHours: Tag(old).noticeHours), skill.key, old.nation) }
        }
        for skill in new.skills { insert(Entry(handle, level: skill.level, noticeHours: tag.noticeHours), skill.key, new.nation) }
    }

    /// Adds those of a page of its own, whose handles begin there.
    mutating func append(_ other: Holders, from handle: Int) {
        for (skill, theirs) in other.lists {
            for list in theirs { lists[skill, default: []].change(list.nation) { $0.merge(list.entries.map { $0.moved(by: handle) }) } }
        }
    }

    private mutating func insert(_ entry: Entry, _ skill: SkillKey, _ nation: NationCode) {
        lists[skill, default: []].change(nation) { $0.insert(entry, at: $0.place(of: entry)) }
    }

    private mutating func remove(_ entry: Entry, _ skill: SkillKey, _ nation: NationCode) {
        lists[skill, default: []].change(nation) { entries in
            let place = entries.place(of: entry)
            if place < entries.count, entries[place] == entry { entries.remove(at: place) }
        }
        if lists[skill]?.isEmpty == true { lists[skill] = nil }
    }
}

extension Holders: Equatable {
    /// Whether both have the same people.
    static func == (left: Holders, right: Holders) -> Bool { left.lists.mapValues(Set.init) == right.lists.mapValues(Set.init) }
}

extension [Holders.List] {
    /// In place. A nation without holders is not there.
    fileprivate mutating func change(_ nation: NationCode, _ body: (inout [Holders.Entry]) -> Void) {
        let place = firstIndex { $0.nation == nation } ?? count
        if place == count { append(Element(nation: nation)) }
        body(&self[place].entries)
        if self[place].entries.isEmpty { remove(at: place) }
    }
}

extension [Holders.Entry] {
    /// Two sorted lists as one.
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

    /// Where the entry is or belongs.
    fileprivate func place(of entry: Element, from first: Int = 0) -> Int {
        var low = first
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < entry { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
