import ArgumentParser
import CRRTProtocol

struct ExpertList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The experts that you may see.",
        examples: [
            "expert list --nation EST",
            "expert list --skill GX-SKL-001:4",
        ])

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(help: ArgumentHelp("Only those who hold this skill, at this level or above.", valueName: "code[:level]"))
    var skill: String?

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.list(
            Roster.ListExperts.self, member: "experts",
            page: { .init(nation: nation, skill: skill, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.experts, $0.next) })
        if listing.records.isEmpty { try context.check(nation: nation) }
        context.show(listing, "expert", "experts") { RosterViews.table($0, context.times) }
    }
}
