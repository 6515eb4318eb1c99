public import CRRTDomain
import CRRTProtocol
import GRDB
import Varlink

/// Something that happens by itself at a stored time.
public enum Deadline: Sendable, Hashable {
    /// The time for a nation to answer ends.
    case consent(Consent)
    /// The period of a validated request ends.
    case request(RequestID, end: Instant)
    /// The time of a planned inject comes, in an exercise.
    case inject(ExerciseMessage)
}

/// - Throws: of every member, what ``ReadTransaction`` names.
extension ReadTransaction {
    /// The rows of `expiry` that agree with the request and its taskings. In an undamaged database all do, so the first row is the result.
    /// A forged row neither fires nor keeps others from firing.
    private static let trueExpiries = """
        expiry CROSS JOIN request ON request.id = expiry.request AND request.ends_at = expiry.ends_at AND request.state = 'validated'
            AND NOT EXISTS (SELECT 1 FROM tasking WHERE tasking.request = request.id AND \(holding))
        """

    /// Whether a tasking keeps its request from expiring, as SQL. It is the condition of the index `tasking_that_holds_a_request`.
    static let holding = "(tasking.active = 1 OR tasking.state = 'closed')"

    /// The earliest deadline; nil where there is none. An inject comes after what else is due at that instant.
    public func nextDeadline() throws -> (at: Instant, Deadline)? {
        let (work, inject) = (try nextWorkDeadline(), try nextTimedInject())
        guard let inject else { return work }
        if let work, work.at <= inject.at { return work }
        return (inject.at, .inject(inject.1))
    }

    /// The earliest deadline: of requested consents, and of validated requests without an active or closed tasking. After a closed tasking,
    /// the duty desk closes the request with its outcome. nil where there is no deadline.
    private func nextWorkDeadline() throws -> (at: Instant, Deadline)? {
        let consent = try String.fetchOne(
            db.cachedStatement(sql: "SELECT record FROM consent WHERE state = 'requested' ORDER BY reply_by, tasking, nation, kind LIMIT 1")
        ).map { try Consent(Consents.Consent(json: $0.utf8)) }
        let request = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT request, expiry.ends_at FROM \(ReadTransaction.trueExpiries) ORDER BY expiry.ends_at, request LIMIT 1")
        ).map { row in
            (try RequestID(row.decode(String.self, forColumn: "request")), Instant(milliseconds: try row.decode(forColumn: "ends_at")))
        }
        switch (consent, request) {
        case (let consent?, let (_, end)?) where consent.replyBy <= end: return (consent.replyBy, .consent(consent))
        case (let consent?, nil): return (consent.replyBy, .consent(consent))
        case (_, let (id, end)?): return (end, .request(id, end: end))
        case (nil, nil): return nil
        }
    }
}
