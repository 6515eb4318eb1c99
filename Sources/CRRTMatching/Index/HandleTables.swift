internal import CRRTDomain

/// Experts' ids to handles: a hash table with open addressing and linear probing (D. Knuth, "The Art of Computer Programming", volume 3,
/// section 6.4). Nothing is ever removed.
///
/// It stores handles only, because the ids are in a column of keys already. It is sharded, so that an id added while a reader holds an
/// older copy duplicates one shard, not the whole.
struct ExpertHashTable: Sendable {
    fileprivate struct Shard {
        /// A power of two, at most three quarters of them used.
        var buckets: [Int32] = []
        var count = 0
    }

    fileprivate static let empty: Int32 = -1
    private static let shardBits = 8
    private var shards = [Shard](repeating: Shard(), count: 1 << shardBits)

    /// The handle of an expert; nil where they have not been added.
    ///
    /// - Parameters:
    ///   - key: The expert's key.
    ///   - keys: The keys of all who have been added, by handle.
    func handle(of key: IDKey, in keys: PagedColumn<IDKey>) -> Int32? {
        let hash = Self.hash(key)
        let buckets = shards[Self.shard(hash)].buckets
        guard !buckets.isEmpty else { return nil }
        var bucket = Self.bucket(hash, buckets)
        while buckets[bucket] != Self.empty {
            if keys[buckets[bucket]] == key { return buckets[bucket] }
            bucket = (bucket + 1) & (buckets.count - 1)
        }
        return nil
    }

    /// Adds an expert who has not been added.
    mutating func add(_ handle: Int32, in keys: PagedColumn<IDKey>) {
        let hash = Self.hash(keys[handle])
        shards[Self.shard(hash)].add(handle, hash, in: keys)
    }

    fileprivate static func hash(_ key: IDKey) -> Int { key.hash(seed: seed) }
    /// Random, so that no sender can choose ids that collide.
    private static let seed = UInt128.random(in: 0...UInt128.max)
    private static func shard(_ hash: Int) -> Int { hash & (1 << shardBits - 1) }
    /// The bucket at which probing begins.
    fileprivate static func bucket(_ hash: Int, _ buckets: [Int32]) -> Int { hash >> shardBits & (buckets.count - 1) }
}

extension ExpertHashTable.Shard {
    fileprivate mutating func add(_ handle: Int32, _ hash: Int, in keys: PagedColumn<IDKey>) {
        if count * 4 >= buckets.count * 3 { grow(keys) }
        insert(handle, hash)
        count += 1
    }

    private mutating func grow(_ keys: PagedColumn<IDKey>) {
        let old = buckets
        buckets = Array(repeating: ExpertHashTable.empty, count: max(8, old.count * 2))
        for handle in old where handle != ExpertHashTable.empty { insert(handle, ExpertHashTable.hash(keys[handle])) }
    }

    private mutating func insert(_ handle: Int32, _ hash: Int) {
        var bucket = ExpertHashTable.bucket(hash, buckets)
        while buckets[bucket] != ExpertHashTable.empty { bucket = (bucket + 1) & (buckets.count - 1) }
        buckets[bucket] = handle
    }
}

/// Ids to handles, as dictionaries in shards. An id added while a reader holds an older copy duplicates one shard, not the whole.
///
/// For teams, which are few enough that their ids may be stored twice.
struct ShardedDictionary<ID: NationalIdentifier>: Sendable {
    private var shards = [[ID: Int32]](repeating: [:], count: 256)

    subscript(id: ID) -> Int32? {
        get { shards[Self.shard(id)][id] }
        set { shards[Self.shard(id)][id] = newValue }
    }

    /// A cheap hash. Shards need no better distribution.
    private static func shard(_ id: ID) -> Int { id.text.utf8.reduce(0) { ($0 &* 31) &+ Int($1) } & 255 }
}
