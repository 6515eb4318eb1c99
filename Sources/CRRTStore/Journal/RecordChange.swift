public import CRRTDomain
import CRRTProtocol
public import Varlink

/// A record as it is after a change. Journal entries hold these; the rows are the result of applying them.
public enum RecordChange: Sendable, Hashable {
    case expert(Expert)
    case team(Team)
    case effect(Effect)
    case request(Request)
    case tasking(Tasking)
    case consent(Consent)
    case campaign(Campaign)
    case standby(StandbyPeriod)
}

extension RecordChange: JSONEncodable {
    /// `{"expert":{…}}`: the record in the contract's own form, under its kind. The name of a person and that of
    /// their company are never written.
    public func encode(to writer: inout JSONWriter) { encode(record(), to: &writer) }

    func encode(_ record: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key(kind)
        writer.raw(record.utf8)
        writer.endObject()
    }

    private var kind: StaticString {
        switch self {
        case .expert: "expert"
        case .team: "team"
        case .effect: "effect"
        case .request: "request"
        case .tasking: "tasking"
        case .consent: "consent"
        case .campaign: "campaign"
        case .standby: "standby"
        }
    }

    /// The record as the journal and its row hold it.
    func record() -> String {
        switch self {
        case .expert(var expert):
            expert.name = nil
            expert.partner = expert.partner?.withoutNames
            return Roster.Expert(expert).jsonString()
        case .team(let team): return Roster.Team(team).jsonString()
        case .effect(let effect): return Roster.Effect(effect).jsonString()
        case .request(let request): return Requests.Request(request).jsonString()
        case .tasking(let tasking): return Taskings.Tasking(tasking, consents: []).jsonString()
        case .consent(let consent): return Consents.Consent(consent).jsonString()
        case .campaign(let campaign): return Campaigns.Campaign(campaign).jsonString()
        case .standby(let period): return Standby.Period(period).jsonString()
        }
    }
}
