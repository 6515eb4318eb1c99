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
    /// Its position, from 1.
    public var seq: Int
    /// Who acted, as the journal names them.
    public var principal: String
    /// What happened: the raw value of a `JournalEvent`.
    public var event: String
    /// The id of the record that it is about.
    public var subject: String
    /// Whose word it is, where the entry says so.
    public var nation: String?
}
