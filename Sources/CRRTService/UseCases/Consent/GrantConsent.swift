import CRRTDomain
import CRRTProtocol
import CRRTStore

/// A nation grants its consent to the exact terms. The last grant advances the tasking in the same transaction.
enum GrantConsent {
    static func run(_ parameters: Consents.Grant.Parameters, _ command: Command) throws -> Consents.Grant.Reply {
        let question = try ConsentQuestion.find(
            parameters.tasking, nation: parameters.nation, kind: parameters.kind.rawValue, wanted: .requested, event: .grant,
            preferring: parameters.digest, command)
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
        // What was stated for the same people before stays, also where a longer time or a stricter label is granted.
        let earlier = try command.granted(by: consent.nation, in: question.tasking).filter { $0.kind == consent.kind }.flatMap(\.notWith)
        consent.notWith = try Set(consent.notWith + earlier + notWith(parameters, consent, command)).sorted()
        if let signature { consent.signatures.append(signature) }
        let changes = complete ? try outcome(of: consent, question, command) : [.consent(consent)]
        let seq = try command.append(
            complete ? .consentGranted : .consentEndorsed, question.tasking.id, changes,
            detail: ["nation": consent.nation.description, "kind": consent.kind.rawValue, "conditions": consent.conditions])
        // An extension has no contests, because its people are committed already.
        var contestCache = ContestCache(command)
        let contests = question.isExtension ? [] : try contestCache.contests(over: command.view(of: question.tasking))
        let commitments = question.isExtension ? [] : try command.commitments(over: command.view(of: question.tasking))
        return .init(
            consent: try command.shown(consent), seq: seq,
            contested: contests.isEmpty ? nil : contests.map { .init(expert: $0.expert.text, tasking: $0.tasking.description) },
            committed: commitments.isEmpty ? nil : commitments.map { .init(expert: $0.expert.text, tasking: $0.tasking.description) })
    }

    /// Checks that the terms are still those that were asked about and, if stated, those that the caller has read.
    private static func checkTerms(_ read: String?, _ question: ConsentQuestion, _ command: Command) throws {
        let (id, asked) = (question.tasking.id, question.consent.digest)
        func refused(_ message: String) -> Consents.TermsChanged { .init(tasking: id.description, digest: asked, message: message) }
        guard try question.presentDigest(command) == asked else {
            let steps = try command.remainingSteps(of: command.view(of: question.tasking))
            throw refused("the terms of \(id) are no longer those that were asked about; \(steps)")
        }
        guard read == nil || read == asked else {
            throw refused("the terms of \(id) have changed since you read them; crrtctl consent show \(id), then decide again")
        }
    }

