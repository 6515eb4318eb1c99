import ArgumentParser

struct NationNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nation", abstract: "Nations and the groups they belong to.", subcommands: [NationList.self])
}
