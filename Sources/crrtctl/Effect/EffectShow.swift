import ArgumentParser
import CRRTProtocol

struct EffectShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One effect.",
        examples: [
            "effect show EST-EFF-01",
            "effect show EST-EFF-01 --json",
        ])

    @Argument(help: "Such as EST-EFF-01.", completion: .effects)
    var id: String

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(Roster.GetEffect.self, .init(id: id))
        let effect = answer.reply.effect
        desk.show(answer) { RosterViews.page(effect, serving: answer.reply.serving, desk.times) }
    }
}
