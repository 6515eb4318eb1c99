import ArgumentParser
import CRRTProtocol

struct RequestList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The requests that you may see.",
        examples: [
            "request list",
            "request list --state submitted",
        ])

    @Option(help: "Only those in this state.")
    var state: Requests.Request.State?

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.list(
            Requests.List.self, member: "requests",
            page: { .init(state: state?.rawValue, nation: nation, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.requests, $0.next) })
        if listing.records.isEmpty { try context.check(nation: nation) }
        context.show(listing, "request", "requests") {
            RequestViews.table($0, context.times)
        }
    }
}
