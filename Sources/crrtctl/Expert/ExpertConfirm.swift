import ArgumentParser
import CRRTProtocol

struct ExpertConfirm: Change {
    static let configuration = CommandConfiguration(commandName: "confirm", abstract: "Confirms that the offer still stands.")

    @Argument(help: "Such as EST-0042; several at once.", completion: .experts)
    var ids: [String]

    @Option(help: ArgumentHelp("Until when the offer stands.", valueName: "time"), transform: Reading.time)
    var until: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        try OfferChange(kind: .expert, event: .confirm, until: until).apply(to: ids, desk)
    }
}
