public import CRRTDomain

extension Roster.Team {
    /// The team as the wire and the rows have it.
    public init(_ team: Team) {
        self.init(
            id: team.id.text, name: team.name, nation: team.nation.description, members: team.members.map(\.text),
            lead: team.lead?.text, noticeHours: team.noticeHours, minimumStrength: team.minimumStrength,
            excludes: team.excludes.texts, notWith: team.notWith.texts, offer: .init(team.offer), revision: team.revision,
            kit: team.support.kit, transportKg: team.support.transportKg, selfSufficientDays: team.support.selfSufficientDays,
            travelLeadHours: Dictionary(uniqueKeysWithValues: team.support.travelLeadHours.map { ($0.description, $1) }).orNil)
    }
}

extension Team {
    /// Checks every field.
    ///
    /// - Parameters:
    ///   - wire: The team as it was sent.
    ///   - existing: The present record, whose offer completes the one that was sent; nil where there is none.
    ///   - now: The present time, which completes a new offer.
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Roster.Team, existing: Team?, now: Instant) throws(InvalidField) {
        try self.init(
            id: field("id") { () throws(InvalidField) in try TeamID(wire.id) }, name: wire.name,
            nation: field("nation") { () throws(InvalidField) in try NationCode(wire.nation) },
            members: fields("members", wire.members, ExpertID.init), lead: optional("lead", wire.lead, ExpertID.init),
            noticeHours: wire.noticeHours, minimumStrength: wire.minimumStrength,
            excludes: distinct("excludes", wire.excludes, NationCode.init), notWith: distinct("notWith", wire.notWith, NationCode.init),
            offer: field("offer") { () throws(InvalidField) in try Offer(wire.offer, existing: existing?.offer, now: now) },
            revision: wire.revision ?? 1,
            support: TeamSupport(
                kit: wire.kit, transportKg: wire.transportKg, selfSufficientDays: wire.selfSufficientDays,
                travelLeadHours: map("travelLeadHours", wire.travelLeadHours, NationCode.init) { (hours) throws(InvalidField) in hours }))
    }
}

extension Requests.TeamSupport {
    /// What a team brings to a nation; nil where the team's nation states nothing.
    public init?(_ support: TeamSupport, to nation: NationCode) {
        self.init(
            kit: support.kit, transportKg: support.transportKg, selfSufficientDays: support.selfSufficientDays,
            travelLeadHours: support.travelLeadHours[nation])
        if self == Requests.TeamSupport() { return nil }
    }
}

extension Taskings.TeamSupport {
    /// What a team brings to a nation; nil where the team's nation states nothing.
    public init?(_ support: TeamSupport, to nation: NationCode) {
        self.init(
            kit: support.kit, transportKg: support.transportKg, selfSufficientDays: support.selfSufficientDays,
            travelLeadHours: support.travelLeadHours[nation])
        if self == Taskings.TeamSupport() { return nil }
    }
}
