import ArgumentParser
import CRRTProtocol

struct TeamList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The teams that you may see.",
        examples: [
            "team list",
            "team list --nation EST",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: Reading.nation)
    var nation: String?

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let listing = try desk.list(
            Roster.ListTeams.self, member: "teams", page: { .init(nation: nation, limit: Desk.pageSize, after: $0) },
            read: { ($0.teams, $0.next) })
        if listing.records.isEmpty { try desk.check(nation: nation) }
        desk.show(listing, "team", "teams") { RosterViews.table($0, desk.times) }
    }
}
