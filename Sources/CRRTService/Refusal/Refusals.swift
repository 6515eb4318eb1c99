import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore
import Varlink

/// The refusals that several use cases share. Their messages say what to do next.
enum Refusal {
    static func noSuch(_ kind: String, _ id: String) -> Service.NoSuchRecord {
        .init(
            kind: kind, id: shortened(id),
            message: "there is no \(kind) \(quoted(id)), or it is not yours to see; crrtctl \(kind) list shows what there is")
    }

    static func invalid(_ error: InvalidField) -> Service.InvalidRecord { invalid(error.field, error.reason) }

    static func invalid(_ field: String, _ reason: String) -> Service.InvalidRecord {
        .init(field: field, reason: reason, message: InvalidField(field, reason).words)
    }

    static func illegal(_ id: some CustomStringConvertible, _ error: IllegalTransition, _ hint: String = "") -> Service.IllegalTransition {
        illegal(id, state: error.state ?? "none", event: error.event, hint)
    }

    static func illegal(
        _ id: some CustomStringConvertible, state: String, event: String, _ hint: String = ""
    ) -> Service.IllegalTransition {
        .init(
            id: id.description, state: state, event: event,
            message: "\(id) is \(state): '\(event)' is not possible now" + (hint.isEmpty ? "" : "; \(hint)"))
    }

    /// Refuses a change to a revision other than the current one (optimistic locking).
    ///
    /// - Parameter wanted: the revision that the caller has seen; nil to skip the check.
    /// - Throws: `StaleRevision`.
    static func checkRevision(_ wanted: Int?, against current: Int, _ id: some CustomStringConvertible) throws {
        guard let wanted, wanted != current else { return }
        throw Service.StaleRevision(
            id: id.description, current: current,
            message: "\(id) has changed since: it is at revision \(current), you have seen \(wanted); look again and repeat")
    }

    /// - Parameter words: who may do it, which must tell of no record; nil where that would.
    static func permission(_ words: String? = nil) -> VarlinkService.PermissionDenied { .init(message: words) }

    /// The contract's error for an error of a lower layer; nil for errors that only the log may contain.
    static func reply(to error: any Error) -> (any VarlinkErrorReply)? {
        switch error {
        case let reply as any VarlinkErrorReply: reply
        case let field as InvalidField: invalid(field)
        case WriteFailure.storageFull:
            Service.StorageFull(message: "the disk is full or refuses to write; nothing was changed; make room and repeat")
        // Only the administrator may know the path, which is in the log.
        case WriteFailure.storageGone:
            Service.StorageGone(
                message: "the daemon's database is not where it was; nothing was changed; the administrator finds it in the log")
        case WriteFailure.outcomeUnknown:
            Service.OutcomeUnknown(
                message: "the disk did not say that the change was written, so it may be there or not; the daemon starts anew from what "
                    + "is on the disk; repeat with the same idempotency key: nothing is done twice")
        case WriteFailure.ending:
            Service.Busy(retryAfterMs: 1000, message: "the daemon starts anew, because the disk failed it; nothing was changed; repeat")
        default: nil
        }
    }
}

extension Requests.Objection {
    init(_ objection: Objection) {
        self.init(code: objection.code.rawValue, seat: objection.seat, detail: objection.detail)
    }
}
