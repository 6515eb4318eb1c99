internal import CRRTDomain

/// Ids to handles, in shards. An id added while a reader holds an older copy duplicates one shard, not the whole.
struct Directory<ID: NationalIdentifier>: Sendable {
    private var shards = [[ID: Int32]](repeating: [:], count: 256)

    subscript(id: ID) -> Int32? {
        get { shards[Self.shard(id)][id] }
        set { shards[Self.shard(id)][id] = newValue }
    }

    /// A cheap hash. Shards need no better spread.
    private static func shard(_ id: ID) -> Int { id.text.utf8.reduce(0) { ($0 &* 31) &+ Int($1) } & 255 }
}
