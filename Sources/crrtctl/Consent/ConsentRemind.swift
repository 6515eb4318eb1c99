import ArgumentParser
import CRRTProtocol

struct ConsentRemind: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "remind", abstract: "Reminds nations whose answer is awaited; each at most once in 15 minutes.",
        discussion: """
            By the duty desk. It is on record; the nation's watchers and its board show it.
            """,
        examples: [
            "consent remind TSK-ALB-2026-0001-1",
            "consent remind TSK-ALB-2026-0001-1 --nation EST",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var tasking: String

    @Option(help: ArgumentHelp("Only this nation.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Consents.Remind.self, .init(tasking: tasking, nation: nation, idempotencyKey: context.daemon.key()))
        let names = answer.reply.consents.map { "\($0.nation) (\($0.kindWords), reply by \(context.times.full($0.replyBy)))" }
        context.done(
            answer.raw, "\(tasking): reminded \(names.joined(separator: ", "))\(Outcome.words(seq: answer.reply.seq))",
            next: "crrtctl consent show \(tasking)")
    }
}
