public import CRRTDomain

extension Requests.Request {
    /// The request as the wire and the rows have it.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - filled: How far its taskings fill it; nil in a row, which does not keep it.
    public init(_ request: Request, filled: Request.Filled? = nil) {
        self.init(
            id: request.id?.description, nation: request.nation.description, title: request.title, summary: request.summary,
            severity: request.severity.map { wire($0) }, precedence: wire(request.precedence),
            classification: wire(request.classification), releasableTo: request.releasableTo, excludes: request.excludes.texts,
            sector: request.sector, mode: wire(request.mode), location: request.location, start: request.period.start.description,
            end: request.period.end.description, replyBy: request.replyBy?.description, maxNoticeHours: request.maxNoticeHours,
            ownNationals: request.ownNationals, seats: request.seats.map(Requests.Seat.init), effects: request.effects.orNil,
            languages: Dictionary(uniqueKeysWithValues: request.languages.map { ($0.text, $1.description) }).orNil,
            references: request.references.orNil, referrals: request.referrals.map(Requests.Referral.init).orNil,
            state: wire(request.state), filled: filled.map { wire($0) }, remark: request.remark, revision: request.revision,
            mission: request.mission.map { wire($0) }, incident: request.incident.map(Requests.Incident.init),
            legalBasis: request.legalBasis, costRule: request.costRule, costEstimate: request.costEstimate,
            shareWith: request.shareWith.orNil, noPartners: request.noPartners ? true : nil,
            campaigns: request.campaigns.map(\.description).orNil, filedPrecedence: request.filedPrecedence.map { wire($0) })
    }
}

extension Request {
    /// Checks every field.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Requests.Request) throws(InvalidField) {
        try self.init(
            id: optional("id", wire.id, RequestID.init), nation: field("nation") { () throws(InvalidField) in try NationCode(wire.nation) },
            title: wire.title, summary: wire.summary,
            severity: optional("severity", wire.severity) { (value) throws(InvalidField) in try same(value) },
            precedence: optional("precedence", wire.precedence) { (value) throws(InvalidField) in try same(value) } ?? .routine,
            classification: same(wire.classification), releasableTo: wire.releasableTo,
            excludes: distinct("excludes", wire.excludes, NationCode.init), sector: wire.sector, mode: same(wire.mode),
            location: wire.location,
            period: Period(
                start: field("start") { () throws(InvalidField) in try Instant(wire.start) },
                end: field("end") { () throws(InvalidField) in try Instant(wire.end) }),
            replyBy: optional("replyBy", wire.replyBy, Instant.init), maxNoticeHours: wire.maxNoticeHours,
            ownNationals: wire.ownNationals ?? false, seats: fields("seats", wire.seats, Seat.init), effects: wire.effects ?? [],
            languages: map("languages", wire.languages, LanguageCode.init, LanguageProfile.init), references: wire.references ?? [],
            referrals: fields("referrals", wire.referrals, Referral.init),
            state: optional("state", wire.state) { (value) throws(InvalidField) in try same(value) } ?? .submitted,
            remark: wire.remark, revision: wire.revision ?? 1,
            mission: optional("mission", wire.mission) { (value) throws(InvalidField) in try same(value) },
            incident: optional("incident", wire.incident, Incident.init), legalBasis: wire.legalBasis, costRule: wire.costRule,
            costEstimate: wire.costEstimate, shareWith: wire.shareWith ?? [], noPartners: wire.noPartners ?? false,
            campaigns: fields("campaigns", wire.campaigns, CampaignID.init),
            filedPrecedence: optional("filedPrecedence", wire.filedPrecedence) { (value) throws(InvalidField) in try same(value) })
    }
}

extension Requests.Seat {
    /// The seat line as the wire and the rows have it.
    public init(_ seat: Seat) {
        self.init(
            skill: seat.skill.text, minLevel: seat.minLevel.level, count: seat.count, minClearance: seat.minClearance.map { wire($0) },
            accesses: seat.accesses.texts, lead: seat.lead ? true : nil)
    }
}

extension Seat {
    /// Checks every field.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Requests.Seat) throws(InvalidField) {
        try self.init(
            skill: field("skill") { () throws(InvalidField) in try SkillCode(wire.skill) },
            minLevel: field("minLevel") { () throws(InvalidField) in try Proficiency(wire.minLevel) }, count: wire.count ?? 1,
            minClearance: optional("minClearance", wire.minClearance) { (value) throws(InvalidField) in try same(value) },
            accesses: distinct("accesses", wire.accesses, Access.init), lead: wire.lead ?? false)
    }
}

extension Requests.Referral {
    /// The referral as the wire and the rows have it.
    public init(_ referral: Referral) {
        self.init(
            article: wire(referral.article), by: referral.by, to: referral.to, at: referral.at.description, reference: referral.reference,
            outcome: referral.outcome, outcomeAt: referral.outcomeAt?.description)
    }
}

extension Referral {
    /// Checks every field.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Requests.Referral) throws(InvalidField) {
        try self.init(
            article: same(wire.article), by: wire.by, to: wire.to,
            at: field("at") { () throws(InvalidField) in try Instant(wire.at) }, reference: wire.reference, outcome: wire.outcome,
            outcomeAt: optional("outcomeAt", wire.outcomeAt, Instant.init))
    }
}

extension Requests.SharedRequest {
    /// What nations that are made aware of a request read of it. The request must have an id.
    public init(_ request: Request) {
        self.init(
            id: request.id?.description ?? "", nation: request.nation.description, title: request.title,
            classification: wire(request.classification), releasableTo: request.releasableTo, start: request.period.start.description,
            end: request.period.end.description, state: wire(request.state))
    }
}
