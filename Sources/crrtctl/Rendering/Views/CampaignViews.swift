import CRRTProtocol

/// Tables and pages of campaigns.
enum CampaignViews {
    static func table(_ campaigns: [Campaigns.Campaign], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .text("ID"), .text("LABEL", rank: 2), .text("STATE"), .text("OPENED", rank: 1), .list("DOMAINS", rank: 3, least: 12),
                .text("TITLE", least: 18),
            ],
            rows: campaigns.map { campaign in
                [
                    campaign.id, campaign.classification.rawValue, campaign.state.rawValue, times.short(campaign.openedAt),
                    domains(campaign), campaign.title,
                ]
            })
    }

    /// - Parameter requests: Those that are linked to it and that the caller sees.
    static func page(_ campaign: Campaigns.Campaign, _ requests: [Requests.Request], _ times: TimeStyle) -> [Block] {
        let fields: [Block.Field] = [
            .init("campaign", campaign.id), .init("title", campaign.title),
            .init("label", "\(campaign.classification.rawValue) releasable to \(campaign.releasableTo.joined(separator: " "))"),
            .init("domains", domains(campaign)), .init("state", campaign.state.rawValue), .init("outcome", campaign.outcome),
            .init("summary", campaign.summary), .init("opened", times.full(campaign.openedAt)),
            .init("revision", "\(campaign.revision)"),
        ]
        return [.fields(fields), .heading("Requests")]
            + (requests.isEmpty ? [.line("none that you see")] : [.table(linked(requests, times))])
    }

    private static func linked(_ requests: [Requests.Request], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .text("ID"), .text("NATION", rank: 3), .text("LABEL", rank: 2), .text("STATE"), .text("START", rank: 1), .text("END"),
                .text("TITLE", least: 18),
            ],
            rows: requests.map { request in
                [
                    request.id ?? "", request.nation, request.classification.rawValue, request.state?.rawValue ?? "",
                    times.short(request.start), times.short(request.end), request.title,
                ]
            })
    }

    private static func domains(_ campaign: Campaigns.Campaign) -> String { campaign.domains.map(\.rawValue).joined(separator: " ") }
}