    /// The nations with which the people do not serve.
    private static func notWith(
        _ parameters: Consents.Grant.Parameters, _ consent: Consent, _ command: Command
    ) throws -> [NationCode] {
        let stated = parameters.notWith ?? []
        guard stated.isEmpty || consent.kind == .contribute else {
            throw Refusal.invalid("notWith", "goes with the consent to contribute people; leave it out")
        }
        return try stated.enumerated().map { index, text in
            let field = "notWith[\(index)]"
            let nation: NationCode
            do throws(InvalidField) { nation = try NationCode(text) } catch { throw Refusal.invalid(error.within(field)) }
            do throws(InvalidField) { try command.site.catalogue.check(nation) } catch { throw Refusal.invalid(error.within(field)) }
            guard nation != consent.nation else { throw Refusal.invalid(field, "is the own nation") }
            return nation
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

    /// The consent, and what follows from it: people are agreed to, or serve longer. A longer period is in force for a nation once it and
    /// the host have granted it.
    private static func outcome(of consent: Consent, _ question: ConsentQuestion, _ command: Command) throws -> [RecordChange] {
        var (next, decided) = (question.tasking, [consent])
        if question.isExtension, let asked = question.tasking.extension {
            let others = try command.rows.consents(of: next.id).filter { !$0.hasSameKey(as: consent) }
            let agreed = (others.filter { $0.state == .granted && $0.answers(asked) } + [consent])
            if consent.terms == nil {
                // Under terms of form 1 the period is one for all.
                guard others.allSatisfy({ !$0.answers(asked) || $0.state == .granted }) else { return [.consent(consent)] }
                next.digest = asked.digest
            } else if !agreed.contains(where: { $0.kind == .host }) {
                return try command.settleUnchanged(question.tasking, consent)
            }
            let nations = try extend(&next, agreed.filter { $0.kind != .host }, consent, asked, question.request, command)
            let staying = agreed.filter { $0.kind != .host && !nations.contains($0.nation) }
            decided += try staying.filter { !$0.hasSameKey(as: consent) }.compactMap { try $0.ended(granted: .void, at: command.now) }
            decided += try spent(others, next, nations, asked, command)
        }
        if consent.isRenewal {
            try checkCleared(consent, question, command)
            decided += try replaced(by: consent, question.tasking, command)
        }
        return try command.settle(question.tasking, as: next, decided: decided).changes
    }

    /// The nation's earlier grants for the same people, which its consent to the stricter label takes the place of.
    private static func replaced(by renewal: Consent, _ tasking: Tasking, _ command: Command) throws -> [Consent] {
        try command.rows.consents(of: tasking.id).filter { other in
            other.state == .granted && other.nation == renewal.nation && other.kind == renewal.kind && !other.hasSameKey(as: renewal)
                && tasking.elements.allSatisfy { !other.concerns($0) || !$0.state.isForward || renewal.concerns($0) }
        }.map { try command.step($0, .spend) }
    }

    /// A nation does not agree to a label for which its own people are not cleared, or under which they may not serve.
    private static func checkCleared(_ consent: Consent, _ question: ConsentQuestion, _ command: Command) throws {
        guard consent.kind != .host else { return }
        var part = question.tasking
        part.elements = part.serving.filter(consent.concerns)
        guard let end = part.elements.map(\.period.end).max(), end > command.now else { return }
        let period = try Period(start: part.period.start, end: end)
        try TaskingRules(command, question.request, during: period, to: .bind).check(part)
    }

    /// Gives the people of each nation that agreed the longer period. Where it is the host who answers, what stands in the way of one
    /// nation leaves the others as they are; that nation's people keep their end. Under terms of form 1 the period is one for all.
    ///
    /// - Returns: The nations whose people stay longer.
    private static func extend(
        _ tasking: inout Tasking, _ agreed: [Consent], _ answer: Consent, _ asked: Tasking.Extension, _ request: Request, _ command: Command
    ) throws -> Set<NationCode> {
        var (staying, failure): (Set<NationCode>, (any Error)?) = ([], nil)
        for nation in Set(agreed.map(\.nation)).sorted() {
            do {
                try extend(&tasking, [nation], until: asked.end, request, command)
                staying.insert(nation)
            } catch  where answer.kind == .host && answer.terms != nil {
                failure = failure ?? error
                tasking.noteRefusedExtension((nation, "the rules object to a longer time"), isRevoked: false, at: command.now)
            }
        }
        if let failure, staying.isEmpty { throw failure }
        return staying
    }

    /// Gives the nations' people the longer period, if they are still free.
    private static func extend(
        _ tasking: inout Tasking, _ nations: Set<NationCode>, until end: Instant, _ request: Request, _ command: Command
    ) throws {
        func isMeant(_ element: Element) -> Bool {
            nations.contains(element.nation) && element.state.isForward && element.wasOrdered && element.period.end < end
        }
        var part = tasking
        part.elements = tasking.elements.filter(isMeant)
        guard !part.elements.isEmpty else { return }
        let period = try Period(start: tasking.period.start, end: end)
        try TaskingRules(command, request, during: period, to: .bind).checkExtension(of: part)
        for index in tasking.elements.indices where isMeant(tasking.elements[index]) {
            tasking.elements[index].period = try Period(start: tasking.elements[index].period.start, end: end)
        }
        tasking.period = try Period(start: tasking.period.start, end: max(tasking.period.end, end))
    }

    /// The nations' earlier grants, which the longer period takes the place of.
    private static func spent(
        _ others: [Consent], _ tasking: Tasking, _ nations: Set<NationCode>, _ asked: Tasking.Extension, _ command: Command
    ) throws -> [Consent] {
        let isStillNeeded = tasking.elements.contains { $0.state.isForward && $0.wasOrdered && $0.period.end < asked.end }
        return try others.filter { consent in
            guard consent.state == .granted, !consent.answers(asked) else { return false }
            // A later batch that is not ordered has terms of its own.
            guard !tasking.elements.contains(where: { consent.concerns($0) && $0.state.isForward && !$0.wasOrdered }) else { return false }
            return consent.kind == .host ? !isStillNeeded : nations.contains(consent.nation)
        }.map { try command.step($0, .spend) }
    }
}

extension Command {
    /// A decided consent that changes nothing else in its tasking, unless it was the last that was asked for.
    fileprivate func settleUnchanged(_ tasking: Tasking, _ consent: Consent) throws -> [RecordChange] {
        let (settled, changes) = try settle(tasking, as: tasking, decided: [consent])
        var same = settled
        same.revision = tasking.revision
        return same == tasking ? changes.filter { if case .tasking = $0 { false } else { true } } : changes
    }
}
