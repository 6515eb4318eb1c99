import ArgumentParser
import CRRTDomain
import CRRTProtocol

struct TaskingApprove: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approves a tasking politically, before its order.",
        discussion: """
            For the role council, where the policy asks for it (politicalApproval). The
            approval is to the terms as they are: other people or other terms need a new
            one. It takes the place of no consent, and who proposed or ordered does not
            approve.

            On a terminal it names who is approved and asks. A tasking that changes
            meanwhile is refused.

            --until allows a later extension; without it the work ends as planned, or as
            the approval that stands allows.
            """,
        examples: [
            "tasking approve TSK-ALB-2026-0001-1",
            "tasking approve TSK-ALB-2026-0001-1 --until 2027-01-31T06:00Z",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @Option(
        help: ArgumentHelp("The latest end of the work; by default the planned or already approved one.", valueName: "time"),
        transform: ArgumentTransform.time)
    var until: String?

    @OptionGroup var revision: RevisionOption

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let shown = try context.daemon.call(Taskings.Get.self, .init(id: id)).reply.tasking
        try Confirmation(act: "Approve \(id) politically", consequence: TaskingApprove.words(shown, until: until, context.times))
            .askOnTerminal(yes: confirmation.yes, context)
        let answer = try context.daemon.call(
            Taskings.Approve.self,
            .init(id: id, until: until, ifRevision: revision.ifRevision ?? shown.revision, idempotencyKey: context.daemon.key()))
        context.done(answer.raw, answer.reply.tasking.settled("approved politically", answer.reply.seq))
    }

    /// Who and what is approved, in one sentence for the question.
    static func words(_ tasking: Taskings.Tasking, until: String?, _ times: TimeStyle) -> String {
        let names = tasking.names { $0.isForward }
        let standing = tasking.approval.flatMap { $0.withdrawnAt == nil ? $0.until : nil }
        let planned = [tasking.end, tasking.extension?.end, standing].compactMap { $0.flatMap { try? Instant($0) } }.max()
        let end = until ?? planned?.description ?? tasking.end
        return "Of \(tasking.request): \((names.isEmpty ? tasking.nations : names).joined(separator: " ")), work until \(times.full(end)). "
            + "'crrtctl consent show \(tasking.id)' has the terms."
    }
}

struct TaskingWithdrawApproval: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "withdraw-approval", abstract: "Withdraws the political approval of a tasking.",
        discussion: """
            For the role council. Where the policy asks for an approval, people are not
            ordered, and do not depart or begin, until it is given anew. A longer stay that
            is only asked for is asked for no more. Those who are out stay out: the duty
            desk releases them, or aborts the tasking.
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
        let tasking = answer.reply.tasking
        context.done(
            answer.raw, tasking.settled("approval withdrawn", answer.reply.seq),
            warnings: tasking.awaitsApproval == nil ? ["the policy asks for no approval here (politicalApproval): this stops no step"] : [])
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
