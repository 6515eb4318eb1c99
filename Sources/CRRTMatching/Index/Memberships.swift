/// By expert, the handles of the teams that list him; hardly anybody is in more than one.
struct Memberships: Sendable {
    private static let none: Int32 = -1
    /// The team; below `none`: where in `more` his teams are.
    private var first = Column<Int32>(pageBits: 12)
    private var more: [[Int32]] = []

    /// The next expert, in no team.
    mutating func append() { _ = first.append(Self.none) }

    mutating func add(_ team: Int32, to expert: Int32) {
        if first[expert] == Self.none {
            first[expert] = team
            return
        }
        let teams = self.teams(of: expert)
        if !teams.contains(team) { set(teams + [team], expert) }
    }

    mutating func remove(_ team: Int32, from expert: Int32) {
        let teams = self.teams(of: expert)
        if teams.contains(team) { set(teams.filter { $0 != team }, expert) }
    }

    /// Whoever has been in several teams keeps his place in `more`.
    private mutating func set(_ teams: [Int32], _ expert: Int32) {
        if first[expert] < Self.none {
            more[Self.place(first[expert])] = teams
        } else if teams.count > 1 {
            more.append(teams)
            first[expert] = Self.none - Int32(more.count)
        } else {
            first[expert] = teams.first ?? Self.none
        }
    }

    private static func place(_ mark: Int32) -> Int { Int(none - mark) - 1 }

    func teams(of expert: Int32) -> [Int32] {
        switch first[expert] {
        case Self.none: []
        case ..<Self.none: more[Self.place(first[expert])]
        case let team: [team]
        }
    }

    /// Every team of everybody selected.
    @inline(__always)
    func forEach(in selection: Selection, _ body: (_ expert: Int32, _ team: Int32) -> Void) {
        more.withUnsafeBufferPointer { more in
            first.forEach(in: selection) { expert, team in
                if team >= 0 {
                    body(expert, team)
                } else if team < Self.none {
                    for team in more[Self.place(team)] { body(expert, team) }
                }
            }
        }
    }
}
