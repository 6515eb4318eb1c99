import ArgumentParser
import CRRTProtocol

struct InjectList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The injects that you are told; exercise control and the auditor see the planned ones, too.",
        examples: [
            "inject list",
            "inject list --state planned",
        ])

    @Option(help: ArgumentHelp("Only those that are planned, released or cancelled.", valueName: "state"))
    var state: State?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    /// The states of injects; a no-duff message has others.
    enum State: String, WordArgument { case planned, released, cancelled }

    func perform(_ context: CommandContext) throws {
        let listing = try context.list(
            Exercise.ListInjects.self, member: "messages",
            page: { .init(state: state?.rawValue, limit: CommandContext.pageSize, after: $0) }, read: { ($0.messages, $0.next) })
        context.show(listing, "inject", "injects") { ExerciseViews.injects($0, context.times) }
    }
}
