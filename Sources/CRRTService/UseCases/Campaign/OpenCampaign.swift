import CRRTDomain
import CRRTProtocol
import CRRTStore

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

    /// Draws an id that is free.
    private static func mint(_ title: String, _ command: Command) throws -> CampaignID {
        func id(_ number: Int) -> CampaignID { CampaignID(number: number, exercise: command.site.exercise) }
        let number = try command.drawNumber(from: CampaignID.numbers, for: title) { try command.rows.campaign(id($0)) != nil }
        guard let number else {
            throw Refusal.illegal("campaign", state: "none", event: "open", "no free number was drawn; repeat")
        }
        return id(number)
    }
}
