import ArgumentParser
import CRRTProtocol

struct ExpertWithdraw: Change {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Withdraws the offer.",
        examples: [
            "expert withdraw EST-0042 --dry-run",
            "expert withdraw EST-0042 EST-0043 --yes",
        ])

    @Argument(help: "Such as EST-0042; several at once.", completion: .experts)
    var ids: [String]

    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        let change = OfferChange(kind: .expert, event: .withdraw)
        try Confirmation(
            act: "Withdraw \(ids.joined(separator: " "))",
            consequence: try change.announce(ids, desk) + "It will not be matched any more; running taskings keep their terms."
        ).ask(yes: yes, desk)
        try change.apply(to: ids, desk)
    }
}
