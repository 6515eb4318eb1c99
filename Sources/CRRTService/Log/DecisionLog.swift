import CRRTDomain
import CRRTStore
import Logging

/// One line for each journal entry: what was decided about a request, a tasking or a consent at info, what was offered at debug, since
/// an import has thousands of entries. Ids, roles and nations only: nothing that the journal keeps for those who may read it.
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

    /// The request, the tasking and the nation are read off the subject's id; a nation's own word goes before.
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

    /// Of `duty-desk (uid 2001)`; the clock has none.
    private var callerUid: UInt32? {
        guard let start = principal.firstRange(of: "uid ")?.upperBound else { return nil }
        return UInt32(principal[start...].prefix { $0.isNumber })
    }
}
