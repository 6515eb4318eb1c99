public import CRRTDomain

extension Roster.Expert {
    /// The expert as the wire and the rows have it.
    public init(_ expert: Expert) {
        self.init(
            id: expert.id.text, nation: expert.nation.description, name: expert.name,
            clearance: expert.clearance.map { .init(level: wire($0.level), validUntil: $0.validUntil?.description) },
            accesses: expert.accesses.texts,
            skills: Dictionary(uniqueKeysWithValues: expert.skills.map { ($0.text, $1.level) }),
            languages: Dictionary(uniqueKeysWithValues: expert.languages.map { ($0.text, $1.description) }).orNil,
            noticeHours: expert.noticeHours, mode: wire(expert.mode), location: expert.location,
            unavailable: expert.unavailable.map { .init(start: $0.start.description, end: $0.end.description) }.orNil,
            externalCommitments: expert.externalCommitments.map(Roster.ExternalCommitment.init).orNil,
            excludes: expert.excludes.texts, notWith: expert.notWith.texts, teams: expert.teams.texts, offer: .init(expert.offer),
            revision: expert.revision, partner: expert.partner.map(Roster.Partner.init))
    }
}

extension Expert {
    /// Checks every field.
    ///
    /// - Parameters:
    ///   - wire: The expert as it was sent.
    ///   - existing: The present record, whose name and offer complete those that were sent; nil where there is none.
    ///   - now: The present time, which completes a new offer.
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Roster.Expert, existing: Expert?, now: Instant) throws(InvalidField) {
        let id = try field("id") { () throws(InvalidField) in try ExpertID(wire.id) }
        try self.init(
            id: id, nation: field("nation") { () throws(InvalidField) in try NationCode(wire.nation) }, name: wire.name ?? existing?.name,
            clearance: optional("clearance", wire.clearance, Clearance.init),
            accesses: distinct("accesses", wire.accesses, Access.init),
            skills: map("skills", wire.skills, SkillCode.init, Proficiency.init),
            languages: map("languages", wire.languages, LanguageCode.init, LanguageProfile.init),
            noticeHours: wire.noticeHours, mode: same(wire.mode), location: wire.location,
            unavailable: fields("unavailable", wire.unavailable, Period.init),
            externalCommitments: fields("externalCommitments", wire.externalCommitments, ExternalCommitment.init),
            excludes: distinct("excludes", wire.excludes, NationCode.init), notWith: distinct("notWith", wire.notWith, NationCode.init),
            teams: distinct("teams", wire.teams, TeamID.init),
            offer: field("offer") { () throws(InvalidField) in try Offer(wire.offer, existing: existing?.offer, now: now) },
            revision: wire.revision ?? 1,
            partner: optional("partner", wire.partner) { (partner) throws(InvalidField) in
                try Partner(partner, existing: existing?.partner)
            })
    }

    /// Checks an expert as their nation offers them: every field, and that a company which was not on record is named.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(offered wire: Roster.Expert, existing: Expert?, now: Instant) throws(InvalidField) {
        try self.init(wire, existing: existing, now: now)
        // Of a company on record, an erased name is not asked for again.
        if let partner, partner.name == nil, existing?.partner == nil {
            throw InvalidField("partner.name", "is missing; name the company, and the agreement with it")
        }
    }
}

extension Roster.Partner {
    init(_ partner: Partner) { self.init(name: partner.name, agreement: partner.agreement, until: partner.until.description) }
}

extension Partner {
    /// - Parameter existing: What is on record, whose name and agreement complete those that were sent; nil where nothing is.
    init(_ wire: Roster.Partner, existing: Partner?) throws(InvalidField) {
        try self.init(
            name: wire.name ?? existing?.name, agreement: wire.agreement ?? existing?.agreement,
            until: field("until") { () throws(InvalidField) in try CalendarDate(wire.until) })
    }
}

extension Clearance {
    init(_ wire: Roster.Clearance) throws(InvalidField) {
        try self.init(level: same(wire.level), validUntil: optional("validUntil", wire.validUntil, CalendarDate.init))
    }
}

extension Period {
    init(_ wire: Roster.Period) throws(InvalidField) {
        try self.init(
            start: field("start") { () throws(InvalidField) in try Instant(wire.start) },
            end: field("end") { () throws(InvalidField) in try Instant(wire.end) })
    }
}

extension Roster.ExternalCommitment {
    init(_ commitment: ExternalCommitment) {
        self.init(
            start: commitment.period.start.description, end: commitment.period.end.description, to: wire(commitment.holder),
            note: commitment.note)
    }
}

extension ExternalCommitment {
    init(_ wire: Roster.ExternalCommitment) throws(InvalidField) {
        try self.init(
            period: Period(
                start: field("start") { () throws(InvalidField) in try Instant(wire.start) },
                end: field("end") { () throws(InvalidField) in try Instant(wire.end) }),
            holder: same(wire.to), note: wire.note)
    }
}
