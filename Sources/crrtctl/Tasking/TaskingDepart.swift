import ArgumentParser
import CRRTProtocol

struct TaskingDepart: Change {
    static let configuration = CommandConfiguration(
        commandName: "depart", abstract: "The people are on their way.",
        examples: ["tasking depart TSK-ALB-2026-0001-1"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var id: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(
            Taskings.Advance.self, .init(id: id, event: .depart, ifRevision: ifRevision, idempotencyKey: desk.link.key()))
        desk.done(answer.raw, answer.reply.tasking.settled("departed", answer.reply.seq))
    }
}
