import ArgumentParser
import CRRTProtocol

struct TeamShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One team.",
        examples: [
            "team show EST-CRRT-1",
            "team show EST-CRRT-1 --json",
        ])

    @Argument(help: "Such as EST-CRRT-1.", completion: .teams)
    var id: String

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(Roster.GetTeam.self, .init(id: id))
        desk.show(answer) {
            RosterViews.page(answer.reply.team, pending: answer.reply.pending ?? [], serving: answer.reply.serving, desk.times)
        }
    }
}
