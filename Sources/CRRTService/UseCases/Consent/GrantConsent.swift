import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A nation grants its consent to the exact terms. The last grant advances the tasking in the same transaction.
enum GrantConsent {
    static func run(_ parameters: Consents.Grant.Parameters, _ command: Command) throws -> Consents.Grant.Reply {
        let question = try ConsentQuestion.find(
            parameters.tasking, nation: parameters.nation, kind: parameters.kind.rawValue, wanted: .requested, event: .grant, command)
        try checkTerms(parameters.digest, question, command)
        guard question.consent.replyBy > command.now else {
            throw Refusal.illegal(
                parameters.tasking, state: "lapsed", event: "grant", "the time to reply ended \(question.consent.replyBy)")
        }
        try checkTwoPersons(question.consent, command)
        let signature = try SignedConsent.checked(parameters, question.consent, command)
        let complete = question.consent.decidedBy.count + 1 >= question.consent.principalsNeeded
        var consent = try command.decide(question.consent, complete ? .grant : .endorse)
        consent.conditions = try conditions(parameters.conditions, question.consent)
        if let signature { consent.signatures.append(signature) }
        let changes = complete ? try outcome(of: consent, question, command) : []
        let seq = try command.append(
            complete ? .consentGranted : .consentEndorsed, question.tasking.id, [.consent(consent)] + changes,
            detail: ["nation": consent.nation.description, "kind": consent.kind.rawValue, "conditions": consent.conditions])
        // An extension has no contests, because its people are committed already.
        var contestCache = ContestCache(command)
        let contests = question.isExtension ? [] : try contestCache.contests(over: command.view(of: question.tasking))
        let commitments = question.isExtension ? [] : try command.commitments(over: command.view(of: question.tasking))
        return .init(
            consent: Consents.Consent(consent), seq: seq,
            contested: contests.isEmpty ? nil : contests.map { .init(expert: $0.expert.text, tasking: $0.tasking.description) },
            committed: commitments.isEmpty ? nil : commitments.map { .init(expert: $0.expert.text, tasking: $0.tasking.description) })
    }

    /// Checks that the terms are still those that were asked about and, if stated, those that the caller has read.
    private static func checkTerms(_ read: String?, _ question: ConsentQuestion, _ command: Command) throws {
        let (id, asked) = (question.tasking.id, question.consent.digest)
        func refused(_ message: String) -> Consents.TermsChanged { .init(tasking: id.description, digest: asked, message: message) }
        guard try question.presentDigest(command.rows) == asked else {
            throw refused("the terms of \(id) are no longer those that were asked about; \(question.tasking.state.remainingSteps)")
        }
        guard read == nil || read == asked else {
            throw refused("the terms of \(id) have changed since you read them; crrtctl consent show \(id), then decide again")
        }
    }

    private static func checkTwoPersons(_ consent: Consent, _ command: Command) throws {
        guard consent.decidedBy.contains(where: { command.caller.principal.isSamePerson(as: $0) }) else { return }
        throw Taskings.TwoPersonRule(
            message: "you have granted this effect already; a second person of \(consent.nation) must grant it too")
    }

    /// Two persons must grant an effect under the same conditions.
    private static func conditions(_ stated: String?, _ present: Consent) throws -> String? {
        let conditions = try stated.map { try ParameterFields.reason("conditions", $0) }
        guard let first = present.decidedBy.first, !isSame(conditions, present.conditions) else { return conditions }
        let under = present.conditions.map { "under the conditions \(quoted($0))" } ?? "without conditions"
        let stating = present.conditions == nil ? "no conditions" : "the same"
        throw Refusal.invalid("conditions", "differ: \(first.name) granted \(under); grant it stating \(stating), or refuse it")
    }

    /// Whether both have the same bytes. Swift's `==` ignores how an accented letter is composed.
    private static func isSame(_ one: String?, _ other: String?) -> Bool {
        one.map { Array($0.utf8) } == other.map { Array($0.utf8) }
    }

    /// The changes that follow if all other consents to these terms are granted.
    private static func outcome(of consent: Consent, _ question: ConsentQuestion, _ command: Command) throws -> [RecordChange] {
        let others = try command.rows.consents(of: question.tasking.id)
            .filter { $0.digest == consent.digest && !$0.hasSameKey(as: consent) }
        guard others.allSatisfy({ $0.state == .granted }) else { return [] }
        if question.isExtension { return try extend(question, command) }
        return [.tasking(try command.step(question.tasking, .consent))]
    }

    /// Replaces the old terms by those of the extension, if everybody is still free.
    private static func extend(_ question: ConsentQuestion, _ command: Command) throws -> [RecordChange] {
        guard let asked = question.tasking.extension else { return [] }
        let period = try Period(start: question.tasking.period.start, end: asked.end)
        let rules = TaskingRules(command, question.request, during: period, to: .bind)
        try rules.checkExtension(of: question.tasking)
        var tasking = try command.step(question.tasking, .extend)
        let old = tasking.digest
        tasking.period = period
        tasking.digest = asked.digest
        tasking.dropExtension(at: command.now)
        let spent = try command.rows.consents(of: tasking.id).filter { $0.digest == old && $0.state == .granted }
        return [.tasking(tasking)] + (try spent.map { .consent(try command.step($0, .spend)) })
    }
}
