import ArgumentParser
import CRRTProtocol

// Changes of who is in a tasking: other people for open seats, and single people out of it.

struct TaskingReplace: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "replace", abstract: "Asks the nations for people in the seats of a tasking that fell open.",
        discussion: """
            Their nations and the host are asked, and no other nation. Another person than
            you orders them; those who are in the tasking go on meanwhile. 'crrtctl match'
            with the tasking shows who could fill the open seats.
            """,
        examples: [
            "tasking replace TSK-ALB-2026-0001-1 --expert LVA-0007@1",
            "tasking replace TSK-ALB-2026-0001-1 --expert LVA-0007@1 --reply-by +6h",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @Option(
        name: .customLong("expert"), parsing: .singleValue,
        help: ArgumentHelp("An expert and the open seat that they fill, such as EST-0042@0; several allowed.", valueName: "id@seat"),
        transform: ArgumentTransform.assignment)
    var experts: [Taskings.Assignment]

    @Option(help: ArgumentHelp("When silence becomes a refusal.", valueName: "time"), transform: ArgumentTransform.time)
    var replyBy: String?

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Taskings.Replace.self, parameters(context.daemon.key()))
        let tasking = answer.reply.tasking
        context.done(
            answer.raw, tasking.settled("asked for \(TaskingViews.people(experts))", answer.reply.seq),
            warnings: tasking.warnings, next: "crrtctl consent show \(id)")
    }

    func parameters(_ key: String) -> Taskings.Replace.Parameters {
        .init(id: id, assignments: experts, replyBy: replyBy, ifRevision: revision.ifRevision, idempotencyKey: key)
    }
}

struct TaskingWithdraw: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Takes single people out of a tasking who are ill, or no longer needed.",
        discussion: """
            By the duty desk, or by their own nation. Who has departed or begun is on the
            way home until reported home; the others are free again.
            """,
        examples: ["tasking withdraw TSK-ALB-2026-0001-1 --expert EST-0042 --cause ill --reason Fever"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @Option(
        name: .customLong("expert"), parsing: .singleValue,
        help: ArgumentHelp("Who; several times for several.", valueName: "id"), completion: .experts, transform: ArgumentTransform.id)
    var experts: [String]

    @Option(help: "Whether they are ill, or no longer needed.")
    var cause: Taskings.Withdraw.Parameters.Cause

    @OptionGroup var why: ReasonOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Taskings.Withdraw.self, parameters(context.daemon.key()))
        let tasking = answer.reply.tasking
        let home = tasking.returning.filter(experts.contains)
        context.done(
            answer.raw, tasking.settled("\(experts.joined(separator: " ")) withdrawn", answer.reply.seq),
            warnings: home.isEmpty ? [] : ["on the way home until reported home: " + home.joined(separator: " ")])
    }

    func parameters(_ key: String) -> Taskings.Withdraw.Parameters {
        .init(id: id, experts: experts, cause: cause, reason: why.reason, idempotencyKey: key)
    }
}
