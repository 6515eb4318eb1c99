import ArgumentParser
import CRRTProtocol

struct ConsentGrant: Verb {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "Agrees to a tasking.",
        discussion: """
            Bound to the terms as they are read for it, or to those that --terms names;
            changed terms are refused. An effect needs two people.
            """)

    @Argument(help: "Such as TSK-ALB-2026-0001-1.")
    var tasking: String

    @Option(help: ArgumentHelp("The nation that answers; your own if not given.", valueName: "nation"), transform: Reading.nation)
    var nation: String?

    @Option(help: "Which consent; each that waits for this answer if not given.")
    var kind: Consents.Consent.Kind?

    @Option(help: ArgumentHelp("What the consent is subject to.", valueName: "text"))
    var conditions: String?

    @Option(help: ArgumentHelp("Only to the terms with this digest, as 'consent show' prints it.", valueName: "digest"))
    var terms: String?

    @OptionGroup(title: "Options of every verb")
    var everywhere: GlobalOptions

    func perform(_ desk: Desk) throws {
        for consent in try ConsentAnswer(tasking: tasking, nation: nation, kind: kind, from: .requested).outstanding(desk) {
            let answer = try desk.link.call(
                Consents.Grant.self,
                .init(
                    tasking: tasking, nation: consent.nation, kind: ConsentGrant.kind(consent.kind), digest: terms ?? consent.digest,
                    conditions: conditions, idempotencyKey: desk.link.key()))
            let granted = answer.reply.consent
            desk.done(
                answer.raw, granted.settled(answer.reply.seq),
                next: granted.state == .requested ? "a second person of \(consent.nation) grants too" : nil)
        }
    }

    private static func kind(_ kind: Consents.Consent.Kind) -> Consents.Grant.Parameters.Kind {
        switch kind {
        case .contribute: .contribute
        case .host: .host
        case .effect: .effect
        }
    }
}
