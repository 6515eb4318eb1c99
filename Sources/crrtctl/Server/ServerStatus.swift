import ArgumentParser
import CRRTProtocol

struct ServerStatus: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How the daemon is and what is open.",
        examples: [
            "status",
            "-H duty@ops.example status",
        ])

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Service.Status.self, .init())
        context.show(answer) { ServiceViews.page(answer.reply, context.times) }
    }
}
