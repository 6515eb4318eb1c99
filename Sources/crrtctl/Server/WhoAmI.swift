import ArgumentParser
import CRRTProtocol

struct WhoAmI: Verb {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Who you are to the daemon, and what that lets you do.",
        examples: ["whoami"])

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Service.WhoAmI.self, .init())
        context.show(answer) { ServiceViews.page(answer.reply) }
    }
}
