import CRRTDomain
import CRRTStore
import JournalProof
import Varlink

/// What should be on record, as the journal and the answers tell it. A value: a backup keeps the one of its moment.
public struct Model: Sendable {
    struct ConsentPlace: Sendable, Hashable, Comparable {
        var tasking: TaskingID
        var nation: NationCode
        var kind: Consent.Kind
        var digest: String

        init(_ consent: Consent) {
            (tasking, nation, kind, digest) = (consent.tasking, consent.nation, consent.kind, consent.digest)
        }

        init(_ tasking: TaskingID, _ nation: NationCode, _ kind: Consent.Kind, _ digest: String) {
            (self.tasking, self.nation, self.kind, self.digest) = (tasking, nation, kind, digest)
        }

        static func < (left: Self, right: Self) -> Bool {
            (left.tasking, left.nation, left.kind.rawValue, left.digest) < (right.tasking, right.nation, right.kind.rawValue, right.digest)
        }
    }

    /// Who has said yes, and to what.
    struct Grant: Sendable {
        var people: [String]
        var terms: Terms
        /// Of the first of them.
        var conditions: String?
    }

    /// The last entry.
    var head = JournalHead(seq: 0, hash: JournalEntry.genesis)
    var time = Instant(milliseconds: .min)

    var experts: [ExpertID: Expert] = [:]
    var teams: [TeamID: Team] = [:]
    var effects: [EffectID: Effect] = [:]
    var requests: [RequestID: Request] = [:]
    var campaigns: [CampaignID: Campaign] = [:]
    var standby: [StandbyID: StandbyPeriod] = [:]
    var taskings: [TaskingID: Tasking] = [:]
    var consents: [ConsentPlace: Consent] = [:]
    /// The places of a tasking's consents, in the order in which they were asked for.
    var asked: [TaskingID: [ConsentPlace]] = [:]
    var taskingsOf: [RequestID: [TaskingID]] = [:]
    /// Ids in the order in which the journal first names them.
    private(set) var order = Order()
    var grants: [ConsentPlace: Grant] = [:]
    /// What the nations were asked about.
    var questions: [ConsentPlace: Terms] = [:]
    /// By whose entry a tasking was proposed.
    var proposers: [TaskingID: String] = [:]
    /// The taskings that hold an expert.
    var serving: [ExpertID: Set<TaskingID>] = [:]
    /// The taskings that the last entry changed, as they were before it.
    var before: [TaskingID: Tasking] = [:]
    /// The consents that the last entry changed, as they were before it.
    var consentsBefore: [ConsentPlace: Consent] = [:]
    /// The requests that the last entry changed, as they were before it.
    var requestsBefore: [RequestID: Request] = [:]
    /// The taskings whose nations the next entries must ask anew.
    var owed: Set<TaskingID> = []
    /// The time of the last entry; nil where it was that of an earlier one, so that it may not be what the clock said.
    var now: Instant?
    /// What the last entry says beside its records; empty where it is about no tasking.
    var detail: JSONObject = [:]
    /// The taskings that have changed since the last look.
    var changed: Set<TaskingID> = []

    /// Beside the journal.
    var names: [ExpertID: String] = [:]
    /// The company of each expert who works for one, as it stands beside the journal.
    var companies: [ExpertID: String] = [:]
    /// Of each request and nation the names of its contacts by handle; empty where a contact has none.
    var contacts: [String: [String: String]] = [:]
    /// The kinds of the notes that were not erased, by id, as the journal names them.
    var log: [String: String] = [:]
    /// To whom the room was handed over last, until it is accepted.
    var handedTo: String?
    var receipts = Receipts()

    /// What the last entries were about, for checks of what a step has done.
    private(set) var fresh: [Note] = []

    struct Note: Sendable, Hashable {
        var seq: Int
        var principal: String
        var event: String
        var subject: String
    }

    struct Order: Sendable {
        var experts: [ExpertID] = []
        var teams: [TeamID] = []
        var effects: [EffectID] = []
        var requests: [RequestID] = []
        var taskings: [TaskingID] = []
    }

    mutating func addToOrder(_ change: RecordChange) {
        switch change {
        case .expert(let expert) where experts[expert.id] == nil: order.experts.append(expert.id)
        case .team(let team) where teams[team.id] == nil: order.teams.append(team.id)
        case .effect(let effect) where effects[effect.id] == nil: order.effects.append(effect.id)
        case .request(let request): if let id = request.id, requests[id] == nil { order.requests.append(id) }
        case .tasking(let tasking) where taskings[tasking.id] == nil: order.taskings.append(tasking.id)
        default: break
        }
    }

    mutating func forgetFresh() { fresh = [] }
    mutating func note(_ entry: JournalEntry) {
        fresh.append(Note(seq: entry.seq, principal: entry.principal, event: entry.event, subject: entry.subject))
    }
}
