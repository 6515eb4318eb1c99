import ArgumentParser
import CRRTProtocol

struct CampaignOpen: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Opens a campaign: several incidents that people take for one.",
        discussion: """
            It links requests across nations and domains. 'request correct ID --campaign'
            and 'request submit --campaign' link one. A campaign is for all who are cleared
            for it and may know of it, so a request can be linked where its own label is at
            least as strict.
            """,
        examples: [
            "campaign open --title 'Wipers at grid operators' --domain cyberspace --domain energy --classification NR --rel-to NATO"
        ])

    @Option(help: "What it is about, one line.")
    var title: String

    @Option(help: "What is known of it.")
    var summary: String?

    @Option(
        name: .customLong("domain"), parsing: .singleValue,
        help: ArgumentHelp("Where it is carried out; several allowed.", valueName: "domain"))
    var domains: [Campaigns.Domain]

    @Option(help: "The label of the campaign itself.")
    var classification: Campaigns.Classification

    @Option(help: ArgumentHelp("Who may know: nations or groups, such as NATO.", valueName: "n,n"), transform: ArgumentTransform.names)
    var relTo: [String]

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Campaigns.Open.self,
            .init(
                title: title, summary: summary, domains: domains, classification: classification, releasableTo: relTo,
                idempotencyKey: context.daemon.key()))
        let campaign = answer.reply.campaign
        context.done(
            answer.raw, campaign.settled("opened", answer.reply.seq), next: "crrtctl request correct REQUEST --campaign \(campaign.id)")
    }
}

extension Campaigns.Campaign {
    /// `CMP-483920 closed (revision 2, journal 17)`
    func settled(_ word: String, _ seq: Int) -> String { "\(id) \(word)\(Outcome.words(revision: revision, seq: seq))" }
}
