import ArgumentParser
import CRRTProtocol

struct CampaignList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The campaigns that you may see.",
        examples: [
            "campaign list",
            "campaign list --state open --domain energy",
        ])

    @Option(help: "Only those in this state.")
    var state: Campaigns.Campaign.State?

    @Option(help: "Only those in this domain.")
    var domain: Campaigns.Domain?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.list(
            Campaigns.List.self, member: "campaigns",
            page: { .init(state: state?.rawValue, domain: domain?.rawValue, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.campaigns, $0.next) })
        context.show(listing, "campaign", "campaigns") { CampaignViews.table($0, context.times) }
    }
}
