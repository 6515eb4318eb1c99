import ArgumentParser
import CRRTProtocol

struct RequestList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The requests that you may see.",
        examples: [
            "request list",
            "request list --state submitted",
            "request list --open",
        ])

    @Option(help: "Only those in this state.")
    var state: Requests.Request.State?

    @Flag(help: "Only those that are submitted, returned or validated.")
    var open = false

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        if open, state != nil { throw ValidationError("--open and --state exclude each other; give one of them.") }
    }

    func perform(_ context: CommandContext) throws {
        var listing = try context.list(
            Requests.List.self, member: "requests",
            page: { .init(state: state?.rawValue, nation: nation, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.requests, $0.next) })
        if open { listing.keep(\.isOpen) }
        if listing.records.isEmpty { try context.check(nation: nation) }
        context.show(listing, "request", "requests") {
            RequestViews.table($0, context.times)
        }
    }
}

extension Requests.Request {
    /// Whether something may still become of it.
    var isOpen: Bool {
        switch state {
        case .submitted, .validated, .returned, nil: true
        case .cancelled, .closed, .expired: false
        }
    }
}
