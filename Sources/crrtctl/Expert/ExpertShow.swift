import ArgumentParser
import CRRTProtocol

struct ExpertShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One expert.",
        examples: [
            "expert show EST-0042",
            "expert show EST-0042 --json",
        ])

    @Argument(help: "Such as EST-0042.", completion: .experts)
    var id: String

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(Roster.GetExpert.self, .init(id: id))
        desk.show(answer) {
            RosterViews.page(answer.reply.expert, serving: answer.reply.serving, skillTitles: desk.skillTitles(), desk.times)
        }
    }
}
