import CRRTDomain
import CRRTProtocol
import CRRTStore
import Varlink

/// Changes what is said of a campaign, or its label.
///
/// A stricter label is in force at once. Linked requests whose readers could not see the campaign any more lose the link. A refusal would
/// tell of requests that the caller may not see.
enum CorrectCampaign {
    static func run(_ parameters: Campaigns.Correct.Parameters, _ command: Command) throws -> Campaigns.Correct.Reply {
        let present = try command.campaign(parameters.id)
        try Refusal.checkRevision(parameters.ifRevision, against: present.revision, present.id)
        var wire = Campaigns.Campaign(present)
        wire.title = parameters.title ?? wire.title
        wire.summary = parameters.summary ?? wire.summary
        wire.domains = parameters.domains ?? wire.domains
        wire.classification = parameters.classification ?? wire.classification
        wire.releasableTo = parameters.releasableTo ?? wire.releasableTo
        var campaign = try command.checked(wire)
        guard Campaigns.Campaign(campaign).jsonBytes() != Campaigns.Campaign(present).jsonBytes() else {
            throw nothingToCorrect(parameters)
        }
        do { campaign.state = try CampaignLifecycle.next(present.state, .correct) } catch { throw Refusal.illegal(present.id, error) }
        campaign.revision += 1
        let seq = try command.append(
            .campaignCorrected, campaign.id, [.campaign(campaign)], detail: detail(from: present, to: campaign, command.site.catalogue))
        let unlinked = try unlink(campaign, command)
        return .init(campaign: .init(campaign), seq: seq, unlinked: unlinked.isEmpty ? nil : unlinked)
    }

    /// Takes the campaign out of the requests to which its label does not let it be linked.
    ///
    /// - Returns: Those of them that the caller sees.
    private static func unlink(_ campaign: Campaign, _ command: Command) throws -> [String] {
        let catalogue = command.site.catalogue
        var (seen, last): ([String], RequestID?) = ([], nil)
        while true {
            let page = try command.rows.requests(nation: nil, state: nil, campaign: campaign.id, after: last, limit: 500)
            for present in page where CampaignLinks.fault(of: campaign, in: present, catalogue) != nil {
                guard let id = present.id else { continue }
                var request = try command.step(present, .relabel, remark: present.remark)
                request.campaigns.removeAll { $0 == campaign.id }
                let detail = try RequestDifference.detail(from: present, to: request, catalogue)
                _ = try command.append(.requestCorrected, id, [.request(request)], detail: detail)
                if try command.sees(.request(request)) { seen.append(id.description) }
            }
            guard page.count == 500 else { return seen }
            last = page.last?.id
        }
    }

    /// As of a request: the old values only where all readers of the new record could read them.
    private static func detail(from old: Campaign, to new: Campaign, _ catalogue: Catalogue) -> [String: String?] {
        func members(_ campaign: Campaign) -> JSONObject { (try? JSONObject(json: Campaigns.Campaign(campaign).jsonBytes())) ?? [:] }
        let isAsSecret = new.classification >= old.classification && new.readers(catalogue).isSubset(of: old.readers(catalogue))
        return RequestDifference.detail(members(old), members(new), isAsSecret: isAsSecret)
    }

    private static func nothingToCorrect(_ parameters: Campaigns.Correct.Parameters) -> any Error {
        let fields = [
            ("title", parameters.title != nil), ("summary", parameters.summary != nil), ("domains", parameters.domains != nil),
            ("classification", parameters.classification != nil), ("releasableTo", parameters.releasableTo != nil),
        ]
        guard let stated = fields.first(where: \.1)?.0 else {
            return Refusal.invalid("title", "is missing; state what is to be corrected: \(fields.map(\.0).joined(separator: ", "))")
        }
        return Refusal.invalid(stated, "is that already")
    }
}
