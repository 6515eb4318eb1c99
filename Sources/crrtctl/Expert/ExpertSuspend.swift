import ArgumentParser
import CRRTProtocol

struct ExpertSuspend: Change {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Suspends the offer; nothing new is asked of it meanwhile.",
        examples: ["expert suspend EST-0042"])

    @Argument(help: "Such as EST-0042; several at once.", completion: .experts)
    var ids: [String]

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let change = OfferChange(kind: .expert, event: .suspend)
        let meaning = try change.announce(ids, desk)
        if !meaning.isEmpty { desk.screen.notice(meaning) }
        try change.apply(to: ids, desk)
    }
}
