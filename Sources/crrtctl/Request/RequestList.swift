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

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: Reading.nation)
    var nation: String?

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let listing = try desk.list(
            Requests.List.self, member: "requests",
            page: { .init(state: state?.rawValue, nation: nation, limit: Desk.pageSize, after: $0) }, read: { ($0.requests, $0.next) })
        if listing.records.isEmpty { try desk.check(nation: nation) }
        desk.show(listing, "request", "requests") {
            RequestViews.table($0, desk.times)
        }
    }
}
