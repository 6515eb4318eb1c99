import ArgumentParser
import CRRTProtocol

/// `expert confirm`, `team confirm`, `effect confirm`.
struct OfferConfirm<Record: RosterRecord>: ChangeVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "confirm", abstract: "Confirms that the offer still stands: of some, or of all of a nation.",
            examples: [
                "\(Record.rosterKind) confirm \(Record.rosterKind.sampleIDs)",
                "\(Record.rosterKind) confirm --nation EST --until +90d",
            ])
    }

    @Argument(
        help: "Such as \(Record.rosterKind.sampleID); several at once.", completion: Record.rosterKind.completion,
        transform: ArgumentTransform.id)
    var ids: [String] = []

    @Option(
        help: ArgumentHelp("Everything that this nation offers, instead of ids.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(
        name: [.customLong("end"), .customLong("until")], help: ArgumentHelp("Until when the offer stands.", valueName: "time"),
        transform: ArgumentTransform.time)
    var until: String?

    @Flag(name: [.short, .long], help: "Do not ask before --nation.")
    var yes = false

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        guard ids.isEmpty == (nation != nil) else {
            throw ValidationError(ids.isEmpty ? "Name what is confirmed, or a nation: --nation EST" : "Either ids or --nation, not both.")
        }
    }

    func perform(_ context: CommandContext) throws {
        if let nation {
            try NationConfirm<Record>(nation: nation, until: until).apply(yes: yes, context)
        } else {
            try OfferChange(kind: Record.rosterKind, event: .confirm, until: until).apply(to: ids, context)
        }
    }
}
