import ArgumentParser
import CRRTProtocol

struct HandoverList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The last handovers, the newest first.",
        examples: ["handover list", "handover list --limit 50"])

    @Option(help: ArgumentHelp("How many at most, 1 to 100; 10 if not given.", valueName: "number"))
    var limit: Int?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Handover.List.self, .init(limit: limit))
        let handovers = answer.reply.handovers
        if handovers.isEmpty, !context.wantsJSON { return context.screen.notice("no handovers") }
        context.show(answer) { [.table(HandoverViews.table(handovers, context.times))] }
    }
}
