public import CRRTDomain
import CRRTProtocol
import GRDB
import Varlink

/// Something that happens by itself when its time has come.
public enum Deadline: Sendable, Hashable {
    /// A nation has not answered.
    case consent(Consent)
    /// A validated request's period is over.
    case request(RequestID, end: Instant)
}

extension Reading {
    /// The earliest deadline that has not fired: of the consents that are waited for, and of the validated requests for which
    /// no tasking is active or was carried out. One that people have come home from is closed by the duty desk, with its outcome.
    public func nextDeadline() throws -> (at: Instant, Deadline)? {
        let consent = try String.fetchOne(
            db.cachedStatement(sql: "SELECT record FROM consent WHERE state = 'requested' ORDER BY reply_by, tasking, nation, kind LIMIT 1")
        ).map { try Consent(Consents.Consent(json: $0.utf8)) }
        let request = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT request, ends_at FROM expiry ORDER BY ends_at, request LIMIT 1")
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
