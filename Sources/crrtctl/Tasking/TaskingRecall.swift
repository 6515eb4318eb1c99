import ArgumentParser
import CRRTProtocol

struct TaskingRecall: Change {
    static let configuration = CommandConfiguration(
        commandName: "recall", abstract: "A nation takes its people back. It may, at any time.",
        discussion: """
            Any contact point of a nation may recall, also one who may not see the tasking:
            they name the expert instead, who is then recalled from every tasking.
            """,
        examples: [
            "tasking recall TSK-ALB-2026-0001-1 --reason 'Needed at home'",
            "tasking recall --expert EST-0042 --reason 'Needed at home' --yes",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1; or else --expert.", completion: .taskings)
    var id: String?

    @Option(
        help: ArgumentHelp("Recall this expert of your nation from every tasking; several times for several.", valueName: "id"),
        completion: .experts)
    var expert: [String] = []

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
            act: "Recall \(id.map { "\(nation)'s people from \($0)" } ?? expert.joined(separator: " "))",
            consequence: "Each tasking that they are in ends now, for everybody in it; the duty desk is alerted and may propose anew."
        ).ask(yes: yes, desk.screen)
        let answer = try desk.link.call(
            Taskings.Recall.self,
            .init(id: id, nation: nation, reason: reason, idempotencyKey: desk.link.key(), experts: id == nil ? expert : nil))
        desk.done(answer.raw, settled(answer.reply, nation))
    }

    func validate() throws {
        guard (id == nil) != expert.isEmpty else {
            throw ValidationError("name either a tasking or, with --expert, people of your nation")
        }
    }

    /// Whether the experts were in a tasking is not said to a caller who may not see it.
    private func settled(_ reply: Taskings.Recall.Reply, _ nation: String) -> String {
        guard let tasking = reply.tasking else { return "\(expert.joined(separator: " ")) recalled by \(nation) from every tasking" }
        return tasking.settled("recalled by \(nation)", reply.seq ?? 0)
    }
}
