import CRRTDomain
import CRRTProtocol
import GRDB
import Varlink

extension ReadTransaction {
    /// The first row whose record cannot be decoded, and why; nil where all can.
    func firstUnreadable() throws -> (record: String, reason: any Error)? {
        func first(_ table: String, name: String = "id", _ decode: (String) throws -> Void) throws -> (String, any Error)? {
            let rows = try Row.fetchCursor(db, sql: "SELECT \(name), record FROM \(table)")
            while let row = try rows.next() {
                do { try decode(row[1]) } catch { return ("\(table) \(row[0] as String)", error) }
            }
            return nil
        }
        if let found = try first("expert", { _ = try Expert(Roster.Expert(json: $0), existing: nil, now: .never) }) { return found }
        if let found = try first("team", { _ = try Team(Roster.Team(json: $0), existing: nil, now: .never) }) { return found }
        if let found = try first("effect", { _ = try Effect(Roster.Effect(json: $0), existing: nil, now: .never) }) { return found }
        if let found = try first("campaign", { _ = try Campaign(Campaigns.Campaign(json: $0)) }) { return found }
        if let found = try first("standby", { _ = try StandbyPeriod(Standby.Period(json: $0)) }) { return found }
        if let found = try first("request", { _ = try Request(Requests.Request(json: $0)) }) { return found }
        if let found = try first("tasking", { _ = try Tasking(Taskings.Tasking(json: $0)) }) { return found }
        let consent = "tasking || ' ' || nation || ' ' || kind"
        return try first("consent", name: consent, { _ = try Consent(Consents.Consent(json: $0)) })
    }
}
