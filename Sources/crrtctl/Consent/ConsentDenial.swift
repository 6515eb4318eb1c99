import ArgumentParser
import CRRTProtocol

// A nation's no, for a reason: to a question that waits, or to what it has granted.

struct ConsentRefuse: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "refuse", abstract: "Declines a tasking.",
        examples: ["consent refuse TSK-ALB-2026-0001-1 --reason 'Needed at home'"])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var tasking: String

    @Option(help: ArgumentHelp("The nation that answers; your own if not given.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(help: "Which consent; each that waits for this answer if not given.")
    var kind: Consents.Consent.Kind?

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        for consent in try ConsentAnswer(tasking: tasking, nation: nation, kind: kind, from: .requested).outstanding(context) {
            let answer = try context.daemon.call(
                Consents.Refuse.self,
                .init(
                    tasking: tasking, nation: consent.nation, kind: ConsentRefuse.kind(consent.kind), reason: reason,
                    idempotencyKey: context.daemon.key()))
            context.done(answer.raw, answer.reply.consent.settled(answer.reply.seq))
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

struct ConsentRevoke: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Takes a consent back: before the order the tasking is declined, after it the people are recalled.",
        discussion: """
            Everything that the nation has granted for the tasking is taken back, a longer
            period with it. With --terms only the consent to those terms is.
            """,
        examples: [
            "consent revoke TSK-ALB-2026-0001-1 --reason 'Needed at home'",
            "consent revoke TSK-ALB-2026-0001-1 --reason 'Needed at home' --yes",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings)
    var tasking: String

    @Option(help: ArgumentHelp("The nation that answers; your own if not given.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @Option(help: "The kind of consent, where the nation has granted several.")
    var kind: Consents.Consent.Kind?

    @Option(help: ArgumentHelp("Only the consent to the terms with this digest, as 'consent list -o wide' begins it.", valueName: "digest"))
    var terms: String?

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String

    @Flag(name: [.short, .long], help: "Do not ask.")
    var yes = false

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answers = try ConsentAnswer(tasking: tasking, nation: nation, kind: kind, from: .granted, terms: terms).outstanding(context)
        // Without a digest one call takes back all of them.
        guard let consent = answers.first else { return }
        let before = shown(context)
        let planned = before.flatMap { RevocationEffect(consent, alone: terms != nil, in: $0) }
        try Confirmation(
            act: "Revoke \(consent.nation)'s consent to \(planned?.isLonger == true ? "the longer period of " : "")\(tasking)",
            consequence: planned?.consequence ?? "Before the order the tasking is declined; after it the people are recalled."
        ).askOnTerminal(yes: yes, context)
        let answer = try context.daemon.call(
            Consents.Revoke.self,
            .init(
                tasking: tasking, nation: consent.nation, kind: ConsentRevoke.kind(consent.kind), reason: reason,
                idempotencyKey: context.daemon.key(), digest: terms == nil ? nil : consent.digest))
        // What was planned may have been overtaken, by the order.
        let done =
            isRehearsal ? planned : shown(context).flatMap { RevocationEffect(consent, alone: terms != nil, in: before ?? $0, ended: $0) }
        let outcome = done.map { ["\(tasking): \($0.outcome(context.times))"] } ?? []
        context.done(answer.raw, ([answer.reply.consent.settled(answer.reply.seq)] + outcome).joined(separator: "\n"))
    }

    private func shown(_ context: CommandContext) -> Taskings.Tasking? {
        try? context.daemon.call(Taskings.Get.self, .init(id: tasking)).reply.tasking
    }

    private static func kind(_ kind: Consents.Consent.Kind) -> Consents.Revoke.Parameters.Kind {
        switch kind {
        case .contribute: .contribute
        case .host: .host
        case .effect: .effect
        }
    }
}
