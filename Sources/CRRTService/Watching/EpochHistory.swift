import CRRTDomain
import CRRTStore

/// The epochs of the database. None begins while the daemon runs, because a restore needs it stopped.
struct EpochHistory: Sendable {
    private let all: [Epoch]
    let current: Epoch

    init(_ store: Store) throws {
        all = try store.read { try $0.epochs() }
        guard let last = all.last else { throw InvalidField("epoch", "is missing") }
        current = last
    }

    /// A reader for a watcher whose position is of another epoch. It begins at the first entry that the watcher may not have seen.
    ///
    /// Both histories are the same up to the end of the earliest backup restored since that epoch. For an unknown epoch, the journal is
    /// read from the beginning.
    func reader(since position: Int, under epoch: String, _ context: some Context) throws -> JournalReader {
        guard let index = all.firstIndex(where: { $0.id == epoch }) else { return JournalReader(after: 0, position: 0) }
        let later = all[(index + 1)...]
        guard let shared = later.map(\.after).min(), let restored = later.map(\.at).min() else {
            return try JournalReader(since: position, context)
        }
        if context.caller.seesEverything {
            let known = min(position, shared)
            return JournalReader(after: known, position: known)
        }
        let reached = ViewerPosition.instant(of: position)
        if try context.rows.firstEntry(notBefore: reached) <= shared { return try JournalReader(since: position, context) }
        // The position is after the end of the backup. All entries since the restore are new, and none is older than it. The time of the
        // backup's last entry is not revealed, because that entry may be hidden.
        return JournalReader(after: shared, position: ViewerPosition.start(of: min(reached, restored, context.now)))
    }
}
