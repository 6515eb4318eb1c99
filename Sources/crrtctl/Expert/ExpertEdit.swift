import ArgumentParser
import CRRTProtocol

struct ExpertEdit: Change {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Opens an expert in your editor.",
        discussion: """
            The editor is $VISUAL, $EDITOR, or what the system has. The text is YAML; it
            is checked by the daemon before anything is changed, and kept where it cannot
            be taken. An emptied text changes nothing and ends with status 2.
            """,
        examples: ["expert edit EST-0042"])

    @Argument(help: "Such as EST-0042.", completion: .experts)
    var id: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws { try RecordEdit<Roster.Expert>.run(id, desk) }
}
