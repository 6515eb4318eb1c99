import ArgumentParser
import CRRTProtocol

struct NationList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The nations.",
        examples: ["nation list"])

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.list(
            Roster.ListNations.self, member: "nations", page: { (_: String?) in .init() }, read: { ($0.nations, nil) })
        context.show(listing, "nation", "nations") { nations in
            Table(
                columns: [.text("CODE"), .text("NAME"), .list("GROUPS", least: 10)],
                rows: nations.map { [$0.code, $0.name, $0.groups.joined(separator: " ")] })
        }
    }
}
