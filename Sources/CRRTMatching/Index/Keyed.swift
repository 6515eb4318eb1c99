/// Sets of experts by what they have: a nation, an access, a day of absence.
struct KeyedSets<Key: Hashable & Sendable>: Sendable {
    private(set) var sets: [Key: ExpertSet] = [:]

    /// An expert had these, and now has those.
    mutating func change(_ handle: Int32, from old: [Key], to new: [Key]) {
        if !old.isEmpty {
            let kept = Set(new)
            for key in old where !kept.contains(key) { remove(handle, key) }
        }
        for key in new { sets[key, default: ExpertSet()][handle] = true }
    }

    private mutating func remove(_ handle: Int32, _ key: Key) {
        sets[key]?[handle] = false
        if sets[key]?.isEmpty == true { sets[key] = nil }
    }
}

extension KeyedSets: Equatable {}

/// A number for every expert by what it is about: a level by skill, a profile by language.
struct KeyedColumns<Key: Hashable & Sendable>: Sendable {
    private(set) var columns: [Key: NumberColumn] = [:]
    private let digits: Int

    init(digits: Int) { self.digits = digits }

    /// Sets the numbers of an expert; of what is no longer among them he has 0.
    mutating func change(_ handle: Int32, from old: [Key], to new: [(key: Key, number: Int)]) {
        for key in old where !new.contains(where: { $0.key == key }) {
            columns[key]?[handle] = 0
            if columns[key]?.isZero == true { columns[key] = nil }
        }
        for (key, number) in new { columns[key, default: NumberColumn(digits: digits)][handle] = number }
    }
}

extension KeyedColumns: Equatable {}

extension KeyedColumns {
    /// Those of all who have at least so much of it.
    func atLeast(_ bound: Int, of key: Key, in part: Range<Int>? = nil, among all: Selection) -> Selection {
        columns[key]?.atLeast(bound, in: part, of: all) ?? Selection(like: all)
    }
}
