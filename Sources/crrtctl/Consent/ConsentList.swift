import ArgumentParser
import CRRTProtocol

struct ConsentList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The consents that you may see.",
        examples: [
            "consent list",
            "consent list --state requested",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: Reading.nation)
    var nation: String?

    @Option(help: "Only those in this state.")
    var state: Consents.Consent.State?

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let listing = try desk.consents(nation: nation, state: state?.rawValue)
        if listing.records.isEmpty { try desk.check(nation: nation) }
        desk.show(listing, "consent", "consents") {
            ConsentViews.table($0, desk.times, isWide: desk.screen.isWide)
        }
    }
}

extension Desk {
    func consents(nation: String? = nil, state: String? = nil, tasking: String? = nil) throws(Failure) -> Listing<Consents.Consent> {
        try list(
            Consents.List.self, member: "consents",
            page: { .init(nation: nation, state: state, tasking: tasking, limit: Desk.pageSize, after: $0) },
            read: { ($0.consents, $0.next) })
    }
}
