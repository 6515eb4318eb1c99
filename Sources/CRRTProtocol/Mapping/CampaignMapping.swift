public import CRRTDomain

extension Campaigns.Campaign {
    /// The campaign as the wire and the rows have it.
    public init(_ campaign: Campaign) {
        self.init(
            id: campaign.id.description, title: campaign.title, summary: campaign.summary, domains: campaign.domains.map { wire($0) },
            classification: wire(campaign.classification), releasableTo: campaign.releasableTo, state: wire(campaign.state),
            openedAt: campaign.openedAt.description, outcome: campaign.outcome, revision: campaign.revision)
    }
}

extension Campaign {
    /// Checks every field.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Campaigns.Campaign) throws(InvalidField) {
        try self.init(
            id: field("id") { () throws(InvalidField) in try CampaignID(wire.id) }, title: wire.title, summary: wire.summary,
            domains: fields("domains", wire.domains) { (domain) throws(InvalidField) in try same(domain) },
            classification: same(wire.classification), releasableTo: wire.releasableTo, state: same(wire.state),
            openedAt: field("openedAt") { () throws(InvalidField) in try Instant(wire.openedAt) }, outcome: wire.outcome,
            revision: wire.revision)
    }
}
