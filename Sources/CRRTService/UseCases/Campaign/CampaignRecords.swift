import CRRTDomain
import CRRTProtocol
import CRRTStore

extension Command {
    /// Checks a campaign that the desk states.
    ///
    /// - Throws: `InvalidField` for the first field that the domain or the site refuses, and for a label that would hide it from the
    ///   caller.
    func checked(_ wire: Campaigns.Campaign) throws -> Campaign {
        let campaign = try Campaign(wire)
        for (index, entry) in campaign.releasableTo.enumerated() {
            do { _ = try site.catalogue.nations(in: [entry]) } catch { throw InvalidField("releasableTo[\(index)]", error.reason) }
        }
        try caller.checkClearance(for: campaign.classification)
        guard try sees(.campaign(campaign)) else {
            throw InvalidField("releasableTo", "leaves out \(caller.nation?.description ?? "your nation"), so that you could not see it")
        }
        return campaign
    }
}

extension Campaign {
    /// The nations that it is released to. A nation or group that the site no longer knows may read nothing.
    func readers(_ catalogue: Catalogue) -> Set<NationCode> {
        Set(releasableTo.flatMap { (try? catalogue.nations(in: [$0])) ?? [] })
    }
}
