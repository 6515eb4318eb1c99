import ArgumentParser
import CRRTProtocol

// A request that does not go on as it is, for a reason: sent back to be amended, or called off.

struct RequestReturn: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "Sends a submitted request back to be amended.",
        examples: ["request return REQ-ALB-2026-0001 --reason 'Which systems? Who is there to receive the team?'"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests)
    var id: String

    @Option(help: ArgumentHelp("What has to change.", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Requests.Return.self, .init(id: id, reason: reason, ifRevision: ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.request.settled("returned", answer.reply.seq))
    }
}

struct RequestCancel: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Calls a request off; its taskings stop.",
        examples: ["request cancel REQ-ALB-2026-0001 --reason 'Restored with own means'"])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests)
    var id: String

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let stopped = try RequestTaskings.of(id, context).cancelled
        if !stopped.isEmpty {
            try Confirmation(act: "Cancel \(id)", consequence: stopped.joined(separator: "; ")).askOnTerminal(yes: yes, context)
        }
        let answer = try context.daemon.call(
            Requests.Cancel.self, .init(id: id, reason: reason, ifRevision: ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.request.settled("cancelled", answer.reply.seq), warnings: stopped)
    }
}
