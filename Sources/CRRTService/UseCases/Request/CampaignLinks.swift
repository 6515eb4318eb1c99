import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The campaigns to which a request is linked. Who sees the request may see them: a campaign's label is at most the request's.
enum CampaignLinks {
    /// The campaigns of a changed request: those that its author states, and those on record that a reload has hidden from them. Who does
    /// not know of a link does not take it off.
    static func kept(_ stated: [CampaignID], since present: Request, _ context: some Context) throws -> [CampaignID] {
        let hidden = try present.campaigns.filter { try !context.sees(campaign: $0) }
        guard !hidden.isEmpty else { return stated }
        let all = present.campaigns.filter { hidden.contains($0) || stated.contains($0) }
        return all + stated.filter { !all.contains($0) }
    }

    /// Checks the campaigns of a request that is filed, amended or corrected.
    ///
    /// - Parameter present: The request that is changed; nil where it is filed. Links on record stay possible after the campaign is closed.
    /// - Throws: `InvalidField` with the field that is in the way and the campaign. Hidden and absent campaigns get the same words.
    static func check(_ request: Request, since present: Request?, _ context: some Context) throws {
        guard request.campaigns.count <= Request.mostCampaigns else {
            throw InvalidField("campaigns", "has too many entries; at most \(Request.mostCampaigns) are allowed")
        }
        for (index, id) in request.campaigns.enumerated() {
            let isOld = present?.campaigns.contains(id) == true
            let isSeen = try context.sees(campaign: id)
            if isOld, !isSeen { continue }
            guard isSeen, let campaign = try context.rows.campaign(id) else {
                throw InvalidField("campaigns[\(index)]", "there is no campaign \(id), or it is not yours to see; crrtctl campaign list")
            }
            if !isOld, campaign.state == .closed {
                throw InvalidField("campaigns[\(index)]", "\(id) is closed; link it to an open one, or leave it out")
            }
            guard let field = fault(of: campaign, in: request, context.site.catalogue) else { continue }
            throw InvalidField(
                isOld ? field : "campaigns[\(index)]",
                "who sees the request could not see \(id), whose \(field) is stricter; "
                    + "take \(id) out of campaigns, or make the request's label as strict")
        }
    }

    /// The field by which a campaign's label is stricter than the request's; nil where it is not.
    static func fault(of campaign: Campaign, in request: Request, _ catalogue: Catalogue) -> String? {
        if campaign.classification > request.classification { return "classification" }
        let readers = Set(campaign.releasableTo.flatMap { (try? catalogue.nations(in: [$0])) ?? [] })
        return request.readers(catalogue).union([request.nation]).isSubset(of: readers) ? nil : "releasableTo"
    }
}
