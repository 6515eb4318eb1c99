import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTMatching

/// Teams whose members were looked up beforehand are the teams that they would have been.
struct PlacedTeamTests {
    @Test func putsTheSame() {
        for seed in UInt64(0)..<150 {
            let given = RandomCase(seed: seed, flawed: 4)
            var random = SeededGenerator(seed: seed)
            var index = RosterIndex()
            let (known, late) = (given.experts.filter { _ in random.chance(2) }, given.experts)
            for expert in known { index.put(expert) }
            let teams = given.teams + given.teams.filter { _ in random.chance(2) }
            let resolved = teams.map { index.resolved($0) }
            for expert in late { index.put(expert) }
            for (team, resolved) in zip(teams, resolved) {
                let areKnown = team.members.allSatisfy { member in known.contains { $0.id == member } }
                #expect((resolved != nil) == areKnown, "seed \(seed)")
                if let resolved { index.put(resolved) } else { index.put(team) }
            }
            for commitment in given.commitments { index.commit(commitment) }
            #expect(index.invariants() == [], "seed \(seed)")
            #expect(index.differences(from: given.index) == [], "seed \(seed)")
        }
    }
}
