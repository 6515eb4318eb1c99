import ArgumentParser
import CRRTProtocol

struct EffectConfirm: Change {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Confirms that the offer still stands: of some, or of all of a nation.",
        examples: [
            "effect confirm EST-EFF-01 EST-EFF-02",
            "effect confirm --nation EST --until +90d",
        ])

    @Argument(help: "Such as EST-EFF-01; several at once.", completion: .effects)
    var ids: [String] = []

    @OptionGroup
    var options: ConfirmOptions

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func validate() throws { try options.check(ids) }

    func perform(_ desk: Desk) throws {
        if let nation = options.nation {
            try NationConfirm<Roster.Effect>(nation: nation, until: options.until).apply(yes: options.yes, desk)
        } else {
            try OfferChange(kind: .effect, event: .confirm, until: options.until).apply(to: ids, desk)
        }
    }
}
