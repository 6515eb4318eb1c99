import ArgumentParser
import CRRTProtocol

struct EffectSuspend: Change {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Suspends the offer; nothing new is asked of it meanwhile.",
        examples: ["effect suspend EST-EFF-01"])

    @Argument(help: "Such as EST-EFF-01; several at once.", completion: .effects)
    var ids: [String]

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let change = OfferChange(kind: .effect, event: .suspend)
        let meaning = try change.announce(ids, desk)
        if !meaning.isEmpty { desk.screen.notice(meaning) }
        try change.apply(to: ids, desk)
    }
}
