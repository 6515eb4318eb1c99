/// Ids to handles, in shards, so that an id added while a reader holds an older copy duplicates one shard only.
struct Directory<ID: Hashable & Sendable>: Sendable {
    private var shards = [[ID: Int32]](repeating: [:], count: 256)

    subscript(id: ID) -> Int32? {
        get { shards[Self.shard(id)][id] }
        set { shards[Self.shard(id)][id] = newValue }
    }

    private static func shard(_ id: ID) -> Int { id.hashValue & 255 }
}
