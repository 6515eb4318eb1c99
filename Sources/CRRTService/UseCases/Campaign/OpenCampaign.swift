import CRRTDomain
import CRRTProtocol
import CRRTStore
import Crypto

/// Opens a campaign, to which requests can be linked.
enum OpenCampaign {
    static func run(_ parameters: Campaigns.Open.Parameters, _ command: Command) throws -> Campaigns.Open.Reply {
        let id = try mint(parameters.title, command)
        let campaign = try command.checked(
            .init(
                id: id.description, title: parameters.title, summary: parameters.summary, domains: parameters.domains,
                classification: parameters.classification, releasableTo: parameters.releasableTo, state: .open,
                openedAt: command.now.description, revision: 1))
        let seq = try command.append(.campaignOpened, id, [.campaign(campaign)])
        return .init(campaign: .init(campaign), seq: seq)
    }

    /// Draws an id that is free. Counted ids would tell how many campaigns there are that a reader may not see.
    private static func mint(_ title: String, _ command: Command) throws -> CampaignID {
        let salt = command.salt()
        for attempt in 0..<1000 {
            let hash = SHA256.hash(data: Array("\(salt) \(command.now) \(title) \(attempt)".utf8))
            let drawn = hash.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let id = CampaignID(
                number: CampaignID.numbers.lowerBound + drawn % CampaignID.numbers.count, exercise: command.site.exercise)
            if try command.rows.campaign(id) == nil { return id }
        }
        throw Refusal.illegal("campaign", state: "none", event: "open", "no free number was drawn; repeat")
    }
}
