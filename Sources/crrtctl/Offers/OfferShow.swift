import ArgumentParser

/// `expert show`, `team show`, `effect show`.
struct OfferShow<Record: RosterRecord>: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show", abstract: "One \(Record.rosterKind), or several.",
            examples: [
                "\(Record.rosterKind) show \(Record.rosterKind.sampleIDs)",
                "\(Record.rosterKind) show \(Record.rosterKind.sampleID) --json",
            ])
    }

    @Argument(
        help: "Such as \(Record.rosterKind.sampleID); several at once.", completion: Record.rosterKind.completion,
        transform: ArgumentTransform.id)
    var ids: [String]

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try context.showEach(ids) { id in try Record.show(id, context) }
    }
}
