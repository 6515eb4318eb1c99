import CRRTDomain
import CRRTProtocol

/// Where in the journal the last events begin, as this caller counts.
enum RecentEvents {
    private static let wanted = 50
    /// How many of them a board holds at most.
    static let most = 200
    /// How many entries are looked at: those of an import are one event together.
    private static let mostRead = 2500
    /// How far back to look, in hours, one after the other: the last is longer than eleven years.
    private static let windows = (0...8).map { 1 << (2 * $0 + 1) }
    /// How many windows are tried between one with too few entries and one with too many.
    private static let refinements = 6

    /// A position with some events after it, but no more than are read in reasonable time.
    static func beginning(_ desk: Desk) throws(Failure) -> Int {
        // Who sees everything counts entries, and is told where the journal ends.
        let end = try desk.link.call(Service.Status.self, .init()).reply.seq
        if end > 0 {
            for span in [wanted, mostRead / 5] {
                let place = max(0, end - span)
                if place == 0 { return place }
                if let count = try count(desk, after: place), count >= wanted / 5 { return place }
            }
            return max(0, end - mostRead)
        }
        // Nothing yet: 0 is the beginning for everybody.
        if try desk.link.call(Journal.Read.self, .init(limit: 1)).reply.entries?.isEmpty ?? true { return 0 }
        let window = try window { (hours) throws(Failure) in try count(desk, after: position(of: desk.now.adding(hours: -hours))) }
        return window.map { position(of: desk.now.adding(hours: -$0)) } ?? 0
    }

    /// The shortest window that has enough events, however long ago the last ones were.
    ///
    /// - Parameter count: the number of events in the last given hours; nil: too many to be read.
    /// - Returns: hours; nil: all that there ever was.
    static func window(_ count: (Int) throws(Failure) -> Int?) throws(Failure) -> Int? {
        var short = 1
        for long in windows {
            guard let found = try count(long) else { return try between(short, long, count) }
            if found >= wanted { return long }
            short = long
        }
        return nil
    }

    /// A window with enough events, or nearly, between one with too few and one with too many.
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

    /// How many events come after a position; nil where more entries would have to be read than is worth it.
    private static func count(_ desk: Desk, after beginning: Int) throws(Failure) -> Int? {
        var entries: [Journal.Entry] = []
        var place: Int? = beginning
        while let since = place {
            let reply = try desk.link.call(Journal.Read.self, .init(since: since, limit: Desk.pageSize)).reply
            entries += reply.entries ?? []
            place = reply.next
            if place != nil, entries.count >= mostRead { return nil }
        }
        return ImportCount.folded(entries).count
    }

    /// For everybody else a position is made of time: milliseconds, and 20 bits for what happened in the same one (decision 0010).
    private static func position(of instant: Instant) -> Int { Int(max(0, instant.milliseconds)) << 20 }

    /// The events after a position, as far as they are there now.
    static func read(_ desk: Desk, after beginning: Int) throws(Failure) -> [BoardEvent] {
        let listing = try desk.list(
            Journal.Read.self, member: "entries", page: { .init(since: $0 ?? beginning, limit: Desk.pageSize) },
            read: { ($0.entries, $0.next) })
        return ImportCount.folded(listing.records).map { BoardEvent(entry: $0, marking: listing.marking) }.suffix(most)
    }
}
