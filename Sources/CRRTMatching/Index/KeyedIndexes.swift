/// A set of experts for each key, such as a nation or an access.
struct KeyedSets<Key: Hashable & Sendable>: Sendable, Equatable {
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

/// A bit-sliced column for each key, such as the level by skill or the profile by language.
struct KeyedColumns<Key: Hashable & Sendable>: Sendable, Equatable {
    private(set) var columns: [Key: BitSlicedColumn] = [:]
    private let bitWidth: Int

    init(bitWidth: Int) { self.bitWidth = bitWidth }

    /// The first page of all columns.
    init(bitWidth: Int, page values: [Key: [HandleValue]]) {
        self.bitWidth = bitWidth
        columns = values.mapValues { BitSlicedColumn(bitWidth: bitWidth, page: $0) }
    }

    /// Replaces the values of an expert. A key that is no longer among them gets 0.
    @inline(__always)
    mutating func change<Item>(
        _ handle: Int32, from old: [Item], to new: [Item], key: (Item) -> Key, value: (Item) -> Int
    ) {
        for item in old where !new.contains(where: { key($0) == key(item) }) { clear(handle, key(item), value(item)) }
        for item in new {
            let before = old.first { key($0) == key(item) }.map(value) ?? 0
            columns[key(item), default: BitSlicedColumn(bitWidth: bitWidth)].change(handle, from: before, to: value(item))
        }
    }

    mutating func append(_ other: Self, as page: Int) {
        for (key, column) in other.columns { columns[key, default: BitSlicedColumn(bitWidth: bitWidth)].append(column, as: page) }
    }

    /// Keeps the experts whose value for a key is at least `bound`.
    func keep(atLeast bound: Int, of key: Key, in bits: Range<Int>? = nil, among people: inout Bitmap) {
        if let column = columns[key] { column.keep(atLeast: bound, in: bits, of: &people) } else { people.removeAll() }
    }

    private mutating func clear(_ handle: Int32, _ key: Key, _ value: Int) {
        columns[key]?.change(handle, from: value, to: 0)
        if columns[key]?.isZero == true { columns[key] = nil }
    }
}

/// An expert's handle and a value, such as a level.
typealias HandleValue = (handle: Int32, value: Int)

extension Dictionary where Value == [HandleValue] {
    /// By key, the experts of a page who have it, with their values, in the order given. Handles begin at 0.
    init<Item>(
        page experts: [ExpertProfile], in order: some Sequence<Int>, _ items: (ExpertProfile) -> [Item], key: (Item) -> Key,
        value: (Item) -> Int
    ) {
        self.init()
        for handle in order {
            for item in items(experts[handle]) { self[key(item), default: []].append((Int32(handle), value(item))) }
        }
    }
}
