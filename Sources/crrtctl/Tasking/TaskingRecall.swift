import ArgumentParser
import CRRTProtocol

struct TaskingRecall: Change {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "A nation takes its people back. It may, at any time.",
        examples: ["tasking recall TSK-ALB-2026-0001-1 --reason 'Needed at home'"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var id: String

    @Option(help: ArgumentHelp("The nation that recalls; your own if not given.", valueName: "nation"), transform: Reading.nation)
    var nation: String?

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String

    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let nation = try desk.nation(nation)
        try Confirmation(
            act: "Recall \(nation)'s people from \(id)",
            consequence: "The tasking ends for them now; the duty desk is alerted and may propose a replacement."
        ).ask(yes: yes, desk.screen)
        let answer = try desk.link.call(
            Taskings.Recall.self, .init(id: id, nation: nation, reason: reason, idempotencyKey: desk.link.key()))
        desk.done(answer.raw, answer.reply.tasking.settled("recalled by \(nation)", answer.reply.seq))
    }
}
