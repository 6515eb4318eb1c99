public import CRRTDomain

extension Taskings.Tasking {
    /// The tasking as the wire has it.
    ///
    /// - Parameters:
    ///   - tasking: The tasking.
    ///   - consents: Those of the present terms, and of an extension that is being requested.
    public init(_ tasking: Tasking, consents: [Consent]) {
        self.init(
            id: tasking.id.description, request: tasking.request.description, kind: wire(tasking.kind), team: tasking.team?.text,
            assignments: tasking.assignments.map { .init(seat: $0.seat, expert: $0.expert.text) },
            effects: tasking.effects.map(\.text).orNil, nations: tasking.nations.map(\.description),
            start: tasking.period.start.description, end: tasking.period.end.description, state: wire(tasking.state),
            consents: consents.map(Taskings.ConsentState.init), digest: tasking.digest, revision: tasking.revision, salt: tasking.salt,
            replyBy: tasking.replyBy.description, proposedBy: .init(tasking.proposedBy), orderedBy: tasking.orderedBy.map { .init($0) },
            extension: tasking.extension.map {
                .init(
                    end: $0.end.description, digest: $0.digest, replyBy: $0.replyBy.description,
                    nations: $0.nations.map(\.description).orNil)
            }, remark: tasking.remark,
            refusedExtensions: tasking.refusedExtensions.map(Taskings.RefusedExtension.init).orNil,
            recalledBy: tasking.recalledBy?.description, elements: tasking.elements.map(Taskings.Element.init).orNil,
            batches: tasking.laterBatches.map(Taskings.Batch.init).orNil, closedAt: tasking.closedAt?.description,
            hosted: tasking.hostedBatches.orNil, parts: tasking.parts.map(Taskings.Part.init).orNil,
            commander: tasking.commander?.description, approval: tasking.approval.map { .init($0) })
    }
}

extension Tasking {
    /// Reads a stored tasking back. Its consents are stored separately.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Taskings.Tasking) throws(InvalidField) {
        guard let proposedBy = wire.proposedBy else { throw InvalidField("proposedBy", "is missing") }
        guard let replyBy = wire.replyBy else { throw InvalidField("replyBy", "is missing") }
        // Records of before elements state who is in them by their assignments and effects only.
        try self.init(
            id: field("id") { () throws(InvalidField) in try TaskingID(wire.id) }, kind: same(wire.kind),
            team: optional("team", wire.team, TeamID.init), assignments: fields("assignments", wire.assignments, Assignment.init),
            effects: fields("effects", wire.effects, EffectID.init), nations: fields("nations", wire.nations, NationCode.init),
            period: Period(
                start: field("start") { () throws(InvalidField) in try Instant(wire.start) },
                end: field("end") { () throws(InvalidField) in try Instant(wire.end) }),
            proposedBy: field("proposedBy") { () throws(InvalidField) in try Principal(proposedBy) },
            orderedBy: optional("orderedBy", wire.orderedBy) { (principal) throws(InvalidField) in try Principal(principal) },
            replyBy: field("replyBy") { () throws(InvalidField) in try Instant(replyBy) }, state: same(wire.state), digest: wire.digest,
            salt: wire.salt,
            extension: optional("extension", wire.extension, Extension.init),
            refusedExtensions: fields("refusedExtensions", wire.refusedExtensions, RefusedExtension.init),
            recalledBy: optional("recalledBy", wire.recalledBy, NationCode.init), remark: wire.remark, revision: wire.revision)
        if let stated = wire.elements { (elements, hostedBatches) = (try fields("elements", stated, Element.init), wire.hosted ?? []) }
        laterBatches = try fields("batches", wire.batches, Batch.init)
        closedAt = try optional("closedAt", wire.closedAt, Instant.init)
        parts = try fields("parts", wire.parts, Part.init)
        commander = try optional("commander", wire.commander, NationCode.init)
        approval = try optional("approval", wire.approval, PoliticalApproval.init)
    }
}

extension Taskings.Element {
    /// The element as the wire and the rows have it.
    public init(_ element: Element) {
        self.init(
            seat: element.assignment?.seat, expert: element.expert?.text, effect: element.effect?.text,
            nation: element.nation.description, batch: element.batch, state: wire(element.state),
            start: element.period.start.description, until: element.period.end.description,
            departedAt: element.departedAt?.description, begunAt: element.begunAt?.description, homeAt: element.homeAt?.description,
            cause: element.left.map { wire($0.cause) }, ordered: element.wasOrdered ? true : nil,
            leftAt: element.left?.at?.description,
            orderedBy: element.orderedBy.map { .init($0) }, orderedAt: element.orderedAt?.description,
            outcome: element.outcome.map { .init($0) })
    }
}

extension Element {
    /// Reads a stored element back.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    init(_ wire: Taskings.Element) throws(InvalidField) {
        let subject: Subject
        if let effect = wire.effect {
            subject = .effect(try field("effect") { () throws(InvalidField) in try EffectID(effect) })
        } else {
            guard let expert = wire.expert, let seat = wire.seat else { throw InvalidField("expert", "is missing, or its seat") }
            subject = .person(try field("expert") { () throws(InvalidField) in try ExpertID(expert) }, seat: seat)
        }
        let cause: Cause? = try optional("cause", wire.cause) { (value) throws(InvalidField) in try same(value) }
        let leftAt = try optional("leftAt", wire.leftAt, Instant.init)
        try self.init(
            subject, batch: wire.batch, state: same(wire.state),
            period: Period(
                start: field("start") { () throws(InvalidField) in try Instant(wire.start) },
                end: field("until") { () throws(InvalidField) in try Instant(wire.until) }),
            wasOrdered: wire.ordered ?? false,
            orderedBy: optional("orderedBy", wire.orderedBy) { (principal) throws(InvalidField) in try Principal(principal) },
            orderedAt: optional("orderedAt", wire.orderedAt, Instant.init),
            departedAt: optional("departedAt", wire.departedAt, Instant.init),
            begunAt: optional("begunAt", wire.begunAt, Instant.init), homeAt: optional("homeAt", wire.homeAt, Instant.init),
            left: cause.map { Leaving($0, at: leftAt) }, outcome: optional("outcome", wire.outcome, EffectOutcome.init))
    }
}

