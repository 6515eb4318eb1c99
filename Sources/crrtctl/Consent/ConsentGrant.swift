import ArgumentParser
import CRRTProtocol
import JournalProof

struct ConsentGrant: ChangeVerb {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "Agrees to a tasking.",
        discussion: """
            Bound to the terms as they are read for it, or to those that --terms names;
            changed terms are refused, and a digest that is not that of the terms which
            'consent show' shows. An effect needs two people. Conditions are of one answer:
            for a longer stay or a stricter label the earlier ones are stated again, or
            given up with --conditions none.

            With --key the nation signs: anyone can prove later that it agreed, and to
            what. 'consent new-key' makes a key.
            """,
        examples: [
            "consent grant TSK-ALB-2026-0001-1",
            "consent grant TSK-ALB-2026-0001-1 --conditions 'Restoration only'",
        ])

    @OptionGroup var subject: ConsentSubject

    @Option(help: "Which kind of consent; by default one of each kind that is asked of the nation: a longer stay first, else the last.")
    var kind: Consents.Consent.Kind?

    @Option(help: ArgumentHelp("What the consent is subject to; none: nothing.", valueName: "text"))
    var conditions: String?

    @Option(
        name: .customLong("not-with"), parsing: .singleValue,
        help: ArgumentHelp("A nation with which your people do not serve; the desk alone is told. Several allowed.", valueName: "nation"),
        transform: ArgumentTransform.member)
    var notWith: [String] = []

    @Option(help: ArgumentHelp("Only to the terms with this digest, or one that begins so, at least 8 digits.", valueName: "digest"))
    var terms: String?

    @Option(help: ArgumentHelp("Sign with the nation's own private key.", valueName: "file"))
    var key: String?

    @Flag(help: "Wait until it is ordered; exit status 1 where it never will be.")
    var wait = false

    @OptionGroup var change: ChangeOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let signer = try signingKey()
        var answered: [Consents.Consent] = []
        let (asked, later) = try ConsentAnswer(subject, kind: kind, from: .requested).split(context)
        try checkConditions(asked, context)
        for (index, consent) in asked.enumerated() {
            let digest = try terms.map { (terms) throws(Failure) in try ConsentTerms(terms).digest(consent) } ?? consent.digest
            try consent.checkDigest()
            let answer = try context.daemon.call(
                Consents.Grant.self,
                .init(
                    tasking: subject.tasking, nation: consent.nation, kind: ConsentGrant.kind(consent.kind), digest: digest,
                    conditions: statedConditions, idempotencyKey: context.daemon.key(),
                    signature: signer.map { try signature($0, consent, digest) },
                    notWith: notWith.isEmpty || consent.kind == .host ? nil : notWith))
            let granted = answer.reply.consent
            answered.append(granted)
            context.done(
                answer.raw, granted.settled(answer.reply.seq),
                warnings: (consent.terms == nil ? ["agreed to by its digest alone: the terms are not on record in words"] : [])
                    + (ProposalText.committed((answer.reply.committed ?? []).map { ($0.expert, $0.tasking) }).map { [$0] } ?? [])
                    + ProposalText.warning((answer.reply.contested ?? []).map { ($0.expert, $0.tasking) }),
                next: granted.state == .requested
                    ? "a second person of \(consent.nation) grants too" : index == asked.count - 1 ? next(later) : nil)
        }
        if wait, !isRehearsal { try awaitOrder(of: answered, context) }
    }

    /// The conditions of the answer; `none` is for none.
    var statedConditions: String? { conditions == "none" ? nil : conditions }

    private func checkConditions(_ asked: [Consents.Consent], _ context: CommandContext) throws(Failure) {
        guard conditions == nil, let nation = asked.first(where: { $0.batch == nil })?.nation else { return }
        try ConsentGrant.checkConditions(of: asked, earlier: try context.consents(nation: nation, tasking: subject.tasking).records)
    }

    /// Checks that an answer without conditions leaves out none that the nation stated before. The answer takes the place of the earlier
    /// consent, whose conditions would be given up unsaid.
    ///
    /// - Parameter earlier: The consents of the tasking.
    /// - Throws: `usage` where an earlier consent of the same nation and kind is granted under conditions.
    static func checkConditions(of asked: [Consents.Consent], earlier: [Consents.Consent]) throws(Failure) {
        for consent in asked where consent.state == .requested && (consent.until != nil || consent.isRenewal) {
            let stated = earlier.filter {
                $0.tasking == consent.tasking && $0.nation == consent.nation && $0.kind == consent.kind && $0.state == .granted
            }.compactMap(\.conditions)
            guard let last = stated.last else { continue }
            throw .usage(
                "\(consent.nation) granted \(consent.tasking) under conditions, and this answer (\(consent.kindWords)) has none: "
                    + "state them again with --conditions 'TEXT', or --conditions none for none",
                details: stated.map { "conditions: \($0)" },
                next: "crrtctl consent grant \(consent.tasking) \(ShellWord.option("--conditions", last))")
        }
    }

    /// What is asked of the nation besides, and waits for an answer of its own.
    private func next(_ later: [Consents.Consent]) -> String? {
        guard !later.isEmpty else { return nil }
        return "crrtctl consent grant \(subject.tasking), also for " + later.map(\.kindWords).joined(separator: ", ")
    }

    private func awaitOrder(of granted: [Consents.Consent], _ context: CommandContext) throws {
        let tasking = try TaskingWait(id: subject.tasking, context: context).until { !ConsentGrant.isPending($0, granted) }
        let line = "\(tasking.id) is \(tasking.state.rawValue)" + (tasking.remark.map { ": \($0)" } ?? "")
        guard ![.declined, .aborted, .recalled].contains(tasking.state) else { throw Failure(.failed, line) }
        context.screen.notice(line)
    }

    /// Whether people whom the consents are about wait for the order.
    static func isPending(_ tasking: Taskings.Tasking, _ granted: [Consents.Consent]) -> Bool {
        if [.awaitingConsent, .consented].contains(tasking.state) { return true }
        return (tasking.elements ?? []).contains { element in
            element.isUnordered
                && granted.contains { ($0.kind == .host || $0.nation == element.nation) && ($0.batch ?? element.batch) == element.batch }
        }
    }

    private func signingKey() throws(Failure) -> SigningKey? {
        guard let key else { return nil }
        do throws(ProofError) { return try KeyFile.signingKey(key) } catch { throw .usage(error.description) }
    }

    private func signature(_ key: SigningKey, _ consent: Consents.Consent, _ digest: String) throws(ProofError) -> Consents.Signature {
        let statement = ConsentStatement(
            tasking: consent.tasking, nation: consent.nation, kind: consent.kind.rawValue, digest: digest, conditions: statedConditions)
        return .init(
            key: key.verifyingKey.id, publicKey: Base64.text(key.verifyingKey.bytes), conditions: statedConditions,
            signature: Base64.text(try statement.signature(by: key)))
    }

    private static func kind(_ kind: Consents.Consent.Kind) -> Consents.Grant.Parameters.Kind {
        switch kind {
        case .contribute: .contribute
        case .host: .host
        case .effect: .effect
        }
    }
}
