import SeededNumbers
import Testing

@testable import CRRTMatching

/// Who is in which teams, over many changes, against a plain table.
struct MembershipsTests {
    @Test func changesAreKept() {
        for seed in UInt64(0)..<40 {
            var random = SeededGenerator(seed: seed)
            // Also more than one page has.
            let count = random.one(of: [3, 300, 5000])
            var memberships = Memberships()
            var wanted = [Set<Int32>](repeating: [], count: count)
            for _ in 0..<count { memberships.append() }
            for _ in 0..<count * 4 {
                let (expert, team) = (random.below(count), Int32(random.below(9)))
                if random.chance(3) {
                    memberships.remove(team, from: Int32(expert))
                    wanted[expert].remove(team)
                } else {
                    memberships.add(team, to: Int32(expert))
                    wanted[expert].insert(team)
                }
                if Set(memberships.teams(of: Int32(expert))) != wanted[expert] { Issue.record("seed \(seed), expert \(expert)") }
            }
            var members = Bitmap(capacity: count)
            var some = ExpertSet()
            for expert in 0..<count where random.chance(2) { some[Int32(expert)] = true }
            members.unite(some)
            var found = [[Int32]](repeating: [], count: count)
            memberships.forEach(in: members, noTeam: 9) { expert, first, second in
                for team in [first, second] where team != 9 { found[Int(expert)].append(Int32(team)) }
            }
            let wrong = wanted.indices.first { found[$0].sorted() != (some[Int32($0)] ? wanted[$0].sorted() : []) }
            #expect(wrong == nil, "seed \(seed)")
            let reached = Set(wanted.indices.filter { some[Int32($0)] }.flatMap { wanted[$0] })
            #expect(Set(memberships.teams(of: members, outOf: 9).all) == reached, "seed \(seed)")
        }
    }
}
