import ArgumentParser
import CRRTProtocol

struct CampaignEdit: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Changes what is said of a campaign, or its label.",
        discussion: """
            What is not given stays. Where the label becomes stricter than that of a linked
            request, that request loses the link; those that you see are named.
            """,
        examples: [
            "campaign edit CMP-483920 --title 'Wipers at grid and rail operators' --domain cyberspace --domain energy --domain transport",
            "campaign edit CMP-483920 --classification NC",
        ])

    @Argument(help: "Such as CMP-483920.", completion: .campaigns, transform: ArgumentTransform.id)
    var id: String

    @Option(help: "What it is about, one line.")
    var title: String?

    @Option(help: "What is known of it; an empty text removes it.")
    var summary: String?

    @Option(
        name: .customLong("domain"), parsing: .singleValue,
        help: ArgumentHelp("Where it is carried out, in place of those so far; several allowed.", valueName: "domain"))
    var domains: [Campaigns.Domain] = []

    @Option(help: "The label of the campaign itself.")
    var classification: Campaigns.Classification?

    @Option(help: ArgumentHelp("Who may know, in place of those so far.", valueName: "n,n"), transform: ArgumentTransform.names)
    var relTo: [String]?

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        if title == nil, summary == nil, domains.isEmpty, classification == nil, relTo == nil {
            throw ValidationError("State what is to be changed: --title, --summary, --domain, --classification or --rel-to.")
        }
    }

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Campaigns.Correct.self,
            .init(
                id: id, title: title, summary: summary, domains: domains.isEmpty ? nil : domains, classification: classification,
                releasableTo: relTo, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        let unlinked = answer.reply.unlinked.map { ["no longer linked, as their readers could not see it: \($0.joined(separator: " "))"] }
        context.done(answer.raw, answer.reply.campaign.settled("changed", answer.reply.seq), warnings: unlinked ?? [])
    }
}
