import CRRTDomain
import CRRTProtocol

/// What a calendar is made of: the records that the caller is told, of one nation, of one team, or all.
struct CalendarData {
    var events: [CalendarEvent] = []
    var marking: Marking?
}

/// Which records a calendar has.
struct CalendarScope {
    var nation: String?
    /// A standing team with its members; nil for all.
    var team: Roster.Team?
    /// Events that end before are left out, and those that begin at the end or later.
    var from: Instant
    var until: Instant

    /// Whether a record of the roster is the team's, or there is no team to go by.
    fileprivate func has(_ id: String) -> Bool { team.map { $0.id == id || $0.members.contains(id) } ?? true }

    fileprivate func has(_ tasking: Taskings.Tasking) -> Bool {
        guard let team else { return true }
        return tasking.team == team.id || tasking.assignments.contains { team.members.contains($0.expert) }
    }

    fileprivate func covers(_ event: CalendarEvent) -> Bool { event.start < until && event.end ?? event.start >= from }
}

extension CommandContext {
    /// Reads the records of a calendar.
    func calendar(of scope: CalendarScope) throws(Failure) -> CalendarData {
        var taskings = try list(
            Taskings.List.self, member: "taskings", page: { .init(nation: scope.nation, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.taskings, $0.next) })
        taskings.keep(scope.has)
        let requests = try list(
            Requests.List.self, member: "requests", page: { .init(limit: CommandContext.pageSize, after: $0) },
            read: { ($0.requests, $0.next) })
        let titles = Dictionary(
            requests.records.compactMap { request in request.id.map { ($0, request.title) } }, uniquingKeysWith: { first, _ in first })
        let standby = try list(
            Standby.List.self, member: "periods",
            page: {
                .init(
                    nation: scope.nation, team: scope.team?.id, from: scope.from.description, until: scope.until.description,
                    limit: CommandContext.pageSize, after: $0)
            }, read: { ($0.periods, $0.next) })
        let shown = Set(taskings.records.map(\.id))
        var consents = try list(
            Consents.List.self, member: "consents", page: { .init(nation: scope.nation, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.consents, $0.next) })
        consents.keep { scope.team == nil || shown.contains($0.tasking) }
        let endings = try endings(of: scope)
        let events =
            taskings.records.compactMap { CalendarEvents.event($0, title: titles[$0.request]) }
            + standby.records.compactMap(CalendarEvents.event) + consents.records.compactMap(CalendarEvents.event)
            + endings.records.compactMap(CalendarEvents.event)
        return CalendarData(
            events: events.filter(scope.covers),
            marking: .joined([taskings.marking, requests.marking, standby.marking, consents.marking, endings.marking]))
    }

    /// What ends from now on. That an offer is to be confirmed again is the roster's everyday work, and in no calendar.
    private func endings(of scope: CalendarScope) throws(Failure) -> Listing<Reports.Ending> {
        let at = max(now, scope.from)
        // Up to the next whole hour; the scope cuts what is later.
        let hours = max(1, Int((scope.until.milliseconds - at.milliseconds + 3_599_999) / 3_600_000))
        var endings = try list(
            Reports.Expiring.self, member: "endings",
            page: {
                .init(within: hours, at: at.description, nation: scope.nation, limit: CommandContext.pageSize, after: $0)
            }, read: { ($0.endings, $0.next) })
        endings.keep { $0.ends != .confirmation && scope.has($0.id) }
        return endings
    }
}
