/// The changes of one commit, as in-memory views need them.
public struct CommittedChanges: Sendable {
    /// The journal position after the commit.
    public var seq: Int
    /// In journal order.
    public var changes: [RecordChange]
    /// The entries, in order.
    public var entries: [EntrySummary]
}

/// A journal entry without its records: who did what to which of them.
public struct EntrySummary: Sendable, Hashable {
    /// Its position, from 1.
    public var seq: Int
    /// Who acted, as the journal names them.
    public var principal: String
    /// What happened: the raw value of a `JournalEvent`.
    public var event: String
    /// The id of the record that it is about.
    public var subject: String
    /// The nation that decided; nil where the entry names none.
    public var nation: String?
}
