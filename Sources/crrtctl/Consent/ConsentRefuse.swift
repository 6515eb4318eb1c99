import ArgumentParser
import CRRTProtocol

struct ConsentRefuse: Change {
    static let configuration = CommandConfiguration(
        commandName: "refuse", abstract: "Declines a tasking.",
        examples: ["consent refuse TSK-ALB-2026-0001-1 --reason 'Needed at home'"])

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
        for consent in try ConsentAnswer(tasking: tasking, nation: nation, kind: kind, from: .requested).outstanding(desk) {
            let answer = try desk.link.call(
                Consents.Refuse.self,
                .init(
                    tasking: tasking, nation: consent.nation, kind: ConsentRefuse.kind(consent.kind), reason: reason,
                    idempotencyKey: desk.link.key()))
            desk.done(answer.raw, answer.reply.consent.settled(answer.reply.seq))
        }
    }

    private static func kind(_ kind: Consents.Consent.Kind) -> Consents.Refuse.Parameters.Kind {
        switch kind {
        case .contribute: .contribute
        case .host: .host
        case .effect: .effect
        }
    }
}
