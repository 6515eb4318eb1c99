import CRRTStore
import JournalProof

/// An entry whose records are decoded at most once, however many of its parts a viewer is asked about. To decode them takes longer than all
/// else about an entry.
struct ReadEntry {
    let entry: JournalEntry
    private var decoded: [RecordChange]?

    init(_ entry: JournalEntry) { self.entry = entry }

    /// - Throws: as `JournalEntry.changes`.
    mutating func changes() throws -> [RecordChange] {
        if let decoded { return decoded }
        let changes = try entry.changes()
        decoded = changes
        return changes
    }
}
