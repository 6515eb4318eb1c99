import ArgumentParser
import CRRTProtocol

struct TaskingExtend: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "extend", abstract: "Asks each nation that could stay for a longer period; old terms run until it and the host agree.",
        examples: ["tasking extend TSK-ALB-2026-0001-1 --until +21d"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var id: String

    @Option(
        name: [.customLong("end"), .customLong("until")], help: ArgumentHelp("The new end.", valueName: "time"),
        transform: ArgumentTransform.time)
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
        let tasking = answer.reply.tasking
        let others = TaskingExtend.notAsked(tasking)
        context.done(
            answer.raw, tasking.settled("asked to extend until \(context.times.short(until))", answer.reply.seq),
            warnings: others.isEmpty ? [] : ["not asked, because they cannot stay: " + others.joined(separator: " ")],
            next: "crrtctl consent show \(id)")
    }

    /// Those who serve and whose nation was not asked: the rules object, or it has not agreed to the present terms.
    static func notAsked(_ tasking: Taskings.Tasking) -> [String] {
        guard let asked = tasking.extension, let nations = asked.nations else { return [] }
        return tasking.names { $0.isForward && $0.ordered == true && $0.until < asked.end && !nations.contains($0.nation) }
    }
}
