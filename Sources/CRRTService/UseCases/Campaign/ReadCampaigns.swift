import CRRTDomain
import CRRTProtocol
import CRRTStore

enum ReadCampaigns {
    static func get(_ parameters: Campaigns.Get.Parameters, _ query: Query) throws -> Campaigns.Get.Reply {
        .init(campaign: .init(try query.campaign(parameters.id)))
    }
}

/// The campaigns that the caller may see, in order of id.
struct CampaignList: RecordList {
    typealias Method = Campaigns.List
    let limit: Int?
    let after: String?
    private let state: Campaign.State?
    private let domain: Campaign.Domain?

    init(_ parameters: Method.Parameters) throws {
        (limit, after) = (parameters.limit, parameters.after)
        state = try stateFilter(parameters.state, Campaign.State.self)
        domain = try parameters.domain.map { name in
            guard let domain = Campaign.Domain(rawValue: name) else {
                let known = Campaign.Domain.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal.invalid("domain", "\(quoted(name)) is no domain; one of \(known)")
            }
            return domain
        }
    }

    func read(after: String?, count: Int, _ budget: ReadBudget, _ query: Query) throws -> RecordBatch<Campaigns.Campaign> {
        let found = try filtered(
            after: after, count: count, budget,
            read: { after, count in
                try query.rows.campaigns(state: state, after: try after.map { try CampaignID($0) }, limit: count, within: budget)
            }, position: { $0.id.description },
            keep: { campaign in
                try (domain.map(campaign.domains.contains) ?? true) && query.sees(.campaign(campaign))
            })
        return RecordBatch(records: found.records.map(Campaigns.Campaign.init), next: found.next)
    }

    func cursor(after record: Campaigns.Campaign) -> String? { record.id }
    static func one(_ record: Campaigns.Campaign) -> Method.Reply { .init(campaign: record) }
    static func many(_ records: [Campaigns.Campaign], next: String?) -> Method.Reply { .init(campaigns: records, next: next) }
}
