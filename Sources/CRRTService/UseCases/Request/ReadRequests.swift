import CRRTDomain
import CRRTProtocol
import CRRTStore

enum ReadRequests {
    static func get(_ parameters: Requests.Get.Parameters, _ query: Query) throws -> Requests.Get.Reply {
        let request = try query.request(parameters.id)
        return .init(request: try query.shown(request), contacts: try query.contacts(of: request))
    }
}

struct RequestList: RecordList {
    typealias Method = Requests.List
    let limit: Int?
    let after: String?
    private let state: Request.State?
    private let nation: NationCode?
    private let campaign: CampaignID?
    private let open: Bool?

    init(_ parameters: Method.Parameters) throws {
        (limit, after, open) = (parameters.limit, parameters.after, parameters.open)
        state = try stateFilter(parameters.state, Request.State.self)
        nation = try nationFilter(parameters.nation)
        do { campaign = try parameters.campaign.map { (id) throws(InvalidField) in try CampaignID(id) } } catch {
            throw Refusal.invalid(error.within("campaign"))
        }
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Requests.Request> {
        // Requests keep a link that a reload has hidden from the caller, for whom the campaign does not exist.
        if let campaign, try !query.sees(campaign: campaign) { return RecordBatch(records: [], next: nil) }
        let found = try filtered(
            after: after, count: count, budget,
            read: { after, count in
                let cursor = ListCursor(after)
                let last = try cursor.id.map { try RequestID($0) }
                return try query.rows.requests(
                    nation: nation, state: state, campaign: campaign, after: last, limit: count, order: cursor.order, within: budget)
            }, position: { $0.id.map { ListCursor(after).after($0) } ?? "" }, keep: { try isWanted($0) && query.sees(.request($0)) })
        return RecordBatch(records: try found.records.map { try query.shown($0) }, next: found.next)
    }

    private func isWanted(_ request: Request) -> Bool {
        guard let open else { return true }
        return switch request.state {
        case .submitted, .returned, .validated: open
        case .cancelled, .closed, .expired: !open
        }
    }

    func cursor(after record: Requests.Request) -> String? { record.id.map { ListCursor(after).after($0) } }
    static func one(_ record: Requests.Request) -> Method.Reply { .init(request: record) }
    static func many(_ records: [Requests.Request], next: String?) -> Method.Reply { .init(requests: records, next: next) }
}
