import ArgumentParser
import CRRTProtocol

struct TaskingRelease: Change {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "The work is done; the people go home.",
        examples: ["tasking release TSK-ALB-2026-0001-1"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var id: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(
            Taskings.Advance.self, .init(id: id, event: .release, ifRevision: ifRevision, idempotencyKey: desk.link.key()))
        desk.done(answer.raw, answer.reply.tasking.settled("released", answer.reply.seq))
    }
}
