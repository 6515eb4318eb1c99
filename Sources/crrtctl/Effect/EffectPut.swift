import ArgumentParser
import CRRTProtocol

struct EffectPut: Change {
    static let configuration = CommandConfiguration(
        commandName: "put", abstract: "Adds an effect, or replaces it.",
        discussion: """
            The file holds one effect as JSON, as 'effect show --json' prints it, or as
            YAML where its name ends so. If it holds a revision, a record that has changed
            since is left alone.
            """,
        examples: [
            "effect put effect.yaml",
            "effect put - --dry-run",
        ])

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("Only if the record is at this revision.", valueName: "number"))
    var ifRevision: Int?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws { try RecordPut<Roster.Effect>.run(file, ifRevision: ifRevision, desk) }
}
