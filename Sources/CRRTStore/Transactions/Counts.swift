import GRDB

/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// The numbers of records of each kind, for the status.
    public func counts() throws -> Counts {
        let open = try openCounts()
        return Counts(
            experts: try count("expert"), teams: try count("team"), effects: try count("effect"), openRequests: open.requests,
            pendingConsents: open.consents, activeTaskings: open.taskings)
    }

    /// How many requests, consents and taskings are open. Only partial indexes of open ones are read, so the time does not depend on the
    /// history or the roster.
    public func openCounts() throws -> OpenCounts {
        // A backup of an earlier version, which an inspection counts too, tells by the states alone.
        let hasElements = try db.columns(in: "tasking").contains { $0.name == "active" }
        let active = hasElements ? "active = 1" : "state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning')"
        return OpenCounts(
            requests: try count("request WHERE state IN ('submitted', 'validated', 'returned')"),
            consents: try count("consent WHERE state = 'requested'"),
            taskings: try count("tasking WHERE \(active)"))
    }

    /// `rows` is one of the texts above, never input.
    private func count(_ rows: String) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM \(rows)")) ?? 0
    }
}

/// The numbers of records and of open matters.
public struct Counts: Sendable, Hashable {
    /// Records on the roster, and open matters as in ``OpenCounts``.
    public var experts, teams, effects, openRequests, pendingConsents, activeTaskings: Int
}

/// The numbers of open matters.
public struct OpenCounts: Sendable, Hashable {
    /// Open requests, requested consents, and taskings that have not ended.
    public var requests, consents, taskings: Int
}
