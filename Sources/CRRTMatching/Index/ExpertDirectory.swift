/// Experts' ids to handles: a hash table with open addressing and linear probing (D. Knuth, "The Art of Computer Programming", volume 3,
/// section 6.4). Nothing is ever removed.
///
/// It stores handles only, because the ids are in a column of keys already. It is sharded, so that an id added while a reader holds an
/// older copy duplicates one shard, not the whole.
struct ExpertDirectory: Sendable {
    fileprivate struct Shard {
        /// The slots: a power of two, at most three quarters of them used.
        var places: [Int32] = []
        var count = 0
    }

    fileprivate static let nobody: Int32 = -1
    private static let shardBits = 8
    private var shards = [Shard](repeating: Shard(), count: 1 << shardBits)

    /// The handle of an expert; nil where they have not been added.
    ///
    /// - Parameters:
    ///   - key: The expert's key.
    ///   - keys: The keys of all who have been added, by handle.
    func handle(of key: IDKey, in keys: Column<IDKey>) -> Int32? {
        let hash = Self.hash(key)
        let places = shards[Self.shard(hash)].places
        guard !places.isEmpty else { return nil }
        var place = Self.place(hash, places)
        while places[place] != Self.nobody {
            if keys[places[place]] == key { return places[place] }
            place = (place + 1) & (places.count - 1)
        }
        return nil
    }

    /// Adds an expert who has not been added.
    mutating func add(_ handle: Int32, in keys: Column<IDKey>) {
        let hash = Self.hash(keys[handle])
        shards[Self.shard(hash)].add(handle, hash, in: keys)
    }

    fileprivate static func hash(_ key: IDKey) -> Int { key.mixed(seed) }
    /// Random, so that no sender can choose ids that collide.
    private static let seed = UInt128.random(in: 0...UInt128.max)
    private static func shard(_ hash: Int) -> Int { hash & (1 << shardBits - 1) }
    fileprivate static func place(_ hash: Int, _ places: [Int32]) -> Int { hash >> shardBits & (places.count - 1) }
}

extension ExpertDirectory.Shard {
    fileprivate mutating func add(_ handle: Int32, _ hash: Int, in keys: Column<IDKey>) {
        if count * 4 >= places.count * 3 { grow(keys) }
        put(handle, hash)
        count += 1
    }

    private mutating func grow(_ keys: Column<IDKey>) {
        let old = places
        places = Array(repeating: ExpertDirectory.nobody, count: max(8, old.count * 2))
        for handle in old where handle != ExpertDirectory.nobody { put(handle, ExpertDirectory.hash(keys[handle])) }
    }

    private mutating func put(_ handle: Int32, _ hash: Int) {
        var place = ExpertDirectory.place(hash, places)
        while places[place] != ExpertDirectory.nobody { place = (place + 1) & (places.count - 1) }
        places[place] = handle
    }
}
