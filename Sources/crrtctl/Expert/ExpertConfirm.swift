import ArgumentParser
import CRRTProtocol

struct ExpertConfirm: Change {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "Confirms that the offer still stands: of some, or of all of a nation.",
        examples: [
            "expert confirm EST-0042 EST-0043",
            "expert confirm --nation EST --until +90d",
        ])

    @Argument(help: "Such as EST-0042; several at once.", completion: .experts)
    var ids: [String] = []

    @OptionGroup
    var options: ConfirmOptions

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func validate() throws { try options.check(ids) }

    func perform(_ desk: Desk) throws {
        if let nation = options.nation {
            try NationConfirm<Roster.Expert>(nation: nation, until: options.until).apply(yes: options.yes, desk)
        } else {
            try OfferChange(kind: .expert, event: .confirm, until: options.until).apply(to: ids, desk)
        }
    }
}
