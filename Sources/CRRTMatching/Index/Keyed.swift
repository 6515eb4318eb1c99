/// A set of experts for each key, such as a nation, an access or a day of absence.
struct KeyedSets<Key: Hashable & Sendable>: Sendable {
    private(set) var sets: [Key: ExpertSet] = [:]

    /// Replaces the keys of an expert.
    mutating func change(_ handle: Int32, from old: some Sequence<Key>, to new: some Collection<Key>) {
        for key in old where !new.contains(key) { remove(handle, key) }
        for key in new { sets[key, default: ExpertSet()][handle] = true }
    }

    mutating func append(_ other: Self, as page: Int) {
        for (key, set) in other.sets { sets[key, default: ExpertSet()].append(set, as: page) }
    }

    private mutating func remove(_ handle: Int32, _ key: Key) {
        sets[key]?[handle] = false
        if sets[key]?.isEmpty == true { sets[key] = nil }
    }
}

extension KeyedSets: Equatable {}

/// A number for each expert and key, such as a level by skill or a profile by language.
struct KeyedColumns<Key: Hashable & Sendable>: Sendable {
    private(set) var columns: [Key: NumberColumn] = [:]
    private let digits: Int

    init(digits: Int) { self.digits = digits }

    /// Replaces the numbers of an expert. A key that is no longer among them gets 0.
    @inline(__always)
    mutating func change<Held>(
        _ handle: Int32, from old: [Held], to new: [Held], key: (Held) -> Key, number: (Held) -> Int
    ) {
        for held in old where !new.contains(where: { key($0) == key(held) }) { clear(handle, key(held), number(held)) }
        for held in new {
            let before = old.first { key($0) == key(held) }.map(number) ?? 0
            columns[key(held), default: NumberColumn(digits: digits)].change(handle, from: before, to: number(held))
        }
    }

    /// The first page of all columns.
    init(digits: Int, page numbers: [Key: [Numbered]]) {
        self.digits = digits
        columns = numbers.mapValues { NumberColumn(digits: digits, page: $0) }
    }

    private mutating func clear(_ handle: Int32, _ key: Key, _ number: Int) {
        columns[key]?.change(handle, from: number, to: 0)
        if columns[key]?.isZero == true { columns[key] = nil }
    }

    mutating func append(_ other: Self, as page: Int) {
        for (key, column) in other.columns { columns[key, default: NumberColumn(digits: digits)].append(column, as: page) }
    }
}

extension KeyedColumns: Equatable {}

extension KeyedColumns {
    /// Keeps those experts whose number for a key is at least `bound`.
    func keep(atLeast bound: Int, of key: Key, in part: Range<Int>? = nil, among people: inout Selection) {
        if let column = columns[key] { column.keep(atLeast: bound, in: part, of: &people) } else { people.removeAll() }
    }
}
