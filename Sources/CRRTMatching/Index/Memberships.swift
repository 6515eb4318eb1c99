/// For each expert, the handles of the teams that list them. Few are in more than two.
struct Memberships: Sendable {
    private static let none: Int32 = -1

    /// Two teams inline. A query visits thousands of experts, and separate arrays would be scattered in memory.
    private struct Pair {
        var first = none
        /// A value below `none` marks the index in `links` of all teams but the first.
        var second = none
    }

    /// A team, and the index of the next link; `none` at the end.
    private struct Link {
        var team: Int32
        var next: Int32
    }

    private var pairs = Column<Pair>(pageBits: 12)
    /// Experts in any team.
    private var inSome = ExpertSet()
    /// Experts in more than two teams.
    private var inMore = ExpertSet()
    private var links: [Link] = []
    private var free: [Int32] = []

    /// Adds the next expert, in no team.
    mutating func append() { _ = pairs.append(Pair()) }

    mutating func add(_ team: Int32, to expert: Int32) {
        let present = pairs[expert]
        if present.first == Self.none {
            pairs[expert].first = team
            inSome[expert] = true
        } else if teams(of: expert).contains(team) {
            return
        } else if present.second == Self.none {
            pairs[expert].second = team
        } else {
            let rest = present.second < Self.none ? Self.place(present.second) : link(present.second, before: Self.none)
            pairs[expert].second = Self.mark(link(team, before: rest))
            inMore[expert] = true
        }
    }

    mutating func remove(_ team: Int32, from expert: Int32) {
        let teams = self.teams(of: expert)
        guard teams.contains(team) else { return }
        freeLinks(of: expert)
        pairs[expert] = Pair()
        inSome[expert] = false
        inMore[expert] = false
        for other in teams.reversed() where other != team { add(other, to: expert) }
    }

    func teams(of expert: Int32) -> [Int32] {
        var teams: [Int32] = []
        links.withUnsafeBufferPointer { Self.forEach(pairs[expert], $0) { teams.append($0) } }
        return teams
    }

    /// Calls `body` with every team of every selected expert, two at a time; `nobody` stands for no team.
    ///
    /// Pairs and longer lists take separate passes. So the pass over the pairs has no branch that the processor could mispredict.
    @inline(__always)
    func forEach(in selection: Selection, nobody: Int, _ body: (_ expert: Int32, _ first: Int, _ second: Int) -> Void) {
        var selection = selection
        selection.intersect(inSome)
        pairs.forEach(in: selection) { expert, pair in
            body(expert, Int(pair.first), pair.second > Self.none ? Int(pair.second) : nobody)
        }
        selection.intersect(inMore)
        links.withUnsafeBufferPointer { links in
            pairs.forEach(in: selection) { expert, pair in
                Self.forEach(from: Self.place(pair.second), links) { body(expert, Int($0), nobody) }
            }
        }
    }

    /// The teams, of `count`, that list a selected expert.
    func teams(of selection: Selection, outOf count: Int) -> Selection {
        // A missing team sets the bit after the last one.
        var teams = Selection(capacity: count + 1)
        teams.updateWords { words in
            forEach(in: selection, nobody: count) { _, first, second in
                words[first >> 6] |= 1 << UInt64(first & 63)
                words[second >> 6] |= 1 << UInt64(second & 63)
            }
        }
        teams.remove(Int32(count))
        return teams
    }

    private static func forEach(_ pair: Pair, _ links: UnsafeBufferPointer<Link>, _ body: (_ team: Int32) -> Void) {
        if pair.first > none { body(pair.first) }
        if pair.second > none { body(pair.second) }
        if pair.second < none { forEach(from: place(pair.second), links, body) }
    }

    @inline(__always)
    private static func forEach(from place: Int32, _ links: UnsafeBufferPointer<Link>, _ body: (_ team: Int32) -> Void) {
        var place = place
        while place != none {
            body(links[Int(place)].team)
            place = links[Int(place)].next
        }
    }

    private mutating func link(_ team: Int32, before next: Int32) -> Int32 {
        let link = Link(team: team, next: next)
        if let place = free.popLast() {
            links[Int(place)] = link
            return place
        }
        links.append(link)
        return Int32(links.count - 1)
    }

    private mutating func freeLinks(of expert: Int32) {
        guard pairs[expert].second < Self.none else { return }
        var place = Self.place(pairs[expert].second)
        while place != Self.none {
            free.append(place)
            place = links[Int(place)].next
        }
    }

    /// The index of a link as a number that is neither a team nor `none`.
    private static func mark(_ place: Int32) -> Int32 { none - 1 - place }
    private static func place(_ mark: Int32) -> Int32 { none - 1 - mark }
}
