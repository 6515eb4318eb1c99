import ArgumentParser
import CRRTProtocol

struct RequestClose: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Ends a request, once every tasking of it has ended.",
        examples: ["request close REQ-ALB-2026-0001 --outcome recovered"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests)
    var id: String

    @Option(help: ArgumentHelp("How it ended, in a few words.", valueName: "text"))
    var outcome: String

    @Option(help: ArgumentHelp("What there is to say beyond that.", valueName: "text"))
    var report: String?

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Requests.Close.self,
            .init(id: id, outcome: outcome, report: report, ifRevision: ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.request.settled("closed", answer.reply.seq))
    }
}
