import CRRTDomain

/// Where in the journal a time is.
enum JournalPosition {
    /// The position of the last entry before the instant; 0 if there is none. Later positions have later times, so it is found by doubling
    /// and halving steps.
    ///
    /// - Parameter next: Reads the first entry behind a position; nil if none follows.
    static func before(
        _ instant: Instant, next: (Int) throws(Failure) -> (position: Int, at: Instant)?
    ) throws(Failure) -> Int {
        // Entries up to `low` are earlier; behind `high` none is.
        var (low, high) = (0, 0)
        var step = 1
        while let entry = try next(high), entry.at < instant {
            low = entry.position
            high = low + step
            step = min(step * 2, 1 << 60)
        }
        while low < high {
            let middle = low + (high - low) / 2
            if let entry = try next(middle), entry.at < instant { low = entry.position } else { high = middle }
        }
        return low
    }
}
