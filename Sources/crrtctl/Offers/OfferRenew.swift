import ArgumentParser
import CRRTProtocol

/// `expert offer`, `team offer`, `effect offer`.
struct OfferRenew<Record: RosterRecord>: ChangeVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "offer", abstract: "Offers it again, after it was suspended or withdrawn.",
            examples: ["\(Record.rosterKind) offer \(Record.rosterKind.sampleID) --until 2027-06-30T00:00:00Z"])
    }

    @Argument(
        help: "Such as \(Record.rosterKind.sampleID); several at once.", completion: Record.rosterKind.completion,
        transform: ArgumentTransform.id)
    var ids: [String]

    @Option(
        name: [.customLong("end"), .customLong("until")], help: ArgumentHelp("Until when the offer stands.", valueName: "time"),
        transform: ArgumentTransform.time)
    var until: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try OfferChange(kind: Record.rosterKind, event: .offer, until: until).apply(to: ids, context)
    }
}
