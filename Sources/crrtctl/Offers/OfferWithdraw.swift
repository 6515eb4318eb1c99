import ArgumentParser
import CRRTProtocol

/// `expert withdraw`, `team withdraw`, `effect withdraw`.
struct OfferWithdraw<Record: RosterRecord>: ChangeVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "withdraw", abstract: "Withdraws the offer.",
            examples: [
                "\(Record.rosterKind) withdraw \(Record.rosterKind.sampleID) --dry-run",
                "\(Record.rosterKind) withdraw \(Record.rosterKind.sampleIDs) --yes",
            ])
    }

    @Argument(
        help: "Such as \(Record.rosterKind.sampleID); several at once.", completion: Record.rosterKind.completion,
        transform: ArgumentTransform.id)
    var ids: [String]

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let change = OfferChange(kind: Record.rosterKind, event: .withdraw)
        try Confirmation(
            act: "Withdraw \(ids.joined(separator: " "))",
            consequence: try change.announce(ids, context) + "It will not be matched any more; running taskings keep their terms."
        ).ask(yes: confirmation.yes, context)
        try change.apply(to: ids, context)
    }
}
