public import CRRTDomain

extension Standby.Period {
    /// The period as the wire and the rows have it.
    public init(_ standby: StandbyPeriod) {
        self.init(
            id: standby.id.text, team: standby.team?.text, experts: standby.pool.map(\.text).orNil,
            start: standby.period.start.description, end: standby.period.end.description, tier: wire(standby.tier),
            noticeHours: standby.noticeHours, leadNation: standby.leadNation.description, state: wire(standby.state),
            nations: standby.nations.map(\.description).orNil, confirmedBy: standby.confirmedBy.map(\.description).orNil,
            swap: standby.swap.map {
                .init(with: $0.with.text, start: $0.takes.start.description, end: $0.takes.end.description)
            }, revision: standby.revision)
    }
}

extension StandbyPeriod {
    /// Checks every field.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(_ wire: Standby.Period) throws(InvalidField) {
        let swap: Swap? = try wire.swap.map { (swap) throws(InvalidField) in
            Swap(
                with: try field("swap.with") { () throws(InvalidField) in try StandbyID(swap.with) },
                takes: try span(swap.start, swap.end, within: "swap."))
        }
        try self.init(
            id: field("id") { () throws(InvalidField) in try StandbyID(wire.id) }, people: People(wire),
            period: span(wire.start, wire.end), tier: same(wire.tier), noticeHours: wire.noticeHours,
            leadNation: optional("leadNation", wire.leadNation, NationCode.init),
            state: wire.state.map { (state) throws(InvalidField) in try same(state) } ?? .offered,
            nations: distinct("nations", wire.nations, NationCode.init).sorted(),
            confirmedBy: distinct("confirmedBy", wire.confirmedBy, NationCode.init).sorted(), swap: swap, revision: wire.revision ?? 1)
    }

    /// What its nation states: the parts that follow from others are left out.
    ///
    /// - Throws: `InvalidField` with the path of the first field that the domain refuses.
    public init(stated wire: Standby.Period) throws(InvalidField) {
        var stated = wire
        (stated.state, stated.nations, stated.confirmedBy, stated.swap, stated.revision) = (nil, nil, nil, nil, nil)
        try self.init(stated)
    }
}

extension StandbyPeriod.People {
    fileprivate init(_ wire: Standby.Period) throws(InvalidField) {
        switch (wire.team, wire.experts) {
        case (let team?, nil): self = .team(try field("team") { () throws(InvalidField) in try TeamID(team) })
        case (nil, let experts?): self = .pool(try fields("experts", experts, ExpertID.init))
        case (nil, nil): throw InvalidField("team", "is missing; name a team, or its experts in experts")
        case (_?, _?): throw InvalidField("experts", "goes without team; leave one of the two out")
        }
    }
}

private func span(_ start: String, _ end: String, within path: String = "") throws(InvalidField) -> Period {
    let start = try field(path + "start") { () throws(InvalidField) in try Instant(start) }
    let end = try field(path + "end") { () throws(InvalidField) in try Instant(end) }
    do { return try Period(start: start, end: end) } catch { throw InvalidField(path + error.field, error.reason) }
}
