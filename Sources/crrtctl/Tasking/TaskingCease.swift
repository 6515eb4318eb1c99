import ArgumentParser
import CRRTProtocol

struct TaskingCease: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "cease", abstract: "Stops an effect at once.",
        discussion: """
            For contact points of the nation that owns the effect and of the host, and for
            a releasing authority, at any time before its end. An effect that was in use
            is returning until 'tasking home' reports it.

            The nation that owns it may leave out the tasking: the effect is stopped in
            every one, also where the caller may not see it.
            """,
        examples: [
            "tasking cease TSK-ALB-2026-0001-1 --effect EST-EFF-01 --reason Crisis",
            "tasking cease --effect EST-EFF-01 --reason 'Wrong network' --yes",
        ])

    @Argument(
        help: "Such as TSK-ALB-2026-0001-1; without it, every tasking of your effect.", completion: .taskings,
        transform: ArgumentTransform.id)
    var id: String?

    @Option(help: ArgumentHelp("The effect.", valueName: "id"), completion: .effects, transform: ArgumentTransform.id)
    var effect: String

    @OptionGroup var why: ReasonOption

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try Confirmation(
            act: "Cease \(effect) in \(id ?? "every tasking")",
            consequence: "It takes no step but home, and is not ordered again in it. The duty desk is alerted."
        ).ask(yes: confirmation.yes, context)
        let answer = try context.daemon.call(
            Taskings.Cease.self, .init(id: id, effect: effect, reason: why.reason, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, settled(answer.reply), next: answer.reply.tasking.flatMap(reportHome))
    }

    /// A line for each tasking that the caller may see. Whether the effect was in others is not said.
    func settled(_ reply: Taskings.Cease.Reply) -> String {
        guard let tasking = reply.tasking else { return "\(effect) ceased in \(id ?? "every tasking")" }
        let word = "\(effect) ceased"
        return ([tasking.settled(word, reply.seq)] + (reply.others ?? []).map { $0.settled(word, nil) }).joined(separator: "\n")
    }

    /// Who reports that the effect has stopped, and how; nil where it was not in use.
    private func reportHome(_ tasking: Taskings.Tasking) -> String? {
        guard tasking.returning.contains(effect) else { return nil }
        return "once it has stopped, its nation or the duty desk: crrtctl tasking home \(tasking.id) --expert \(effect)"
    }
}
