import ArgumentParser
import CRRTProtocol

struct TeamWithdraw: Change {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Withdraws the offer.",
        examples: [
            "team withdraw EST-CRRT-1 --dry-run",
            "team withdraw EST-CRRT-1 EST-CRRT-2 --yes",
        ])

    @Argument(help: "Such as EST-CRRT-1; several at once.", completion: .teams)
    var ids: [String]

    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let change = OfferChange(kind: .team, event: .withdraw)
        try Confirmation(
            act: "Withdraw \(ids.joined(separator: " "))",
            consequence: try change.announce(ids, desk) + "It will not be matched any more; running taskings keep their terms."
        ).ask(yes: yes, desk)
        try change.apply(to: ids, desk)
    }
}
