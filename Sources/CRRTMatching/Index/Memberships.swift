/// For each expert, the handles of the teams that list them. Few are in more than two.
struct Memberships: Sendable {
    private static let none: Int32 = -1

    /// Two teams inline. A query visits thousands of experts, and an array for each of them would be scattered in memory.
    private struct Pair {
        var first = none
        /// A value below `none` is a reference to the first link of a list with all teams but the first.
        var second = none
    }

    /// A node of a linked list: a team, and the index of the next link; `none` at the end.
    private struct Link {
        var team: Int32
        var next: Int32
    }

    private var pairs = PagedColumn<Pair>(pageBits: 12)
    /// Experts in any team.
    private var inAnyTeam = ExpertSet()
    /// Experts in more than two teams.
    private var inMoreThanTwo = ExpertSet()
    private var links: [Link] = []
    /// Indices of links that can be used again.
    private var free: [Int32] = []

    /// Adds the next expert, in no team.
    mutating func append() { _ = pairs.append(Pair()) }

    mutating func add(_ team: Int32, to expert: Int32) {
        let present = pairs[expert]
        if present.first == Self.none {
            pairs[expert].first = team
            inAnyTeam[expert] = true
        } else if teams(of: expert).contains(team) {
            return
        } else if present.second == Self.none {
            pairs[expert].second = team
        } else {
            let rest = present.second < Self.none ? Self.linkIndex(present.second) : link(present.second, before: Self.none)
            pairs[expert].second = Self.reference(link(team, before: rest))
            inMoreThanTwo[expert] = true
        }
    }

    mutating func remove(_ team: Int32, from expert: Int32) {
        let teams = self.teams(of: expert)
        guard teams.contains(team) else { return }
        freeLinks(of: expert)
        pairs[expert] = Pair()
        inAnyTeam[expert] = false
        inMoreThanTwo[expert] = false
        for other in teams.reversed() where other != team { add(other, to: expert) }
    }

    func teams(of expert: Int32) -> [Int32] {
        var teams: [Int32] = []
        links.withUnsafeBufferPointer { Self.forEach(pairs[expert], $0) { teams.append($0) } }
        return teams
    }

    /// Calls `body` with every team of every expert in a bitmap, two at a time; `noTeam` stands for a missing one.
    ///
    /// Pairs and longer lists take separate passes, so that the pass over the pairs has no unpredictable branch.
    @inline(__always)
    func forEach(in experts: Bitmap, noTeam: Int, _ body: (_ expert: Int32, _ first: Int, _ second: Int) -> Void) {
        var experts = experts
        experts.intersect(inAnyTeam)
        pairs.forEach(in: experts) { expert, pair in
            body(expert, Int(pair.first), pair.second > Self.none ? Int(pair.second) : noTeam)
        }
        experts.intersect(inMoreThanTwo)
        links.withUnsafeBufferPointer { links in
            pairs.forEach(in: experts) { expert, pair in
                Self.forEach(from: Self.linkIndex(pair.second), links) { body(expert, Int($0), noTeam) }
            }
        }
    }

    /// The teams that list an expert of a bitmap.
    ///
    /// - Parameters:
    ///   - experts: The experts.
    ///   - count: The number of all teams.
    func teams(of experts: Bitmap, outOf count: Int) -> Bitmap {
        // A missing team sets the bit after the last one.
        var teams = Bitmap(capacity: count + 1)
        teams.updateWords { words in
            forEach(in: experts, noTeam: count) { _, first, second in
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
        if pair.second < none { forEach(from: linkIndex(pair.second), links, body) }
    }

    @inline(__always)
    private static func forEach(from index: Int32, _ links: UnsafeBufferPointer<Link>, _ body: (_ team: Int32) -> Void) {
        var index = index
        while index != none {
            body(links[Int(index)].team)
            index = links[Int(index)].next
        }
    }

    private mutating func link(_ team: Int32, before next: Int32) -> Int32 {
        let link = Link(team: team, next: next)
        if let index = free.popLast() {
            links[Int(index)] = link
            return index
        }
        links.append(link)
        return Int32(links.count - 1)
    }

    private mutating func freeLinks(of expert: Int32) {
        guard pairs[expert].second < Self.none else { return }
        var index = Self.linkIndex(pairs[expert].second)
        while index != Self.none {
            free.append(index)
            index = links[Int(index)].next
        }
    }

    /// The index of a link as a number that is neither a team nor `none`.
    private static func reference(_ index: Int32) -> Int32 { none - 1 - index }
    private static func linkIndex(_ reference: Int32) -> Int32 { none - 1 - reference }
}
