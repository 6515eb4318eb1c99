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
        let caller = try desk.link.call(Service.WhoAmI.self, .init()).reply
        guard caller.roles.contains("ncp") else {
            throw Failure(
                .notPermitted, "a nation's people are recalled by its own contact points alone; the operations centre aborts",
                next: id.map { "crrtctl tasking abort \($0) --reason …" })
        }
        let nation = try desk.nation(nation)
        try Confirmation(
            act: "Recall \(id.map { "\(nation)'s people from \($0)" } ?? expert.joined(separator: " "))",
            consequence: "Each tasking that they are in ends now, for all people in it; the duty desk is alerted and may propose anew."
        ).ask(yes: yes, desk)
        let answer = try desk.link.call(
            Taskings.Recall.self,
            .init(id: id, nation: nation, reason: reason, idempotencyKey: desk.link.key(), experts: id == nil ? expert : nil))
        desk.done(answer.raw, answer.reply.settled(nation, id: id, experts: expert))
    }

    func validate() throws {
        guard (id == nil) != expert.isEmpty else {
            throw ValidationError("name either a tasking or, with --expert, people of your nation")
        }
    }
}

extension Taskings.Recall.Reply {
    /// A line for each tasking that the caller may see. Whether the people were in others is not said.
    ///
    /// - Parameters:
    ///   - id: the tasking that was named; nil where experts were.
    ///   - experts: those who were named.
    func settled(_ nation: String, id: String?, experts: [String]) -> String {
        guard let tasking else {
            return id.map { "\(nation)'s people recalled from \($0)" }
                ?? "\(experts.joined(separator: " ")) recalled by \(nation) from every tasking"
        }
        let word = "recalled by \(nation)"
        return ([tasking.settled(word, seq)] + (others ?? []).map { $0.settled(word, nil) }).joined(separator: "\n")
    }
}
