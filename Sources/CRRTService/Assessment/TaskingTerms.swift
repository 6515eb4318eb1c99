import CRRTDomain
import CRRTProtocol
import CRRTStore
import Crypto
import JournalProof
import Varlink

/// The terms that nations consent to, their digests, and the consents that a tasking needs.
enum TaskingTerms {
    /// The terms of one nation as of now.
    ///
    /// - Parameters:
    ///   - nation: The nation that is asked.
    ///   - elements: Those that are put to it: its own, or for the host, all.
    ///   - batch: The batch that is proposed; nil for an extension.
    ///   - end: The end of each element, for an extension; nil for the planned one.
    static func terms(
        of nation: NationCode, _ elements: [Element], batch: Int?, end: Instant? = nil, in tasking: Tasking, _ request: Request,
        _ context: some Context
    ) throws -> Terms {
        let host = request.nation
        let knowsTeam = tasking.team.map { $0.nation == nation || nation == host } ?? false
        return Terms(
            tasking: tasking.id, nation: nation, batch: batch, host: host,
            purpose: .init(summary: request.summary, sector: request.sector, severity: request.severity, mission: request.mission),
            classification: request.classification, releasableTo: try context.site.catalogue.nations(in: request.releasableTo),
            mode: request.mode, place: request.location, team: knowsTeam ? tasking.team : nil,
            parts: try elements.map { element in
                let period = try end.map { try Period(start: element.period.start, end: $0) } ?? element.period
                return Terms.Part(try use(element, request, context), period)
            }, commander: tasking.commander, legalBasis: request.legalBasis, costRule: request.costRule)
    }

    /// Who or what an element is, and what is asked of it as of now.
    static func use(_ element: Element, _ request: Request, _ context: some Context) throws -> Terms.Use {
        switch element.subject {
        case .person(let expert, let seat):
            return .person(expert, seat: seat, request.seats.indices.contains(seat) ? .init(request.seats[seat]) : nil)
        case .effect(let id):
            guard let effect = try context.rows.effect(id) else { return .effect(id, nil) }
            return .effect(id, .init(effect, releasableTo: try context.site.catalogue.nations(in: effect.releasableTo)))
        }
    }

    /// The consents to ask for: of each nation that contributes, of the team's nation, and of the host.
    ///
    /// - Parameters:
    ///   - elements: Those that are put to the nations.
    ///   - batch: The batch that is proposed; nil for an extension.
    ///   - until: The longer end, for an extension; else nil.
    static func consents(
        for elements: [Element], batch: Int?, until: Instant? = nil, replyBy: Instant, in tasking: Tasking, _ request: Request,
        _ context: some Context
    ) throws -> [Consent] {
        let team = batch == 0 ? tasking.team?.nation : nil
        let nations = Set(elements.map(\.nation)).union(team.map { [$0] } ?? []).sorted()
        let asked = nations.map { ($0, tasking.contribution) } + [(request.nation, .host)]
        return try asked.map { nation, kind in
            let own = kind == .host ? elements : elements.filter { $0.nation == nation }
            let terms = try terms(of: nation, own, batch: batch, end: until, in: tasking, request, context)
            return Consent(
                tasking: tasking.id, nation: nation, kind: kind, replyBy: replyBy, digest: TermsDigest.digest(of: terms.object),
                terms: terms, until: until)
        }
    }

    /// The digest over the terms of all nations as they would be asked for now.
    static func presentDigest(_ tasking: Tasking, _ request: Request, _ context: some Context) throws -> String {
        let batches = Dictionary(grouping: tasking.elements, by: \.batch)
        let present = try batches.flatMap { batch, elements in
            try consents(for: elements, batch: batch, replyBy: tasking.replyBy, in: tasking, request, context)
        }
        return digest(of: present, salt: tasking.salt)
    }

    /// A digest over the terms of all nations. The salt prevents a nation that knows its own part from guessing those of others.
    static func digest(of consents: [Consent], salt: String?) -> String {
        let text = ([salt ?? ""] + consents.map(\.digest).sorted()).joined(separator: "\n")
        return Hexadecimal.text(Array(SHA256.hash(data: Array(text.utf8))))
    }

    /// The digest of terms of form 1, which covered the whole tasking: consents of before elements are bound to it.
    static func wholeDigest(_ tasking: Tasking, end: Instant, _ request: Request, _ rows: ReadTransaction) throws -> String {
        var purpose = request
        // Requests of that time did not have these, and no nation consents to them.
        (purpose.incident, purpose.costEstimate, purpose.shareWith, purpose.references, purpose.referrals) = (nil, nil, [], [], [])
        (purpose.campaigns, purpose.filedPrecedence) = ([], nil)
        purpose.state = .validated
        purpose.remark = nil
        purpose.revision = 1
        let proposed = tasking.elements.filter { $0.batch == 0 }
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("tasking", tasking.id.description)
        writer.member("request", Requests.Request(purpose))
        writer.member("kind", tasking.kind.rawValue)
        writer.member("team", tasking.team?.text)
        writer.member(
            "assignments", proposed.compactMap(\.assignment).map { Taskings.Assignment(seat: $0.seat, expert: $0.expert.text) })
        writer.member("effects", try proposed.compactMap(\.effect).map { try described($0, rows) })
        writer.member("start", tasking.period.start.description)
        writer.member("end", end.description)
        writer.member("salt", tasking.salt)
        writer.endObject()
        return Hexadecimal.text(Array(SHA256.hash(data: writer.bytes)))
    }

    private static func described(_ id: EffectID, _ rows: ReadTransaction) throws -> Roster.Effect? {
        guard let effect = try rows.effect(id) else { return nil }
        var described = Roster.Effect(effect)
        (described.offer, described.revision, described.authorisedUntil) = (nil, nil, nil)
        return described
    }
}

extension Tasking {
    /// What contributing nations are asked for.
    var contribution: Consent.Kind { kind == .effect ? .effect : .contribute }
}

extension Consent {
    /// Whether it is the same nation's consent of the same kind to the same terms.
    func hasSameKey(as other: Consent) -> Bool { nation == other.nation && kind == other.kind && digest == other.digest }

    /// Whether it answers for an element, in whatever period.
    func concerns(_ element: Element) -> Bool {
        guard kind == .host || element.nation == nation else { return false }
        guard let terms else { return element.batch == 0 }
        return (terms.batch == nil || terms.batch == element.batch) && terms.parts.contains { $0.use.isOf(element.subject) }
    }

    /// Whether it answers for an element in the period that is planned for it now.
    func covers(_ element: Element) -> Bool {
        guard concerns(element) else { return false }
        return terms?.parts.contains { $0.use.isOf(element.subject) && $0.period == element.period } ?? true
    }

    /// Whether it answers an extension that is not in force. `asked` is the extension of its tasking.
    func answers(_ asked: Tasking.Extension?) -> Bool {
        guard let asked else { return false }
        return terms == nil ? digest == asked.digest : until == asked.end
    }
}

extension Terms.Use {
    /// Whether this is the element's person in the element's seat, or its effect.
    func isOf(_ subject: Element.Subject) -> Bool {
        switch (self, subject) {
        case (.person(let expert, let seat, _), .person(let other, let place)): expert == other && seat == place
        case (.effect(let effect, _), .effect(let other)): effect == other
        case (.person, .effect), (.effect, .person): false
        }
    }
}
