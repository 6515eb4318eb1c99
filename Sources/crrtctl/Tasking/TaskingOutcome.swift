import ArgumentParser
import CRRTProtocol

struct TaskingOutcome: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "outcome", abstract: "Reports what the use of an effect came to.",
        discussion: """
            For a contact point of the nation that owns the effect, once it is returning
            or home. A releasing authority reports as long as the nation has not. A later
            report takes the place of the earlier one. Never write a technique, a target
            or an access.
            """,
        examples: [
            "tasking outcome TSK-ALB-2026-0001-1 --effect EST-EFF-01 --result unknown"
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @Option(help: ArgumentHelp("The effect.", valueName: "id"), completion: .effects, transform: ArgumentTransform.id)
    var effect: String

    @Option(help: ArgumentHelp("How far the purpose was reached.", valueName: "result"))
    var result: Taskings.ReportOutcome.Parameters.Result

    @Option(help: ArgumentHelp("One line, for the record.", valueName: "text"))
    var text: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Taskings.ReportOutcome.self,
            .init(id: id, effect: effect, result: result, text: text, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.tasking.settled("outcome of \(effect) reported", answer.reply.seq))
    }
}
