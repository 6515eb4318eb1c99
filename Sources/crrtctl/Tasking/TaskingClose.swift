import ArgumentParser
import CRRTProtocol

struct TaskingClose: Change {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "The people are home; ends the tasking.",
        examples: ["tasking close TSK-ALB-2026-0001-1 --report 'Restored; all home'"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var id: String

    @Option(help: ArgumentHelp("What was done, for the record.", valueName: "text"))
    var report: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(
            Taskings.Advance.self, .init(id: id, event: .close, report: report, ifRevision: ifRevision, idempotencyKey: desk.link.key()))
        desk.done(answer.raw, answer.reply.tasking.settled("closed", answer.reply.seq))
    }
}
