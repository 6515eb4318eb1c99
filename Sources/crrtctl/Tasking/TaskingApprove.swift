import ArgumentParser
import CRRTProtocol

struct TaskingApprove: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approves a tasking politically, before its order.",
        discussion: """
            For the role council, where the policy asks for it (politicalApproval). The
            approval is to the terms as they are: other people or other terms need a new
            one. It takes the place of no consent, and who approves does not order.

            --until allows a later extension; without it the work ends as planned.
            """,
        examples: [
            "tasking approve TSK-ALB-2026-0001-1",
            "tasking approve TSK-ALB-2026-0001-1 --until 2027-01-31T06:00Z",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @Option(
        help: ArgumentHelp("The latest end of the work; the planned one if not given.", valueName: "time"),
        transform: ArgumentTransform.time)
    var until: String?

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Taskings.Approve.self,
            .init(id: id, until: until, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.tasking.settled("approved politically", answer.reply.seq))
    }
}

struct TaskingWithdrawApproval: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "withdraw-approval", abstract: "Withdraws the political approval of a tasking.",
        discussion: """
            For the role council. Where the policy asks for an approval, people are not
            ordered, and do not depart or begin, until it is given anew. Those who are out
            stay out: the duty desk releases them, or aborts the tasking.
            """,
        examples: ["tasking withdraw-approval TSK-ALB-2026-0001-1 --reason 'The Council decides anew'"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var why: ReasonOption

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try Confirmation(
            act: "Withdraw the political approval of \(id)",
            consequence: "Where the policy asks for one, its people take no step forward. Those who are out stay out until called back."
        ).ask(yes: confirmation.yes, context)
        let answer = try context.daemon.call(
            Taskings.WithdrawApproval.self, .init(id: id, reason: why.reason, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.tasking.settled("approval withdrawn", answer.reply.seq))
    }
}

extension Taskings.Tasking.AwaitsApproval {
    /// Why no step that needs the approval is taken.
    var words: String {
        switch self {
        case .missing: "MISSING, the policy asks for it"
        case .changed: "MISSING for the present people and terms"
        case .withdrawn: "WITHDRAWN"
        }
    }
}
