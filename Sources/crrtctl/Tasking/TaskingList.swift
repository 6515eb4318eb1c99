import ArgumentParser
import CRRTProtocol

struct TaskingList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The taskings that you may see.",
        examples: [
            "tasking list",
            "tasking list --request REQ-ALB-2026-0001",
        ])

    @Option(help: ArgumentHelp("Only those of this request.", valueName: "id"), completion: .requests, transform: ArgumentTransform.id)
    var request: String?

    @Option(help: "Only those in this state.")
    var state: Taskings.Tasking.State?

    @Option(
        help: ArgumentHelp("Only those with people or effects of this nation.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.list(
            Taskings.List.self, member: "taskings",
            page: { .init(request: request, state: state?.rawValue, nation: nation, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.taskings, $0.next) })
        if listing.records.isEmpty { try context.check(nation: nation) }
        context.show(listing, "tasking", "taskings") { TaskingViews.table($0, context.times) }
    }
}
