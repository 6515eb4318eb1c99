import ArgumentParser
import CRRTProtocol

struct RequestList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The requests that you may see.",
        examples: [
            "request list",
            "request list --state submitted",
            "request list --open",
            "request list --shared",
            "request list --campaign CMP-483920",
        ])

    @Option(help: "Only those in this state.")
    var state: Requests.Request.State?

    @Flag(help: "Only those that are submitted, returned or validated.")
    var open = false

    @Flag(help: "Those of other nations that are shared with yours: what they are about and how they stand.")
    var shared = false

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(
        help: ArgumentHelp("Only those that are linked to this campaign.", valueName: "id"), completion: .campaigns,
        transform: ArgumentTransform.id)
    var campaign: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        if open, state != nil { throw ValidationError("--open and --state exclude each other; give one of them.") }
        if shared, open || state != nil || nation != nil || campaign != nil {
            throw ValidationError("--shared lists all that are shared; give it alone.")
        }
    }

    func perform(_ context: CommandContext) throws {
        if shared { return try showShared(context) }
        let listing = try context.list(
            Requests.List.self, member: "requests",
            page: {
                .init(
                    state: state?.rawValue, nation: nation, limit: CommandContext.pageSize, after: $0, campaign: campaign,
                    open: open ? true : nil)
            },
            read: { ($0.requests, $0.next) })
        if listing.records.isEmpty { try context.check(nation: nation) }
        context.show(listing, "request", "requests") {
            RequestViews.table($0, context.times)
        }
    }

    private func showShared(_ context: CommandContext) throws {
        let listing: Listing<Requests.SharedRequest>
        do throws(Failure) {
            listing = try context.list(
                Requests.ListShared.self, member: "requests", page: { .init(limit: CommandContext.pageSize, after: $0) },
                read: { ($0.requests, $0.next) })
        } catch {
            guard error.status == .notPermitted else { throw error }
            throw Failure(
                .notPermitted, "requests are shared with nations: their contact points alone have such a list", next: "crrtctl request list"
            )
        }
        context.show(listing, "request", "requests") { RequestViews.shared($0, context.times) }
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
