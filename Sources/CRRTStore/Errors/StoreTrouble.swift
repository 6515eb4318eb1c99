/// What the store has met that its administrator has to know, beside the caller whose change it was.
public enum StoreTrouble: Sendable, Hashable {
    /// Changes are refused: the disk is full or refuses to write.
    case full(reason: String)
    /// Changes are refused: the files of the database are not where they were.
    case gone(reason: String)
    /// A commit came to an unknown outcome. The store writes nothing more, and this program has to be started anew.
    case outcomeUnknown(reason: String)
    /// What was erased still stands in the write-ahead log; it is tried again every second.
    case notErased(reason: String)
}
