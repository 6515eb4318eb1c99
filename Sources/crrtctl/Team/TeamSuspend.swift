import ArgumentParser
import CRRTProtocol

struct TeamSuspend: Change {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Suspends the offer; nothing new is asked of it meanwhile.",
        examples: ["team suspend EST-CRRT-1"])

    @Argument(help: "Such as EST-CRRT-1; several at once.", completion: .teams)
    var ids: [String]

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let change = OfferChange(kind: .team, event: .suspend)
        let meaning = try change.announce(ids, desk)
        if !meaning.isEmpty { desk.screen.notice(meaning) }
        try change.apply(to: ids, desk)
    }
}
