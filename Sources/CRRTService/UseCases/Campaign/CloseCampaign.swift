import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Closes a campaign with an outcome. Requests that are linked to it stay so.
enum CloseCampaign {
    static func run(_ parameters: Campaigns.Close.Parameters, _ command: Command) throws -> Campaigns.Close.Reply {
        var campaign = try command.campaign(parameters.id)
        try Refusal.checkRevision(parameters.ifRevision, against: campaign.revision, campaign.id)
        let outcome = try ParameterFields.reason("outcome", parameters.outcome)
        do { campaign.state = try CampaignLifecycle.next(campaign.state, .close) } catch { throw Refusal.illegal(campaign.id, error) }
        campaign.outcome = outcome
        campaign.revision += 1
        let seq = try command.append(.campaignClosed, campaign.id, [.campaign(campaign)])
        return .init(campaign: .init(campaign), seq: seq)
    }
}
