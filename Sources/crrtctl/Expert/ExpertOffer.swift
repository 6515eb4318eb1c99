import ArgumentParser
import CRRTProtocol

struct ExpertOffer: Change {
    static let configuration = CommandConfiguration(
        commandName: "offer", abstract: "Offers it again, after it was suspended or withdrawn.",
        examples: ["expert offer EST-0042 --until 2027-06-30T00:00:00Z"])

    @Argument(help: "Such as EST-0042; several at once.", completion: .experts)
    var ids: [String]

    @Option(help: ArgumentHelp("Until when the offer stands.", valueName: "time"), transform: Reading.time)
    var until: String?

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        try OfferChange(kind: .expert, event: .offer, until: until).apply(to: ids, desk)
    }
}
