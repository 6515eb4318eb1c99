import CRRTDomain
import CRRTProtocol

/// Where in the journal the last events begin, as this caller counts.
enum RecentEvents {
    private static let wanted = 50
    /// How far back to look, in hours, the longest first.
    private static let windows = [7 * 24, 24, 1]

    /// A position with some events after it, but not so many that nobody would wait for them.
    static func beginning(_ desk: Desk) throws(Failure) -> Int {
        // Who sees everything counts entries, and is told where the journal ends.
        let end = try desk.link.call(Service.Status.self, .init()).reply.seq
        if end > 0 { return max(0, end - wanted) }
        // Nothing yet: 0 is the beginning for everybody.
        if try desk.link.call(Journal.Read.self, .init(limit: 1)).reply.entries?.isEmpty ?? true { return 0 }
        for window in windows {
            let place = position(of: desk.now.adding(hours: -window))
            let reply = try desk.link.call(Journal.Read.self, .init(since: place, limit: BoardState.eventsKept)).reply
            if reply.next == nil { return place }
        }
        return position(of: desk.now.adding(hours: -1))
    }

    /// For everybody else a position is made of time: milliseconds, and 20 bits for what happened in the same one (decision 0010).
    private static func position(of instant: Instant) -> Int { Int(max(0, instant.milliseconds)) << 20 }

    /// The events after a position, as far as they are there now.
    static func read(_ desk: Desk, after beginning: Int) throws(Failure) -> [BoardEvent] {
        let listing = try desk.list(
            Journal.Read.self, member: "entries", page: { .init(since: $0 ?? beginning, limit: Desk.pageSize) },
            read: { ($0.entries, $0.next) })
        return listing.records.map { BoardEvent(entry: $0, marking: listing.marking) }.suffix(BoardState.eventsKept)
    }
}
