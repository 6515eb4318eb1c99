import ArgumentParser
import CRRTProtocol

struct CampaignClose: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Closes a campaign; no further request is linked to it.",
        examples: ["campaign close CMP-483920 --outcome 'Attributed; no further incident in 60 days'"])

    @Argument(help: "Such as CMP-483920.", completion: .campaigns, transform: ArgumentTransform.id)
    var id: String

    @Option(help: ArgumentHelp("What it came to.", valueName: "text"))
    var outcome: String

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Campaigns.Close.self,
            .init(id: id, outcome: outcome, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.campaign.settled("closed", answer.reply.seq))
    }
}
