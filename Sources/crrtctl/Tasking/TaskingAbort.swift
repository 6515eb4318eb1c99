import ArgumentParser
import CRRTProtocol

struct TaskingAbort: Change {
    static let configuration = CommandConfiguration(
        commandName: "abort", abstract: "Ends a tasking before its time.",
        examples: ["tasking abort TSK-ALB-2026-0001-1 --reason 'The host asks for it'"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var id: String

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String

    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        try Confirmation(act: "Abort \(id)", consequence: "It ends for every nation, and its people are free again.")
            .ask(yes: yes, desk)
        let answer = try desk.link.call(Taskings.Abort.self, .init(id: id, reason: reason, idempotencyKey: desk.link.key()))
        desk.done(answer.raw, answer.reply.tasking.settled("aborted", answer.reply.seq))
    }
}
