import ArgumentParser
import CRRTProtocol

struct TaskingExtend: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "extend", abstract: "Asks every nation for a longer period; its old terms run until it and the host agree.",
        examples: ["tasking extend TSK-ALB-2026-0001-1 --until +21d"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var id: String

    @Option(help: ArgumentHelp("The new end.", valueName: "time"), transform: ArgumentTransform.time)
    var until: String

    @Option(help: ArgumentHelp("When silence becomes a refusal.", valueName: "time"), transform: ArgumentTransform.time)
    var replyBy: String?

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Taskings.Extend.self,
            .init(id: id, until: until, replyBy: replyBy, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        context.done(
            answer.raw, answer.reply.tasking.settled("asked to extend until \(context.times.short(until))", answer.reply.seq),
            next: "crrtctl consent show \(id)")
    }
}
