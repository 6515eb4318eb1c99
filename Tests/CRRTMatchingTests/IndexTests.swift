import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTMatching

/// The index is the sum of its changes: how it came about shows in no answer.
struct IndexTests {
    /// Everything that can be asked about a case.
    private func answers(_ index: RosterIndex, _ given: RandomCase) -> [String] {
        let objections = given.experts.map { "\($0.id) \(String(describing: index.explanation(of: $0.id, given.query)?.objections))" }
        let teams = given.teams.map { "\($0.id) \(String(describing: index.explanation(of: $0.id, given.query)?.objections))" }
        let relaxed = index.relax(given.query, outOfTime: Fixtures.never)
        return objections + teams + [
            "\(index.match(given.query, outOfTime: Fixtures.never))", "\(relaxed)", "\(index.expertCount) \(index.teamCount)",
        ]
    }

    @Test func theOrderOfChangesDoesNotShow() {
        for seed in UInt64(0)..<100 {
            let given = RandomCase(seed: seed, flawed: 4)
            var random = SeededGenerator(seed: seed)
            var shuffled = given
            shuffled.experts.shuffle(using: &random)
            shuffled.teams.shuffle(using: &random)
            shuffled.commitments.shuffle(using: &random)
            #expect(answers(given.index, given) == answers(shuffled.index, given), "seed \(seed)")
            var backwards = RosterIndex()
            for commitment in shuffled.commitments { backwards.commit(commitment) }
            for team in shuffled.teams { backwards.put(team) }
            for expert in shuffled.experts { backwards.put(expert) }
            #expect(answers(given.index, given) == answers(backwards, given), "seed \(seed)")
        }
    }

    /// Old versions, foreign commitments and released taskings leave no trace.
    @Test func afterManyChangesItEqualsOneBuiltAfresh() {
        for seed in UInt64(0)..<100 {
            let given = RandomCase(seed: seed, flawed: 4)
            var random = SeededGenerator(seed: seed)
            var index = RosterIndex()
            for earlier in [RandomCase(seed: seed + 1000), RandomCase(seed: seed + 2000)] {
                for (expert, other) in zip(given.experts, earlier.experts) { index.put(renamed(other, expert.id)) }
                for (team, other) in zip(given.teams, earlier.teams) { index.put(renamed(other, team.id)) }
                for expert in given.experts where random.chance(2) {
                    index.commit(Commitment(tasking: Fixtures.tasking(random.below(9)), expert: expert.id, period: Fixtures.mission))
                }
                if let commitment = given.commitments.first { index.commit(commitment) }
            }
            for tasking in 0..<9 { index.release(Fixtures.tasking(tasking)) }
            for commitment in given.commitments { index.commit(commitment) }
            for commitment in given.commitments { index.commit(commitment) }
            for team in given.teams { index.put(team) }
            for expert in given.experts { index.put(expert) }
            #expect(answers(index, given) == answers(given.index, given), "seed \(seed)")
        }
    }

    private func renamed(_ expert: Expert, _ id: ExpertID) -> Expert {
        var expert = expert
        expert.id = id
        return expert
    }

    private func renamed(_ team: Team, _ id: TeamID) -> Team {
        var team = team
        team.id = id
        return team
    }

    @Test func releasingOneTaskingKeepsTheOthers() {
        let expert = Fixtures.expert("EST-1")
        var index = Fixtures.index(
            [expert], [], [1, 2].map { Commitment(tasking: Fixtures.tasking($0), expert: expert.id, period: Fixtures.mission) })
        index.release(Fixtures.tasking(1))
        #expect(index.explanation(of: expert.id, Fixtures.query())?.objections.map(\.detail) == ["TSK-ALB-2026-0001-2"])
        #expect(index.expert(expert.id)?.commitments.map(\.tasking) == [Fixtures.tasking(2)])
        index.release(Fixtures.tasking(2))
        index.release(Fixtures.tasking(2))
        #expect(index.explanation(of: expert.id, Fixtures.query())?.objections == [])
    }

    @Test func aCopyStaysAsItIs() {
        let given = RandomCase(seed: 5)
        let copy = given.index
        var index = copy
        let before = answers(copy, given)
        for expert in given.experts {
            index.put(Fixtures.expert(expert.id.text, [3: 1], notice: 500))
            index.commit(Commitment(tasking: Fixtures.tasking(1), expert: expert.id, period: Fixtures.mission))
        }
        #expect(answers(copy, given) == before)
        #expect(answers(index, given) != before)
    }

    @Test func bothPathsSayTheSame() {
        for seed in UInt64(0)..<250 {
            let given = RandomCase(seed: seed, flawed: 3)
            let index = given.index
            for expert in given.experts {
                let held = given.commitments.filter { $0.expert == expert.id }
                let objections = Eligibility.objections(to: expert, commitments: held, given.query)
                #expect(index.explanation(of: expert.id, given.query)?.objections == objections, "seed \(seed)")
            }
        }
    }

    /// What explain says and what a match counts are the same thing.
    @Test func noObjectionsMeansEligible() {
        for seed in UInt64(0)..<250 {
            let given = RandomCase(seed: seed, flawed: 4)
            let index = given.index
            for seat in given.query.request.seats {
                var single = given.query
                single.request.seats = [seat]
                let eligible = given.experts.count { index.explanation(of: $0.id, single)?.objections == [] }
                #expect(index.match(single, outOfTime: Fixtures.never).seats.map(\.eligible) == [eligible], "seed \(seed)")
            }
            var query = given.query
            query.limit = 10
            let teams = index.match(query, outOfTime: Fixtures.never).candidates.filter { $0.kind == .team }.compactMap(\.team)
            let unopposed = given.teams.map(\.id).filter { index.explanation(of: $0, query)?.objections == [] }
            #expect(Set(teams) == Set(unopposed), "seed \(seed)")
        }
    }

    @Test func theUnknownIsNoAnswer() {
        #expect(RosterIndex().explanation(of: try! ExpertID("EST-1"), Fixtures.query()) == nil)
        #expect(RosterIndex().explanation(of: try! TeamID("EST-1"), Fixtures.query()) == nil)
        // A member of a team that nobody has offered is no expert yet.
        let index = Fixtures.index([], [Fixtures.team("EST-T", ["EST-1"])])
        #expect(index.explanation(of: try! ExpertID("EST-1"), Fixtures.query()) == nil)
        #expect(index.expertCount == 0 && index.teamCount == 1)
        #expect(index.expert(try! ExpertID("EST-1")) == nil)
        #expect(index.team(try! TeamID("EST-T"))?.memberCount == 1)
    }

    /// More than one page of the columns.
    @Test func manyExperts() {
        let experts = (0..<1500).map { Fixtures.expert("EST-\($0)", [1: 1 + $0 % 5], notice: $0 % 100) }
        let index = Fixtures.index(experts)
        let report = index.match(Fixtures.query(), outOfTime: Fixtures.never)
        #expect(report.seats[0].eligible == experts.count { $0.noticeHours <= 72 && $0.skills[Fixtures.skill(1)]!.level >= 3 })
        #expect(report.candidates.first?.assignments.first?.expert.text == "EST-1004")
        #expect(report.candidates.first?.cost == 504)
    }
}
