import GRDB

extension Reading {
    /// How much there is of each kind, for the status.
    public func counts() throws -> Counts {
        func count(_ sql: String) throws -> Int { try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM \(sql)")) ?? 0 }
        return Counts(
            experts: try count("expert"), teams: try count("team"), effects: try count("effect"),
            openRequests: try count("request WHERE state IN ('submitted', 'validated', 'returned')"),
            pendingConsents: try count("consent WHERE state = 'requested'"),
            activeTaskings: try count(
                "tasking WHERE state IN ('awaitingConsent', 'consented', 'ordered', 'moving', 'onTask', 'returning')"))
    }
}

/// Records and open matters of one instance.
public struct Counts: Sendable, Hashable {
    public var experts, teams, effects, openRequests, pendingConsents, activeTaskings: Int
}
