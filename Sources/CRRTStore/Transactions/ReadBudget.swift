/// How many rows and bytes a read may still take in the present transaction.
///
/// A read that has used up its budget stops and continues later in another transaction. So no reader holds the write-ahead log for long,
/// and none keeps more than this in memory, apart from one record.
public final class ReadBudget {
    /// The rows of one transaction.
    public static let maxRows = 1000
    /// The bytes of their records.
    public static let maxBytes = 1 << 20

    private(set) var rowsLeft: Int
    private var bytesLeft: Int

    /// - Parameters:
    ///   - rows: the most rows.
    ///   - bytes: reading stops once the records have this many bytes; the last one may exceed it.
    public init(rows: Int = ReadBudget.maxRows, bytes: Int = ReadBudget.maxBytes) { (rowsLeft, bytesLeft) = (rows, bytes) }

    /// Whether nothing more may be read now. There may be more rows.
    public var isSpent: Bool { rowsLeft <= 0 || bytesLeft <= 0 }

    func spend(bytes: Int) {
        rowsLeft -= 1
        bytesLeft -= bytes
    }
}
