import ArgumentParser
import CRRTProtocol

struct RequestRefer: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "refer", abstract: "Puts on record that the matter was referred to article 4 or 5 consultation.",
        discussion: """
            An act of people that is told here: who referred it, to whom, when. It changes
            no state, tasking or consent, and sends nothing to anyone.
            """,
        examples: [
            "request refer REQ-ALB-2026-0001 --article 4 --by 'Government of Albania' --to 'North Atlantic Council'"
        ])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests)
    var id: String

    @Option(help: ArgumentHelp("Of the North Atlantic Treaty: 4 or 5.", valueName: "number"))
    var article: Int

    @Option(help: ArgumentHelp("Who referred it, by office.", valueName: "text"))
    var by: String

    @Option(help: ArgumentHelp("To whom.", valueName: "text"))
    var to: String

    @Option(
        parsing: .unconditional, help: ArgumentHelp("When. Default: now.", valueName: "time"), transform: ArgumentTransform.past)
    var at: String?

    @Option(help: ArgumentHelp("The letter or message.", valueName: "text"))
    var reference: String?

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        guard article == 4 || article == 5 else { throw ValidationError("--article is 4 or 5, not \(article).") }
    }

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Requests.Refer.self,
            .init(
                id: id, article: article == 4 ? .article4 : .article5, by: by, to: to, at: at,
                reference: reference, ifRevision: revision.ifRevision, idempotencyKey: context.daemon.key()))
        let number = answer.reply.request.referrals?.count ?? 0
        context.done(
            answer.raw, answer.reply.request.settled("referral \(number) is on record", answer.reply.seq),
            next: "crrtctl request referral-outcome \(id) \(number) --outcome 'what it came to'")
    }
}

struct RequestReferralOutcome: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "referral-outcome", abstract: "Puts on record what a referral came to.",
        discussion: """
            An outcome that is on record is corrected with --reason, which says why it was
            wrong. The journal keeps both.
            """,
        examples: [
            "request referral-outcome REQ-ALB-2026-0001 1 --outcome 'The Council met on 12 December and issued a statement'",
            "request referral-outcome REQ-ALB-2026-0001 1 --outcome 'The Council met on 13 December' --reason 'The date was wrong'",
        ])

    @Argument(help: "Such as REQ-ALB-2026-0001.", completion: .requests)
    var id: String

    @Argument(help: "Which referral, as 'request show' counts them.")
    var number: Int

    @Option(help: ArgumentHelp("What it came to.", valueName: "text"))
    var outcome: String

    @Option(
        parsing: .unconditional, help: ArgumentHelp("When. Default: now.", valueName: "time"), transform: ArgumentTransform.past)
    var at: String?

    @Option(help: ArgumentHelp("Why the outcome on record was wrong; it is corrected.", valueName: "text"))
    var reason: String?

    @OptionGroup var revision: RevisionOption

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(
            Requests.ReportReferral.self,
            .init(
                id: id, number: number, outcome: outcome, at: at, ifRevision: revision.ifRevision,
                idempotencyKey: context.daemon.key(), reason: reason))
        let done = reason == nil ? "is on record" : "is corrected"
        context.done(answer.raw, answer.reply.request.settled("outcome of referral \(number) \(done)", answer.reply.seq))
    }
}
