import ArgumentParser
import CRRTProtocol

struct EffectList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The effects that you may see.",
        examples: [
            "effect list",
            "effect list --nation EST",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: Reading.nation)
    var nation: String?

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let listing = try desk.list(
            Roster.ListEffects.self, member: "effects", page: { .init(nation: nation, limit: Desk.pageSize, after: $0) },
            read: { ($0.effects, $0.next) })
        if listing.records.isEmpty { try desk.check(nation: nation) }
        desk.show(listing, "effect", "effects") {
            RosterViews.table($0, desk.times)
        }
    }
}
