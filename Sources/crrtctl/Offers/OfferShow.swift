import ArgumentParser

/// `expert show`, `team show`, `effect show`.
struct OfferShow<Record: RosterRecord>: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show", abstract: "One \(Record.rosterKind).",
            examples: [
                "\(Record.rosterKind) show \(Record.rosterKind.sampleID)",
                "\(Record.rosterKind) show \(Record.rosterKind.sampleID) --json",
            ])
    }

    @Argument(help: "Such as \(Record.rosterKind.sampleID).", completion: Record.rosterKind.completion)
    var id: String

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws { try Record.show(id, context) }
}
