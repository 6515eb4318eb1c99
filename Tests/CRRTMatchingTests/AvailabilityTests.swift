import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTMatching

/// Who is available: for a period by the rules of a match, at an instant as readiness counts.
struct AvailabilityTests {
    private static let codes: Set<ObjectionCode> = [
        .notOffered, .offerEnds, .offerStale, .clearanceUnknown, .clearanceExpires, .unavailable, .committed, .agreementEnds,
    ]

    /// Whether an expert is available for the mission of the query, and whether no rule about that objects.
    private func answers(_ expert: Expert, _ commitments: [Commitment], _ query: MatchQuery) -> (asked: Bool, ruled: Bool) {
        let question = AvailabilityQuestion(
            during: query.request.period, now: query.at, staleAfterDays: query.staleAfterDays)
        let own = commitments.filter { $0.expert == expert.id }
        let asked = !question.objects(to: expert) && !own.contains { question.objects(toCommitment: $0.period) }
        let objections = Eligibility.objections(to: expert, commitments: own, query).map(\.code)
        return (asked, Self.codes.isDisjoint(with: objections))
    }

    @Test("for a period: every rule about it counts, and no other one", arguments: RuleTests.provocations)
    func rules(_ provocation: RuleTests.Provocation) {
        let expert = Fixtures.expert("EST-1", edit: provocation.expert)
        let query = Fixtures.query(Fixtures.request(edit: provocation.request))
        let held = Commitment(tasking: Fixtures.tasking(7), expert: expert.id, period: Fixtures.mission)
        let (asked, ruled) = answers(expert, provocation.busy ? [held] : [], query)
        #expect(asked == ruled)
        #expect(asked == !Self.codes.contains(provocation.code))
    }

    @Test("for a period: as the rules say, for random people", arguments: 0..<200 as Range<UInt64>)
    func random(_ seed: UInt64) {
        var random = RandomCase(seed: seed, flawed: 2)
        random.query.ignoring = nil
        for expert in random.experts {
            let (asked, ruled) = answers(expert, random.commitments, random.query)
            #expect(asked == ruled, "seed \(seed), \(expert.id)")
        }
    }

    @Test("at an instant: as many as readiness counts", arguments: 0..<200 as Range<UInt64>)
    func instants(_ seed: UInt64) {
        let random = RandomCase(seed: seed, flawed: 2)
        let index = Fixtures.index(random.experts, [], random.commitments)
        for days in [-12, -3, 0, 4, 11, 40] {
            let (start, now) = (Fixtures.mission.start, Fixtures.mission.start.adding(days: 2))
            let basis = ReportBasis(at: start.adding(days: days), now: now, staleAfterDays: 90)
            let question = AvailabilityQuestion(at: basis)
            let found = random.experts.filter { expert in
                !question.objects(to: expert)
                    && !random.commitments.contains { $0.expert == expert.id && question.objects(toCommitment: $0.period) }
            }
            let counts = index.readiness(basis, ReportScope(nation: nil, seen: nil), soon: basis.at, committed: [:])
            #expect(found.count == counts.values.reduce(0) { $0 + $1.experts[.available] }, "seed \(seed), day \(days)")
        }
    }
}
