import ArgumentParser

/// `expert edit`, `team edit`, `effect edit`.
struct OfferEdit<Record: RosterRecord>: ChangeVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "edit", abstract: "Opens \(Record.rosterKind.one) in your editor.",
            discussion: """
                The editor is $VISUAL, $EDITOR, or what the system has. The text is YAML; it
                is checked by the daemon before anything is changed, and kept where it cannot
                be taken. An emptied text changes nothing and ends with status 2.
                """,
            examples: ["\(Record.rosterKind) edit \(Record.rosterKind.sampleID)"])
    }

    @Argument(help: "Such as \(Record.rosterKind.sampleID).", completion: Record.rosterKind.completion, transform: ArgumentTransform.id)
    var id: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws { try RecordEdit<Record>.run(id, context) }
}
