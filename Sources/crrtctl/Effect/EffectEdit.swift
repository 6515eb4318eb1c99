import ArgumentParser
import CRRTProtocol

struct EffectEdit: Change {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Opens an effect in your editor.",
        discussion: """
            The editor is $VISUAL, $EDITOR, or what the system has. The text is YAML; it
            is checked by the daemon before anything is changed, and kept where it cannot
            be taken. An emptied text changes nothing and ends with status 2.
            """,
        examples: ["effect edit EST-EFF-01"])

    @Argument(help: "Such as EST-EFF-01.", completion: .effects)
    var id: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws { try RecordEdit<Roster.Effect>.run(id, desk) }
}
