import ArgumentParser
import CRRTProtocol

struct EffectWithdraw: Change {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Withdraws the offer.",
        examples: [
            "effect withdraw EST-EFF-01 --dry-run",
            "effect withdraw EST-EFF-01 EST-EFF-02 --yes",
        ])

    @Argument(help: "Such as EST-EFF-01; several at once.", completion: .effects)
    var ids: [String]

    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let change = OfferChange(kind: .effect, event: .withdraw)
        try Confirmation(
            act: "Withdraw \(ids.joined(separator: " "))",
            consequence: try change.announce(ids, desk) + "It will not be matched any more; running taskings keep their terms."
        ).ask(yes: yes, desk)
        try change.apply(to: ids, desk)
    }
}
