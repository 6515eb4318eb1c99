import CRRTDomain

@testable import CRRTStore

/// A long life of a store, drawn from a seed: every kind of change, single and several in one entry, new records and new revisions.
/// What the schema refuses (a doubled booking) is part of life.
struct RandomHistory {
    private var draw: RandomRecords
    private var experts: [ExpertID] = []
    private var teams: [TeamID] = []
    private var effects: [EffectID] = []
    private var requests: [RequestID] = []
    private var taskings: [TaskingID] = []
    private var consents: [Consent] = []
    private var campaigns: [CampaignID] = []
    private var standby: [StandbyID] = []
    private(set) var refused = 0

    /// Whether there are campaigns and standby periods, which older databases did not have.
    private let hasCampaigns: Bool

    init(seed: UInt64, campaigns: Bool = true) {
        draw = RandomRecords(seed: seed)
        hasCampaigns = campaigns
    }

    mutating func live(_ entries: Int, in store: Store) throws {
        for _ in 0..<entries {
            var changes: [RecordChange] = []
            for _ in 0..<(draw.chance(20) ? draw.number(2...4) : 1) { changes.append(try change()) }
            let draft = JournalDraft(
                by: draw.text(), draw.one(), draw.text(), changes, detail: draw.chance(20) ? ["reason": draw.text()] : [:])
            let at = draw.instant()
            do {
                try store.writeAndWait { transaction in
                    try transaction.append(draft, at: at)
                    for case .expert(let expert) in draft.changes { try transaction.setName(expert.name, of: expert.id) }
                }
            } catch is WriteFailure {
                refused += 1
            }
        }
    }

    private mutating func change() throws -> RecordChange {
        switch draw.number(1...8) {
        case 1: .expert(try expert())
        case 2: .team(try draw.team(draw.known(&teams) { try $0.teamID($0.nation()) }))
        case 3: .effect(try draw.effect(draw.known(&effects) { try EffectID($0.handle($0.nation())) }))
        case 4: .request(try request())
        case 5 where !requests.isEmpty: .tasking(try tasking())
        case 6 where !taskings.isEmpty: .consent(try consent())
        case 7 where hasCampaigns: .campaign(try draw.campaign(draw.known(&campaigns) { $0.campaignID() }))
        case 8 where hasCampaigns: .standby(try draw.standby(draw.known(&standby) { try StandbyID($0.handle($0.nation())) }))
        default: .expert(try expert())
        }
    }

    private mutating func expert() throws -> Expert { try draw.expert(draw.known(&experts) { try $0.expertID($0.nation()) }) }

    private mutating func request() throws -> Request {
        let count = requests.count
        var request = try draw.request(
            draw.known(&requests) { try RequestID(nation: $0.nation(), year: 2026, number: count + 1, exercise: false) })
        if !hasCampaigns { request.campaigns = [] }
        return request
    }

    private mutating func tasking() throws -> Tasking {
        let (request, count) = (draw.one(of: requests), taskings.count)
        let id = draw.known(&taskings) { _ in TaskingID(request: request, number: count + 1) }
        let people = experts
        return try draw.tasking(id, experts: people.isEmpty ? [] : draw.set(0...3) { $0.one(of: people) }.sorted())
    }

    private mutating func consent() throws -> Consent {
        var consent = try draw.consent(draw.one(of: taskings))
        if draw.chance(), let earlier = consents.randomElement(using: &draw.random) {
            (consent.tasking, consent.nation, consent.kind) = (earlier.tasking, earlier.nation, earlier.kind)
            consent.digest = earlier.digest
        }
        consents.append(consent)
        return consent
    }
}

extension RandomRecords {
    /// An id that is there already, or a new one.
    fileprivate mutating func known<ID>(_ ids: inout [ID], _ new: (inout RandomRecords) throws -> ID) rethrows -> ID {
        if chance(60), let id = ids.randomElement(using: &random) { return id }
        let id = try new(&self)
        ids.append(id)
        return id
    }
}
