import ArgumentParser
import CRRTProtocol

struct ExpertPut: Change {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Adds an expert, or replaces it.",
        discussion: """
            The file holds one expert as JSON, as 'expert show --json' prints it, or as
            YAML where its name ends so. If it holds a revision, a record that has changed
            since is left alone.
            """,
        examples: [
            "expert put expert.yaml",
            "expert put - --dry-run",
        ])

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws { try RecordPut<Roster.Expert>.run(file, ifRevision: ifRevision, desk) }
}