extension Taskings.Outcome {
    /// The outcome as the wire and the rows have it.
    init(_ outcome: EffectOutcome) {
        self.init(
            result: wire(outcome.result), text: outcome.text, nation: outcome.nation?.description, at: outcome.at.description)
    }
}

extension EffectOutcome {
    init(_ wire: Taskings.Outcome) throws(InvalidField) {
        try self.init(
            same(wire.result), text: wire.text, nation: optional("nation", wire.nation, NationCode.init),
            at: field("at") { () throws(InvalidField) in try Instant(wire.at) })
    }
}

extension Taskings.Batch {
    init(_ replacement: Tasking.Batch) {
        self.init(
            batch: replacement.batch, proposedBy: .init(replacement.proposedBy), orderedBy: replacement.orderedBy.map { .init($0) },
            replyBy: replacement.replyBy.description)
    }
}

extension Tasking.Batch {
    init(_ wire: Taskings.Batch) throws(InvalidField) {
        guard let proposedBy = wire.proposedBy else { throw InvalidField("proposedBy", "is missing") }
        try self.init(
            batch: wire.batch, proposedBy: field("proposedBy") { () throws(InvalidField) in try Principal(proposedBy) },
            orderedBy: optional("orderedBy", wire.orderedBy) { (principal) throws(InvalidField) in try Principal(principal) },
            replyBy: field("replyBy") { () throws(InvalidField) in try Instant(wire.replyBy) })
    }
}

extension Taskings.Part {
    init(_ part: Tasking.Part) {
        self.init(nation: part.nation.description, revision: part.revision, changedIn: part.changedIn, digest: part.digest)
    }
}

extension Tasking.Part {
    init(_ wire: Taskings.Part) throws(InvalidField) {
        self.init(
            nation: try field("nation") { () throws(InvalidField) in try NationCode(wire.nation) }, revision: wire.revision,
            changedIn: wire.changedIn, digest: wire.digest)
    }
}

extension Tasking.Assignment {
    /// Checks the expert's handle.
    ///
    /// - Throws: `InvalidField` where it is malformed.
    public init(_ wire: Taskings.Assignment) throws(InvalidField) {
        self.init(seat: wire.seat, expert: try field("expert") { () throws(InvalidField) in try ExpertID(wire.expert) })
    }
}

extension Tasking.Extension {
    init(_ wire: Taskings.Extension) throws(InvalidField) {
        try self.init(
            end: field("end") { () throws(InvalidField) in try Instant(wire.end) }, digest: wire.digest,
            replyBy: field("replyBy") { () throws(InvalidField) in try Instant(wire.replyBy) },
            nations: fields("nations", wire.nations, NationCode.init))
    }
}

extension Taskings.RefusedExtension {
    init(_ refused: Tasking.RefusedExtension) {
        self.init(
            end: refused.end.description, nation: refused.nation.description, reason: refused.reason, at: refused.at.description,
            revoked: refused.isRevoked ? true : nil)
    }
}

extension Tasking.RefusedExtension {
    init(_ wire: Taskings.RefusedExtension) throws(InvalidField) {
        try self.init(
            end: field("end") { () throws(InvalidField) in try Instant(wire.end) },
            nation: field("nation") { () throws(InvalidField) in try NationCode(wire.nation) }, reason: wire.reason,
            at: field("at") { () throws(InvalidField) in try Instant(wire.at) }, isRevoked: wire.revoked ?? false)
    }
}

extension Taskings.Principal {
    init(_ principal: Principal) {
        self.init(name: principal.name, uid: Int(principal.uid), playedBy: principal.playedBy)
    }
}

extension Principal {
    init(_ wire: Taskings.Principal) throws(InvalidField) { try self.init(wire.name, wire.uid, wire.playedBy) }
    init(_ wire: Consents.Principal) throws(InvalidField) { try self.init(wire.name, wire.uid, wire.playedBy) }
    init(_ wire: Exercise.Principal) throws(InvalidField) { try self.init(wire.name, wire.uid, wire.playedBy) }
    /// The officer who signed or accepted a handover.
    ///
    /// - Throws: `InvalidField` for a uid out of range.
    public init(_ wire: Handover.Principal) throws(InvalidField) { try self.init(wire.name, wire.uid, wire.playedBy) }
    init(_ wire: Notes.Principal) throws(InvalidField) { try self.init(wire.name, wire.uid, wire.playedBy) }

    private init(_ name: String, _ number: Int, _ playedBy: String?) throws(InvalidField) {
        guard let uid = UInt32(exactly: number) else { throw InvalidField("uid", "\(number) is no user id") }
        self.init(name: name, uid: uid, playedBy: playedBy)
    }
}

extension Taskings.ConsentState {
    init(_ consent: Consent) {
        self.init(
            nation: consent.nation.description, kind: wire(consent.kind), state: wire(consent.state), conditions: consent.conditions,
            decidedAt: consent.decidedAt?.description,
            grants: consent.principalsNeeded > 1 ? consent.grants : nil, reason: consent.reason,
            voided: consent.isVoided ? true : nil)
    }
}
