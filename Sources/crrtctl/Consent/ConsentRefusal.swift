import ArgumentParser
import CRRTProtocol

// Refusing a consent that is asked for, and revoking one that was granted.

struct ConsentRefuse: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "refuse", abstract: "Declines to agree; only the people who were asked for go out, of the host all.",
        examples: ["consent refuse TSK-ALB-2026-0001-1 --reason 'Needed at home'"])

    @OptionGroup var subject: ConsentSubject

    @Option(help: "Which kind of consent; by default one of each kind that is asked of the nation: a longer stay first, else the last.")
    var kind: Consents.Consent.Kind?

    @OptionGroup var why: ReasonOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        for consent in try ConsentAnswer(subject, kind: kind, from: .requested).outstanding(context) {
            let answer = try context.daemon.call(
                Consents.Refuse.self,
                .init(
                    tasking: subject.tasking, nation: consent.nation, kind: ConsentRefuse.kind(consent.kind), reason: why.reason,
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
        abstract: "Takes a consent back: the nation's people come out, the host's word is for all people.",
        discussion: """
            Others stay. After the order that is a recall: who has departed or begun is on
            the way home until reported home.

            Everything that the nation has granted for the tasking is taken back, a longer
            period with it. With --terms only the consent to those terms is.
            """,
        examples: [
            "consent revoke TSK-ALB-2026-0001-1 --reason 'Needed at home'",
            "consent revoke TSK-ALB-2026-0001-1 --reason 'Needed at home' --yes",
        ])

    @OptionGroup var subject: ConsentSubject

    @Option(help: "The kind of consent, where the nation has granted several.")
    var kind: Consents.Consent.Kind?

    @Option(help: ArgumentHelp("Only the consent to the terms with this digest, as 'consent list -o wide' begins it.", valueName: "digest"))
    var terms: String?

    @OptionGroup var why: ReasonOption

    @OptionGroup var confirmation: ConfirmationOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answers = try ConsentAnswer(subject, kind: kind, from: .granted, terms: terms).outstanding(context)
        // Without a digest, one call revokes all of them.
        guard let consent = answers.first else { return }
        let before = shown(context)
        let planned = before.flatMap { RevocationEffect(consent, alone: terms != nil, in: $0) }
        try Confirmation(
            act: "Revoke \(consent.nation)'s consent to \(planned?.isLonger == true ? "the longer period of " : "")\(subject.tasking)",
            consequence: planned?.consequence ?? "The people whom it is about come out. \(TaskingRecall.onTheWay)"
        ).askOnTerminal(yes: confirmation.yes, context)
        let answer = try context.daemon.call(
            Consents.Revoke.self,
            .init(
                tasking: subject.tasking, nation: consent.nation, kind: ConsentRevoke.kind(consent.kind), reason: why.reason,
                idempotencyKey: context.daemon.key(), digest: terms == nil ? nil : consent.digest))
        // The tasking may have been ordered meanwhile, which changes what the revocation does.
        let done =
            isRehearsal ? planned : shown(context).flatMap { RevocationEffect(consent, alone: terms != nil, in: before ?? $0, ended: $0) }
        let outcome = done.map { ["\(subject.tasking): \($0.outcome(context.times))"] } ?? []
        context.done(answer.raw, ([answer.reply.consent.settled(answer.reply.seq)] + outcome).joined(separator: "\n"))
    }

    private func shown(_ context: CommandContext) -> Taskings.Tasking? {
        try? context.daemon.call(Taskings.Get.self, .init(id: subject.tasking)).reply.tasking
    }

    private static func kind(_ kind: Consents.Consent.Kind) -> Consents.Revoke.Parameters.Kind {
        switch kind {
        case .contribute: .contribute
        case .host: .host
        case .effect: .effect
        }
    }
}
