internal import CRRTDomain

/// Experts ranked by cost, for each skill and nation.
///
/// Within a nation, entries are sorted by level (highest first), then notice, then handle. Within a level that is cost order for any
/// non-negative weights, so a search for the cheapest eligible experts can leave out the rest of a level.
struct SkillRanking: Sendable {
    /// An expert, packed into a word whose integer order is the ranking order.
    struct Entry: Sendable, Hashable, Comparable {
        private let word: UInt64

        init(_ handle: Int32, level: Int, noticeHours: UInt16) {
            let rest = Proficiency.highest.level - level
            word = UInt64(rest) << 48 | UInt64(noticeHours) << 32 | UInt64(UInt32(bitPattern: handle))
        }

        /// The same entry with a handle that is higher by this number.
        func moved(by handles: Int) -> Entry { Entry(word: word + UInt64(handles)) }

        /// The same entry with another handle.
        func with(handle: Int32) -> Entry { Entry(word: word & ~0xFFFF_FFFF | UInt64(UInt32(bitPattern: handle))) }

        fileprivate init(word: UInt64) { self.word = word }

        var handle: Int32 { Int32(truncatingIfNeeded: word) }
        var noticeHours: Int { Int(truncatingIfNeeded: word >> 32 & 0xFFFF) }
        /// Levels below the highest.
        var levelsBelow: Int { Int(truncatingIfNeeded: word >> 48) }

        static func < (left: Entry, right: Entry) -> Bool { left.word < right.word }
    }

    /// The experts of one nation who hold a skill, ranked.
    struct NationRanking: Sendable, Hashable {
        let nation: NationCode
        private(set) var entries: [Entry] = []
        /// For each number of levels below the highest, the index one past its last entry.
        ///
        /// Stored separately, because a binary search over `entries` would miss the cache.
        private(set) var levelEnds = SIMD8<Int32>()

        init(_ nation: NationCode) { self.nation = nation }

        /// Adds an entry that ranks last. After the last entry of a level, `closeLevel` must be called.
        fileprivate mutating func append(_ entry: Entry) { entries.append(entry) }

        fileprivate mutating func closeLevel(levelsBelow: Int) {
            for level in levelsBelow..<levelEnds.scalarCount { levelEnds[level] = Int32(entries.count) }
        }

        mutating func insert(_ entry: Entry) {
            entries.insert(entry, at: entries.insertionIndex(of: entry))
            moveLevelEnds(after: entry, by: 1)
        }

        mutating func remove(_ entry: Entry) {
            let index = entries.insertionIndex(of: entry)
            guard index < entries.count, entries[index] == entry else { return }
            entries.remove(at: index)
            moveLevelEnds(after: entry, by: -1)
        }

        /// Adds the entries of another ranking of the same nation, with their handles moved.
        mutating func merge(_ other: NationRanking, movedBy handles: Int) {
            entries.merge(other.entries.map { $0.moved(by: handles) })
            levelEnds &+= other.levelEnds
        }

        private mutating func moveLevelEnds(after entry: Entry, by step: Int32) {
            for level in entry.levelsBelow..<levelEnds.scalarCount { levelEnds[level] += step }
        }
    }

    /// By skill; nations in the order in which they were added.
    private var rankings: [SkillKey: [NationRanking]] = [:]

    init() {}

    /// The rankings of a page of experts.
    ///
    /// - Parameters:
    ///   - costKeys: The experts' cost keys; their handles begin at 0.
    ///   - levels: By skill, the experts in the order of `SkillRanking.order`. They are then appended, level by level, in ranking order.
    init(page costKeys: [CostKey], levels: [SkillKey: [HandleValue]]) {
        rankings = levels.mapValues { holders in
            var rankings: [NationRanking] = []
            for level in (1...Proficiency.highest.level).reversed() {
                for holder in holders where holder.value == level {
                    let costKey = costKeys[Int(holder.handle)]
                    rankings.update(costKey.nation) { $0.append(Entry(holder.handle, level: level, noticeHours: costKey.noticeHours)) }
                }
                for index in rankings.indices { rankings[index].closeLevel(levelsBelow: Proficiency.highest.level - level) }
            }
            return rankings
        }
    }

    /// The indices of a page's experts in ranking order, as if all had the same level.
    static func order(_ costKeys: [CostKey]) -> [Int] {
        costKeys.enumerated().map { Entry(Int32($0), level: Proficiency.highest.level, noticeHours: $1.noticeHours) }.sorted()
            .map { Int($0.handle) }
    }

    /// The rankings of a skill, one for each nation that has an expert in it.
    subscript(skill: SkillKey) -> [NationRanking] { rankings[skill] ?? [] }

    mutating func change(_ handle: Int32, from old: ExpertProfile?, to new: ExpertProfile) {
        let costKey = CostKey(new)
        if let old {
            guard old.skills != new.skills || CostKey(old) != costKey else { return }
            for skill in old.skills {
                remove(Entry(handle, level: skill.level, noticeHours: CostKey(old).noticeHours), skill.key, old.nation)
            }
        }
        for skill in new.skills { insert(Entry(handle, level: skill.level, noticeHours: costKey.noticeHours), skill.key, new.nation) }
    }

    /// Adds the rankings of a page, whose handles begin at `handle`.
    mutating func append(_ other: SkillRanking, from handle: Int) {
        for (skill, theirs) in other.rankings {
            for ranking in theirs { rankings[skill, default: []].update(ranking.nation) { $0.merge(ranking, movedBy: handle) } }
        }
    }

    private mutating func insert(_ entry: Entry, _ skill: SkillKey, _ nation: NationCode) {
        rankings[skill, default: []].update(nation) { $0.insert(entry) }
    }

    private mutating func remove(_ entry: Entry, _ skill: SkillKey, _ nation: NationCode) {
        rankings[skill, default: []].update(nation) { $0.remove(entry) }
        if rankings[skill]?.isEmpty == true { rankings[skill] = nil }
    }
}

extension SkillRanking: Equatable {
    /// Whether both rank the same experts.
    static func == (left: SkillRanking, right: SkillRanking) -> Bool {
        left.rankings.mapValues(Set.init) == right.rankings.mapValues(Set.init)
    }
}

extension [SkillRanking.NationRanking] {
    /// Changes a nation's ranking in place. A ranking that becomes empty is removed.
    fileprivate mutating func update(_ nation: NationCode, _ body: (inout SkillRanking.NationRanking) -> Void) {
        let index = firstIndex { $0.nation == nation } ?? count
        if index == count { append(Element(nation)) }
        body(&self[index])
        if self[index].entries.isEmpty { remove(at: index) }
    }
}

extension [SkillRanking.Entry] {
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
