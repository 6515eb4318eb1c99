import CRRTDomain
import CRRTProtocol

/// Finds the journal position from which a new board reads, so that it begins with the last events.
///
/// Positions of callers who see the whole journal are entry numbers. Those of others are made of time (decision 10), so the search
/// widens a time window until it holds enough events.
enum RecentEvents {
    private static let wanted = 50
    /// The most events that a board holds.
    static let most = 200
    /// The most entries that are read. They are more than the events: the entries of an import are one event together.
    private static let mostRead = 2500
    /// The windows that are tried, in hours before now. The last is longer than eleven years.
    private static let windows = (0...8).map { 1 << (2 * $0 + 1) }
    /// How many windows are tried between one with too few entries and one with too many.
    private static let refinements = 6

    /// A position with enough events after it, and with few enough entries to read them at once.
    static func beginning(_ context: CommandContext) throws(Failure) -> Int {
        // Only callers who see the whole journal are told its last position.
        let end = try context.daemon.call(Service.Status.self, .init()).reply.seq
        if end > 0 {
            for span in [wanted, mostRead / 5] {
                let position = max(0, end - span)
                if position == 0 { return position }
                if let count = try count(context, after: position), count >= wanted / 5 { return position }
            }
            return max(0, end - mostRead)
        }
        // An empty journal: 0 is the beginning for all callers.
        if try context.daemon.call(Journal.Read.self, .init(limit: 1)).reply.entries?.isEmpty ?? true { return 0 }
        let window = try window { (hours) throws(Failure) in try count(context, after: position(of: context.now.adding(hours: -hours))) }
        return window.map { position(of: context.now.adding(hours: -$0)) } ?? 0
    }

    /// The shortest window with enough events.
    ///
    /// - Parameter count: The number of events in the last given hours; nil if they are too many to read.
    /// - Returns: The window in hours; nil for the whole journal.
    static func window(_ count: (Int) throws(Failure) -> Int?) throws(Failure) -> Int? {
        var short = 1
        for long in windows {
            guard let found = try count(long) else { return try between(short, long, count) }
            if found >= wanted { return long }
            short = long
        }
        return nil
    }

    /// A bisection between a window with too few events and one with too many. The result may have somewhat too few.
    private static func between(_ few: Int, _ many: Int, _ count: (Int) throws(Failure) -> Int?) throws(Failure) -> Int {
        var (few, many) = (few, many)
        for _ in 0..<refinements where many - few > 1 {
            let middle = (few + many) / 2
            guard let found = try count(middle) else {
                many = middle
                continue
            }
            if found >= wanted { return middle }
            few = middle
        }
        return few
    }

    /// The number of events after a position; nil if more than `mostRead` entries would have to be read.
    private static func count(_ context: CommandContext, after beginning: Int) throws(Failure) -> Int? {
        var entries: [Journal.Entry] = []
        var position: Int? = beginning
        while let since = position {
            let reply = try context.daemon.call(Journal.Read.self, .init(since: since, limit: CommandContext.pageSize)).reply
            entries += reply.entries ?? []
            position = reply.next
            if position != nil, entries.count >= mostRead { return nil }
        }
        return ImportCount.folded(entries).count
    }

    /// The position at an instant: its milliseconds, above 20 bits that number the entries of a millisecond (decision 10).
    private static func position(of instant: Instant) -> Int { Int(max(0, instant.milliseconds)) << 20 }

    /// The events after a position that are in the journal now.
    static func read(_ context: CommandContext, after beginning: Int) throws(Failure) -> [LabelledEntry] {
        let listing = try context.list(
            Journal.Read.self, member: "entries", page: { .init(since: $0 ?? beginning, limit: CommandContext.pageSize) },
            read: { ($0.entries, $0.next) })
        return ImportCount.folded(listing.records).map { LabelledEntry(entry: $0, marking: listing.marking) }.suffix(most)
    }
}
