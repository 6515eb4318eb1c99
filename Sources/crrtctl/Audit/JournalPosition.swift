import CRRTDomain
import CRRTProtocol

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

extension CommandContext {
    /// The position of the last entry before an instant that the caller may see; 0 if there is none.
    func position(before instant: Instant) throws(Failure) -> Int {
        try JournalPosition.before(instant) { (position) throws(Failure) in
            let entry = try daemon.call(Journal.Read.self, .init(since: position, limit: 1)).reply.entries?.first
            return entry.flatMap { entry in (try? Instant(entry.at)).map { (entry.seq, $0) } }
        }
    }
}
