internal import CRRTDomain

/// Why a team is no candidate, and which seats its people can fill.
struct TeamExplanation {
    private let strength: TeamStrength
    private let index: RosterIndex
    private let survey: Survey
    private var terms: Terms { survey.terms }

    init(_ team: TeamProfile, _ index: RosterIndex, _ survey: Survey) {
        strength = TeamStrength(team, index, survey)
        self.index = index
        self.survey = survey
    }

    var objections: [Objection] {
        let own = RuleBook.objections(to: strength.team, terms)
        let open = openPlaces
        if strength.isStrongEnough, open.isEmpty { return own }
        return own + weakness + open.map(shortfall) + strength.team.members.flatMap { against($0, open: Set(open.map(\.line))) }
    }

    /// The lines of which a member can fill at least one place; empty where the team's own offer or its strength keeps it from going.
    var eligibleSeats: [Int] {
        guard strength.isStrongEnough, RuleBook.admits(strength.team, terms) else { return [] }
        let together = strength.mayTake.reduce(0, |)
        let filled = terms.kinds.indices.filter { together & (1 << UInt64($0)) != 0 }.map { terms.kinds[$0].line }
        return Set(filled).sorted()
    }

    private var weakness: [Objection] {
        if strength.isStrongEnough { return [] }
        return [Objection(code: .notOffered, detail: Eligibility.weakness(strength.members.count, least: strength.team.minimumStrength))]
    }

    /// The lines that its people do not fill, each with the number of open places.
    private var openPlaces: [(line: Int, count: Int)] {
        let people = strength.cover.personAt
        let lines = people.indices.filter { people[$0] == nil }.map { terms.kinds[terms.places[$0]].line }
        return Dictionary(lines.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }.map { (line: $0.key, count: $0.value) }
    }

    private func shortfall(_ open: (line: Int, count: Int)) -> Objection {
        let seat = terms.request.seats[open.line]
        return Objection(
            code: .skillMissing, seat: open.line,
            detail: "\(open.count) of \(counted(seat.count, "place", "places")) for \(seat.skill) "
                + "\(open.count == 1 ? "stays" : "stay") open with its own people")
    }

    /// The objections to a member, each with the member's id. That they lack the skill of an open line is left out.
    private func against(_ handle: Int32, open: Set<Int>) -> [Objection] {
        guard let member = index.experts[handle] else { return [] }
        var objections = RuleBook.allObjections(to: member, terms).filter { objection in
            objection.seat.map { open.contains($0) && objection.code != .skillMissing } ?? true
        }
        if !member.mayServe(in: strength.team) {
            objections.append(Objection(code: .notOffered, detail: "\(member.nation) has not yet named \(strength.team.id) for them"))
        }
        return objections.map { Objection(code: $0.code, seat: $0.seat, detail: "\(member.id): \($0.detail ?? "")") }
    }
}
