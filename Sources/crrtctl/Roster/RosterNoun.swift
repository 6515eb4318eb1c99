import ArgumentParser

struct RosterNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "Whole rosters: experts, teams and effects together.",
        subcommands: [RosterImport.self, RosterExport.self, RosterTemplate.self])
}
