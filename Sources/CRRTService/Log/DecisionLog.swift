import CRRTDomain
import CRRTStore
import Logging

/// Logs one line for each journal entry: decisions on requests, taskings and consents at level info, and offers at debug, because an import
/// has thousands of entries. Lines have ids, roles and nations only, and nothing that only readers of the journal may know.
struct DecisionLog {
    let log: Logger

    func tell(_ entries: [EntrySummary]) {
        for entry in entries {
            log.log(
                level: entry.isDecision ? .info : .debug, "\(entry.event) \(entry.subject)", metadata: MessageID.decision.with(entry.fields)
            )
        }
    }
}

extension EntrySummary {
    fileprivate var isDecision: Bool { ["request.", "tasking.", "consent."].contains { event.hasPrefix($0) } }

    /// The request, tasking and nation follow from the subject's id. The nation that decided takes precedence.
    fileprivate var fields: Logger.Metadata {
        var fields: Logger.Metadata = ["event": "\(event)", "seq": "\(seq)", "principal": "\(principal)"]
        fields["callerUid"] = callerUid.map { "\($0)" }
        if let tasking = try? TaskingID(subject) {
            fields["tasking"] = "\(tasking)"
            fields["request"] = "\(tasking.request)"
            fields["nation"] = "\(tasking.request.nation)"
        } else if let request = try? RequestID(subject) {
            fields["request"] = "\(request)"
            fields["nation"] = "\(request.nation)"
        }
        if let nation { fields["nation"] = "\(nation)" }
        return fields
    }

    /// The uid in `duty-desk (uid 2001)`; nil for the clock.
    private var callerUid: UInt32? {
        guard let start = principal.firstRange(of: "uid ")?.upperBound else { return nil }
        return UInt32(principal[start...].prefix { $0.isNumber })
    }
}
