import ArgumentParser
import CRRTProtocol

struct ConsentRevoke: Change {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Takes a consent back: before the order the tasking is declined, after it the people are recalled.",
        examples: ["consent revoke TSK-ALB-2026-0001-1 --reason 'Needed at home'"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var tasking: String

    @Option(help: ArgumentHelp("The nation that answers; your own if not given.", valueName: "nation"), transform: Reading.nation)
    var nation: String?

    @Option(help: "Which consent; each that waits for this answer if not given.")
    var kind: Consents.Consent.Kind?

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        for consent in try ConsentAnswer(tasking: tasking, nation: nation, kind: kind, from: .granted).outstanding(desk) {
            let answer = try desk.link.call(
                Consents.Revoke.self,
                .init(
                    tasking: tasking, nation: consent.nation, kind: ConsentRevoke.kind(consent.kind), reason: reason,
                    idempotencyKey: desk.link.key()))
            desk.done(answer.raw, answer.reply.consent.settled(answer.reply.seq))
        }
    }

    private static func kind(_ kind: Consents.Consent.Kind) -> Consents.Revoke.Parameters.Kind {
        switch kind {
        case .contribute: .contribute
        case .host: .host
        case .effect: .effect
        }
    }
}
