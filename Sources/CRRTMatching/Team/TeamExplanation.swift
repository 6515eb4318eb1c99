internal import CRRTDomain

/// Why a team is no candidate, and which seats its people can fill.
struct TeamExplanation {
    private let strength: TeamStrength
    private let index: RosterIndex
    private let pool: EligiblePool
    private var query: CompiledQuery { pool.query }

    init(_ team: TeamProfile, _ index: RosterIndex, _ pool: EligiblePool) {
        strength = TeamStrength(team, index, pool)
        self.index = index
        self.pool = pool
    }

    var objections: [Objection] {
        let own = RuleBook.objections(to: strength.team, query)
        let open = openLines
        if strength.meetsMinimumManning, open.isEmpty { return own }
        return own + belowManning + open.map(shortfall) + strength.team.members.flatMap { objections(to: $0, open: Set(open.map(\.line))) }
    }

    /// The lines of which a member can fill at least one slot; empty where the team's own offer or its strength keeps it from going.
    var eligibleSeats: [Int] {
        guard strength.meetsMinimumManning, RuleBook.admits(strength.team, query) else { return [] }
        let kinds = strength.kindMasks.reduce(0, |)
        let filled = query.kinds.indices.filter { kinds & (1 << UInt64($0)) != 0 }.map { query.kinds[$0].line }
        return Set(filled).sorted()
    }

    private var belowManning: [Objection] {
        if strength.meetsMinimumManning { return [] }
        return [
            Objection(code: .notOffered, detail: Eligibility.belowManning(strength.members.count, minimum: strength.team.minimumStrength))
        ]
    }

    /// The lines that its people do not fill, each with the number of open slots.
    private var openLines: [(line: Int, count: Int)] {
        let people = strength.matching.personForSlot
        let lines = people.indices.filter { people[$0] == nil }.map { query.kinds[query.slots[$0]].line }
        return Dictionary(lines.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }.map { (line: $0.key, count: $0.value) }
    }

    private func shortfall(_ open: (line: Int, count: Int)) -> Objection {
        let seat = query.request.seats[open.line]
        return Objection(
            code: .skillMissing, seat: open.line,
            detail: "\(open.count) of \(counted(seat.count, "place", "places")) for \(seat.skill) "
                + "\(open.count == 1 ? "stays" : "stay") open with its own people")
    }

    /// The objections to a member, each with the member's id. A missing skill of an open line is left out: the shortfall says it.
    private func objections(to handle: Int32, open: Set<Int>) -> [Objection] {
        guard let member = index.experts[handle] else { return [] }
        var objections = RuleBook.allObjections(to: member, query).filter { objection in
            objection.seat.map { open.contains($0) && objection.code != .skillMissing } ?? true
        }
        if !member.mayServe(in: strength.team) {
            objections.append(Objection(code: .notOffered, detail: "\(member.nation) has not yet named \(strength.team.id) for them"))
        }
        return objections.map { Objection(code: $0.code, seat: $0.seat, detail: "\(member.id): \($0.detail ?? "")") }
    }
}
