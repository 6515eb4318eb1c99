import CRRTDomain
import CRRTProtocol

/// Where in the journal the last events begin, as this caller counts.
enum RecentEvents {
    private static let wanted = 50
    /// How many entries are looked at: those of an import are one event together.
    private static let mostRead = 2500
    /// How far back to look, in hours, the longest first.
    private static let windows = [7 * 24, 24, 1]

    /// A position with some events after it, but not so many that nobody would wait for them.
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
        for window in windows {
            let place = position(of: desk.now.adding(hours: -window))
            if let count = try count(desk, after: place), count <= BoardState.eventsKept { return place }
        }
        return position(of: desk.now.adding(hours: -1))
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
        return ImportCount.folded(listing.records).map { BoardEvent(entry: $0, marking: listing.marking) }.suffix(BoardState.eventsKept)
    }
}
