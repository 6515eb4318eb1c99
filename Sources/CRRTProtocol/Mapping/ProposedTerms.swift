public import CRRTDomain

/// What a proposal puts to a request, checked as far as that is possible without the rows.
public struct ProposedTerms: Sendable, Hashable {
    /// What is put to the request.
    public let kind: Tasking.Kind
    /// The standing team; nil where individuals are assembled, and for effects.
    public let team: TeamID?
    /// Sorted by seat, then expert; empty for effects.
    public let assignments: [Tasking.Assignment]
    /// Sorted by id; empty for people.
    public let effects: [EffectID]
    /// The contributing nation that commands the team; nil where none is named.
    public let commander: NationCode?

    /// - Throws: `InvalidField` where a field is malformed, an expert is assigned twice, or the fields do not fit the kind.
    public init(_ wire: Taskings.Propose.Parameters) throws(InvalidField) {
        kind = try same(wire.kind)
        team = try optional("team", wire.team, TeamID.init)
        let assignments = try fields("assignments", wire.assignments, Tasking.Assignment.init)
        effects = try distinct("effects", wire.effects, EffectID.init).sorted()
        self.assignments = assignments.sorted { ($0.seat, $0.expert) < ($1.seat, $1.expert) }
        commander = try optional("commander", wire.commander, NationCode.init)
        try checkShape()
        var seen: Set<ExpertID> = []
        for (index, assignment) in assignments.enumerated() where !seen.insert(assignment.expert).inserted {
            throw InvalidField("assignments[\(index)].expert", "\(assignment.expert) is assigned twice")
        }
        if let commander, kind == .effect || !nations.contains(commander) {
            throw InvalidField("commander", "is \(commander), which sends no person and leads no team here; name one of \(sending)")
        }
    }

    private var sending: String { kind == .effect ? "none: effects have no commander" : nations.map(\.description).joined(separator: ", ") }

    /// The contributing nations, sorted: those of the people and effects, and the lead nation of the team.
    public var nations: [NationCode] {
        Set(assignments.map(\.expert.nation) + effects.map(\.nation) + (team.map { [$0.nation] } ?? [])).sorted()
    }

    private func checkShape() throws(InvalidField) {
        guard kind != .effect else {
            guard !effects.isEmpty else { throw InvalidField("effects", "is empty; name at least one effect") }
            guard assignments.isEmpty, team == nil else { throw InvalidField("assignments", "go with people, not with effects") }
            return
        }
        guard !assignments.isEmpty else {
            throw InvalidField("assignments", "is empty; take those of a candidate of Match, or name who fills which seat")
        }
        guard effects.isEmpty else { throw InvalidField("effects", "go with the kind effect only") }
        guard (team != nil) == (kind != .assembled) else {
            throw InvalidField("team", kind == .assembled ? "goes with the kinds team and augmented only" : "is missing; name the team")
        }
    }
}
