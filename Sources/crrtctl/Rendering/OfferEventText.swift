import CRRTDomain
import CRRTProtocol
import Varlink

/// Entries about what nations offer: experts, teams, effects and standby periods.
extension EventText {
    /// From when to when a standby period is.
    var standbyTime: String {
        guard let record = entry.firstRecord, let start = record["start"]?.stringValue, let end = record["end"]?.stringValue else {
            return ""
        }
        return ": \(times.short(start)) to \(times.short(end))"
    }

    var put: String {
        if let outcome = entry.detail("import") { return "imported: \(outcome == "created" ? "new" : "changed")\(standing)" }
        return (entry.firstRecord?["revision"]?.integerValue == 1 ? "new" : "changed") + standing
    }

    /// The state of an offer that is not `offered`: `, suspended`.
    private var standing: String {
        let state = entry.firstRecord?["offer"]?.objectValue?["state"]?.stringValue
        return state.map { $0 == "offered" ? "" : ", \($0)" } ?? ""
    }

    var offer: String {
        let offer = entry.firstRecord?["offer"]?.objectValue
        let until = offer?["validUntil"]?.stringValue.map { " until \(times.short($0))" } ?? ""
        switch entry.detail("event") ?? offer?["state"]?.stringValue {
        case "offer"?: return "offered\(until)"
        case "confirm"?: return "offer confirmed\(until)"
        case "suspend"?, "suspended"?: return "offer suspended"
        case "withdraw"?, "withdrawn"?: return "offer withdrawn" + (entry.isOfImport ? ": the import did not name it" : "")
        default: return "offer changed"
        }
    }
}
