import ArgumentParser
import CRRTProtocol

/// `expert suspend`, `team suspend`, `effect suspend`.
struct OfferSuspend<Record: RosterRecord>: ChangeVerb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "suspend", abstract: "Suspends the offer; nothing new is asked of it meanwhile.",
            examples: ["\(Record.rosterKind) suspend \(Record.rosterKind.sampleID)"])
    }

    @Argument(
        help: "Such as \(Record.rosterKind.sampleID); several at once.", completion: Record.rosterKind.completion,
        transform: ArgumentTransform.id)
    var ids: [String]

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let change = OfferChange(kind: Record.rosterKind, event: .suspend)
        let meaning = try change.announce(ids, context)
        if !meaning.isEmpty { context.screen.notice(meaning) }
        try change.apply(to: ids, context)
    }
}
