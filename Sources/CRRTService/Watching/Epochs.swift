import CRRTDomain
import CRRTStore

/// The epochs of the database. None begins while a daemon runs: a restore needs it stopped.
struct Epochs: Sendable {
    private let all: [Epoch]
    let present: Epoch

    init(_ store: Store) throws {
        all = try store.read { try $0.epochs() }
        guard let last = all.last else { throw InvalidField("epoch", "is missing") }
        present = last
    }

    /// From the first entry that a watcher may not have seen whose position was reached under another epoch.
    ///
    /// The histories are the same up to the end of the earliest backup that was restored since then, which needs no second reading. Where
    /// the epoch is none of this database's, nothing is known to be the same, and the journal is read from its beginning.
    func reader(since position: Int, under epoch: String, _ context: some Context) throws -> JournalReader {
        guard let place = all.firstIndex(where: { $0.id == epoch }) else { return JournalReader(behind: 0, position: 0) }
        let later = all[(place + 1)...]
        guard let shared = later.map(\.after).min(), let restored = later.map(\.at).min() else {
            return try JournalReader(since: position, context)
        }
        if context.caller.seesEverything {
            let known = min(position, shared)
            return JournalReader(behind: known, position: known)
        }
        let reached = JournalPlace.instant(of: position)
        if try context.rows.firstEntry(notBefore: reached) <= shared { return try JournalReader(since: position, context) }
        // The position lies behind the backup's end. What was written since the restore is all new, and none of it is older than that
        // moment. When the backup's last entry was made is not told: it may be hidden.
        return JournalReader(behind: shared, position: JournalPlace.start(of: min(reached, restored, context.now)))
    }
}
