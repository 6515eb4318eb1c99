import ArgumentParser

struct RosterNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster", abstract: "Whole rosters: experts, teams and effects together.",
        subcommands: [RosterImport.self, RosterExport.self])
}

/// How a roster is written in a file.
enum RosterFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case jsonl
}
