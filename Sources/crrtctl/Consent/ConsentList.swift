import ArgumentParser
import CRRTProtocol

struct ConsentList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The consents that you may see.",
        examples: [
            "consent list",
            "consent list --state requested",
            "consent list --state void",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    /// As the table has them: `void` is what lapsed without the nation's doing.
    enum ListedState: String, WordArgument { case requested, granted, refused, lapsed, void, revoked, spent }

    @Option(help: "Only those in this state; void: lapsed, but not for want of an answer.")
    var state: ListedState?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        var listing = try context.consents(nation: nation, state: state == .void ? ListedState.lapsed.rawValue : state?.rawValue)
        // The daemon keeps one state for both, and marks which it is.
        if state == .void { listing.keep { $0.voided == true } }
        if listing.records.isEmpty { try context.check(nation: nation) }
        context.show(listing, "consent", "consents") {
            ConsentViews.table($0, context.times, isWide: context.screen.isWide)
        }
    }
}

extension CommandContext {
    func consents(nation: String? = nil, state: String? = nil, tasking: String? = nil) throws(Failure) -> Listing<Consents.Consent> {
        try list(
            Consents.List.self, member: "consents",
            page: { .init(nation: nation, state: state, tasking: tasking, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.consents, $0.next) })
    }
}
