import ArgumentParser
import CRRTProtocol

struct TeamPut: Change {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Adds a team, or replaces it.",
        discussion: """
            The file holds one team as JSON, as 'team show --json' prints it, or as
            YAML where its name ends so. If it holds a revision, a record that has changed
            since is left alone.
            """,
        examples: [
            "team put team.yaml",
            "team put - --dry-run",
        ])

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws { try RecordPut<Roster.Team>.run(file, ifRevision: ifRevision, desk) }
}
