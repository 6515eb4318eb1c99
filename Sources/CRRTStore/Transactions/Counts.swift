import GRDB

/// - Throws: of every member, what ``Reading`` names.
extension ReadTransaction {
    /// How much there is of each kind, for the status.
    public func counts() throws -> Counts {
        let open = try openCounts()
        return Counts(
            experts: try count("expert"), teams: try count("team"), effects: try count("effect"), openRequests: open.requests,
            pendingConsents: open.consents, activeTaskings: open.taskings)
    }

    /// How many matters are open. Counted in indexes of the open ones: what has ended, and who is on the roster, costs nothing.
    public func openCounts() throws -> OpenCounts {
        OpenCounts(
            requests: try count("request WHERE state IN ('submitted', 'validated', 'returned')"),
            consents: try count("consent WHERE state = 'requested'"),
            taskings: try count("tasking WHERE state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning')"))
    }

    /// `rows` is one of the texts above, never input.
    private func count(_ rows: String) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM \(rows)")) ?? 0
    }
}

/// Records and open matters of one instance.
public struct Counts: Sendable, Hashable {
    /// Records on the roster, and open matters as ``OpenCounts`` counts them.
    public var experts, teams, effects, openRequests, pendingConsents, activeTaskings: Int
}

/// Open matters of one instance.
public struct OpenCounts: Sendable, Hashable {
    /// Requests not closed, consents that are waited for, taskings not ended.
    public var requests, consents, taskings: Int
}
