/// By expert, the handles of the teams that list him; hardly anybody is in more than four.
struct Memberships: Sendable {
    private static let none: Int32 = -1
    /// The first four, or none.
    private var first = Column<SIMD4<Int32>>(pageBits: 11)
    private var more: [Int32: [Int32]] = [:]

    /// The next expert, in no team.
    mutating func append() { _ = first.append(SIMD4(repeating: Self.none)) }

    mutating func add(_ team: Int32, to expert: Int32) {
        if first[expert][0] == Self.none { return first[expert][0] = team }
        let teams = self.teams(of: expert)
        if !teams.contains(team) { set(teams + [team], expert) }
    }

    mutating func remove(_ team: Int32, from expert: Int32) { set(teams(of: expert).filter { $0 != team }, expert) }

    private mutating func set(_ teams: [Int32], _ expert: Int32) {
        for place in 0..<4 { first[expert][place] = place < teams.count ? teams[place] : Self.none }
        more[expert] = teams.count > 4 ? Array(teams[4...]) : nil
    }

    func teams(of expert: Int32) -> [Int32] {
        let first = first[expert]
        return first.indices.map { first[$0] }.filter { $0 != Self.none } + (more[expert] ?? [])
    }

    /// Every team of everybody selected.
    @inline(__always)
    func forEach(in selection: Selection, _ body: (_ expert: Int32, _ team: Int32) -> Void) {
        first.forEach(in: selection) { expert, teams in
            for place in 0..<4 {
                guard teams[place] != Self.none else { return }
                body(expert, teams[place])
            }
        }
        for (expert, teams) in more where selection.contains(expert) {
            for team in teams { body(expert, team) }
        }
    }
}
