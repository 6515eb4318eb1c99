import ArgumentParser
import CRRTProtocol

struct EffectConfirm: Change {
    static let configuration = CommandConfiguration(commandName: "confirm", abstract: "Confirms that the offer still stands.")

    @Argument(help: "Such as EST-EFF-01; several at once.", completion: .effects)
    var ids: [String]

    @Option(help: ArgumentHelp("Until when the offer stands.", valueName: "time"), transform: Reading.time)
    var until: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        try OfferChange(kind: .effect, event: .confirm, until: until).apply(to: ids, desk)
    }
}
