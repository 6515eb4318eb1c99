import CRRTDomain
import Testing

@testable import CRRTMatching

/// The seats that an expert or a team is said to be eligible for are those that a match puts them in.
struct EligibleSeatsTests {
    /// Each seat asked by itself, on the plain records.
    private func bruteForce(_ expert: Expert, _ given: RandomCase) -> [Int] {
        given.query.request.seats.enumerated().filter { line, seat in
            let easiest = seat.lead && seat.count == 1
            let held = given.commitments.filter { $0.expert == expert.id }
            return Eligibility.objections(to: expert, seat: line, leading: easiest, commitments: held, given.query).isEmpty
        }.map(\.offset)
    }

    @Test func everyExpertIsEligibleExactlyWhereTheRulesLetThem() {
        for seed in UInt64(0)..<600 {
            let given = RandomCase(seed: seed, flawed: 4)
            let index = given.index
            var counts = [Int](repeating: 0, count: given.query.request.seats.count)
            for expert in given.experts {
                let seats = index.explanation(of: expert.id, given.query)?.eligibleSeats ?? []
                #expect(seats == bruteForce(expert, given), "seed \(seed), \(expert.id)")
                for seat in seats { counts[seat] += 1 }
            }
            #expect(index.match(given.query, outOfTime: Fixtures.never).seats.map(\.eligible) == counts, "seed \(seed)")
        }
    }

    @Test func everyoneInACandidateIsEligibleForTheirSeat() {
        var partly = 0
        for seed in UInt64(0)..<600 {
            let given = RandomCase(seed: seed)
            let index = given.index
            for candidate in index.match(given.query, outOfTime: Fixtures.never).candidates {
                for assigned in candidate.assignments {
                    let explanation = index.explanation(of: assigned.expert, given.query)
                    #expect(explanation?.eligibleSeats.contains(assigned.seat) == true, "seed \(seed), \(assigned)")
                    if explanation?.objections.isEmpty == false { partly += 1 }
                }
            }
        }
        // Candidates have many people whom some rule keeps from another seat.
        #expect(partly > 100)
    }

    /// A team may fill, at least in part, the seats that a member of it may take and, where it is a candidate, does take.
    @Test func aTeamIsEligibleWhereItsMembersAre() {
        var inPart = 0
        for seed in UInt64(0)..<600 {
            var given = RandomCase(seed: seed, flawed: 6)
            given.query.limit = 10
            let index = given.index
            for team in given.teams {
                let explanation = index.explanation(of: team.id, given.query)
                let members = given.experts.filter { team.members.contains($0.id) && team.admits($0) }
                let own = members.map { bruteForce($0, given) }
                let goes = own.count { !$0.isEmpty } >= team.minimumStrength ?? 0 && Eligibility.objections(to: team, given.query).isEmpty
                #expect(explanation?.eligibleSeats == (goes ? Set(own.joined()).sorted() : []), "seed \(seed), \(team.id)")
                if explanation?.objections.isEmpty == false, explanation?.eligibleSeats.isEmpty == false { inPart += 1 }
            }
            for candidate in index.match(given.query, outOfTime: Fixtures.never).candidates {
                guard let id = candidate.team, let team = given.teams.first(where: { $0.id == id }) else { continue }
                let eligible = index.explanation(of: id, given.query)?.eligibleSeats ?? []
                let admitted = given.experts.filter(team.admits).map(\.id)
                for assigned in candidate.assignments where team.members.contains(assigned.expert) && admitted.contains(assigned.expert) {
                    #expect(eligible.contains(assigned.seat), "seed \(seed), \(id)")
                }
            }
        }
        #expect(inPart > 100)
    }

    /// One person who could take either of two seats: the team is eligible for both, and covers the request in part.
    @Test func eachSeatIsLookedAtByItself() {
        let team = Fixtures.team("EST-T", ["EST-1"])
        let index = Fixtures.index([Fixtures.expert("EST-1", [1: 4, 2: 4])], [team])
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(1), Fixtures.seat(2), Fixtures.seat(3)]))
        let explanation = index.explanation(of: team.id, query)
        #expect(explanation?.eligibleSeats == [0, 1])
        #expect(explanation?.objections.map(\.seat) == [1, 2])
    }
}
