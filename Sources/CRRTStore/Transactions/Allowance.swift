/// How much one look at the rows may still take. A look that has used it up ends where it is, and goes on in another transaction later: so
/// no reader keeps the write-ahead log for long, and none holds more than this in memory, beside one record.
public final class Allowance {
    /// Rows of one look.
    public static let rows = 1000
    /// Bytes of their records.
    public static let bytes = 1 << 20

    private(set) var rowsLeft: Int
    private var bytesLeft: Int

    /// Room for one look.
    ///
    /// - Parameters:
    ///   - rows: the most rows.
    ///   - bytes: ends the look once the records that were read have as many; the last one may go beyond.
    public init(rows: Int = Allowance.rows, bytes: Int = Allowance.bytes) { (rowsLeft, bytesLeft) = (rows, bytes) }

    /// Whether nothing more is to be read now; there may be more rows.
    public var isSpent: Bool { rowsLeft <= 0 || bytesLeft <= 0 }

    func take(bytes: Int) {
        rowsLeft -= 1
        bytesLeft -= bytes
    }
}
