/// The handles of the teams that list an expert; hardly anybody is in more than one.
struct Memberships: Sendable {
    private var first: Int32 = -1
    private var more: [Int32] = []

    mutating func add(_ team: Int32) {
        guard !contains(team) else { return }
        if first < 0 { first = team } else { more.append(team) }
    }

    mutating func remove(_ team: Int32) {
        if first == team { first = more.popLast() ?? -1 } else { more.removeAll { $0 == team } }
    }

    func contains(_ team: Int32) -> Bool { first == team || more.contains(team) }

    @inline(__always)
    func forEach(_ body: (Int32) -> Void) {
        guard first >= 0 else { return }
        body(first)
        for team in more { body(team) }
    }

    var all: Set<Int32> { Set(first < 0 ? [] : [first] + more) }
}
