import ArgumentParser
import CRRTProtocol

struct TaskingOrder: Change {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "Orders a tasking that every nation has agreed to; not for whoever proposed it.")

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var id: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(Taskings.Order.self, .init(id: id, ifRevision: ifRevision, idempotencyKey: desk.link.key()))
        desk.done(answer.raw, answer.reply.tasking.settled("ordered", answer.reply.seq))
    }
}
