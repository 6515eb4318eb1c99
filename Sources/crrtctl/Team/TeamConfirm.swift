import ArgumentParser
import CRRTProtocol

struct TeamConfirm: Change {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Confirms that the offer still stands: of some, or of all of a nation.",
        examples: [
            "team confirm EST-CRRT-1 EST-CRRT-2",
            "team confirm --nation EST --until +90d",
        ])

    @Argument(help: "Such as EST-CRRT-1; several at once.", completion: .teams)
    var ids: [String] = []

    @OptionGroup
    var options: ConfirmOptions

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func validate() throws { try options.check(ids) }

    func perform(_ desk: Desk) throws {
        if let nation = options.nation {
            try NationConfirm<Roster.Team>(nation: nation, until: options.until).apply(yes: options.yes, desk)
        } else {
            try OfferChange(kind: .team, event: .confirm, until: options.until).apply(to: ids, desk)
        }
    }
}
