/// A condition of the store that its administrator must know of, besides the caller whose change failed.
public enum StoreAlert: Sendable, Hashable {
    /// Changes are refused: the disk is full or refuses to write.
    case full(reason: String)
    /// Changes are refused: the database files are no longer where they were.
    case gone(reason: String)
    /// A commit had an unknown outcome. The store writes nothing more, and the process must be restarted.
    case outcomeUnknown(reason: String)
    /// Erased data is still in the write-ahead log; removing it is tried again every second.
    case notErased(reason: String)
}
