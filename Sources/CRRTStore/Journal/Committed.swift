/// What one commit added.
public struct Committed: Sendable {
    /// The journal position after the commit.
    public var seq: Int
    /// In journal order.
    public var changes: [RecordChange]
    /// The entries, in order.
    public var notes: [JournalNote]
}

/// A journal entry without its records: who did what to which of them.
public struct JournalNote: Sendable, Hashable {
    public var seq: Int
    public var principal: String
    public var event: String
    public var subject: String
    /// Whose word it is, where the entry says so.
    public var nation: String?
}
