import ArgumentParser
import CRRTProtocol

struct WhoAmI: Verb {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Who you are to the daemon, and what that lets you do.",
        examples: ["whoami"])

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let answer = try desk.link.call(Service.WhoAmI.self, .init())
        desk.show(answer) { ServiceViews.page(answer.reply) }
    }
}
