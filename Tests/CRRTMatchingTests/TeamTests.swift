import CRRTDomain
import Testing

@testable import CRRTMatching

/// AvailabilityStatus teams: whose people count, what bars them, and why not.
struct TeamTests {
    private let seats = [Fixtures.seat(1), Fixtures.seat(2)]
    private let experts = [Fixtures.expert("EST-1", [1: 3]), Fixtures.expert("EST-2", [2: 3]), Fixtures.expert("LVA-1", [1: 3, 2: 3])]

    private func objections(
        _ team: Team, _ experts: [Expert]? = nil, _ commitments: [Commitment] = [], edit: (inout Request) -> Void = { _ in }
    ) -> [Objection] {
        let query = Fixtures.query(Fixtures.request(seats, edit: edit))
        let index = Fixtures.index(experts ?? self.experts, [team], commitments)
        let objections = index.explanation(of: team.id, query)!.objections
        let isCandidate = index.match(query, outOfTime: Fixtures.never).candidates.contains { $0.kind == .team }
        #expect(isCandidate == objections.isEmpty)
        return objections
    }

    @Test func aTeamThatFillsEverySeat() {
        #expect(objections(Fixtures.team("EST-T", ["EST-1", "EST-2"])).isEmpty)
    }

    /// An assignment, not a union of skills: one person does not sit twice.
    @Test func onePersonIsNotTwo() {
        let pair = [Fixtures.expert("EST-3", [1: 5, 2: 5]), Fixtures.expert("EST-4", [3: 5])]
        let objections = objections(Fixtures.team("EST-T", ["EST-3", "EST-4"]), pair)
        #expect(objections.map(\.code) == [.skillMissing])
        #expect(objections.map(\.seat) == [1])
        #expect(objections[0].detail == "1 of 1 place for GX-SKL-002 stays open with its own people")
    }

    @Test func itsOwnOfferCounts() {
        let members = ["EST-1", "EST-2"]
        let exclusion: (inout Request) -> Void = { $0.excludes = [Fixtures.nation("LVA")] }
        #expect(objections(Fixtures.team("EST-T", members) { $0.noticeHours = 73 }).map(\.code) == [.noticeTooLong])
        #expect(objections(Fixtures.team("EST-T", members) { $0.offer.state = .suspended }).map(\.code) == [.notOffered])
        #expect(objections(Fixtures.team("EST-T", members) { $0.offer.confirmedAt = $0.offer.validFrom }).map(\.code) == [.offerStale])
        #expect(objections(Fixtures.team("EST-T", members) { $0.offer.validUntil = Fixtures.now }).map(\.code) == [.offerEnds])
        #expect(objections(Fixtures.team("EST-T", members) { $0.excludes = [Fixtures.nation("ALB")] }).map(\.code) == [.excludedByProvider])
        let foreign = experts.map { expert in
            var expert = expert
            expert.teams = [try! TeamID("USA-T"), try! TeamID("LVA-T"), try! TeamID("ALB-T")]
            return expert
        }
        #expect(objections(Fixtures.team("USA-T", members), foreign).map(\.code) == [.notReleasable])
        #expect(objections(Fixtures.team("LVA-T", members), foreign, edit: exclusion).map(\.code) == [.excludedByRequester])
        #expect(objections(Fixtures.team("ALB-T", members), foreign).map(\.code) == [.ownNational])
        #expect(objections(Fixtures.team("LVA-T", members), foreign).isEmpty)
        let own = Eligibility.objections(to: Fixtures.team("USA-T", members) { $0.noticeHours = 100 }, Fixtures.query())
        #expect(own.map(\.code) == [.noticeTooLong, .notReleasable])
    }

    @Test func aPendingMemberDoesNotCount() {
        let objections = objections(Fixtures.team("EST-T", ["EST-1", "LVA-1"]))
        #expect(objections.map(\.code) == [.notOffered, .skillMissing])
        #expect(objections[0].detail == "LVA-1: LVA has not yet named EST-T for them")
        let named = experts.map { expert in
            var expert = expert
            expert.teams = [try! TeamID("EST-T")]
            return expert
        }
        #expect(self.objections(Fixtures.team("EST-T", ["EST-1", "LVA-1"]), named).isEmpty)
    }

    @Test func membersWhoFailAreNamed() {
        let busy = Commitment(tasking: Fixtures.tasking(3), expert: experts[1].id, period: Fixtures.mission)
        let objections = objections(Fixtures.team("EST-T", ["EST-1", "EST-2"]), nil, [busy])
        #expect(objections.map(\.code) == [.committed, .skillMissing])
        #expect(objections[0].detail == "EST-2: TSK-ALB-2026-0001-3")
        #expect(objections[1].seat == 1)
    }

    /// Tasking one of a dual-hatted expert's teams lowers the strength of the other.
    @Test func leastStrength() {
        let team = Fixtures.team("EST-T", ["EST-1", "EST-2", "EST-3"]) { $0.minimumStrength = 3 }
        let three = experts + [Fixtures.expert("EST-3", [1: 4])]
        #expect(objections(team, three).isEmpty)
        let busy = Commitment(tasking: Fixtures.tasking(3), expert: three[3].id, period: Fixtures.mission)
        let objections = objections(team, three, [busy])
        #expect(objections.map(\.code) == [.notOffered, .committed])
        #expect(objections[0].detail == "2 members are eligible, the team's minimum manning is 3")
    }

    @Test func theLeadNationIsAsked() {
        let abroad = experts.map { expert in
            var expert = expert
            expert.teams = [try! TeamID("LVA-T")]
            return expert
        }
        let index = Fixtures.index(abroad, [Fixtures.team("LVA-T", ["EST-1", "EST-2"]) { $0.noticeHours = 60 }])
        let query = Fixtures.query(Fixtures.request(seats)) { $0.kinds = [.team] }
        let candidate = index.match(query, outOfTime: Fixtures.never).candidates[0]
        #expect(candidate.nations.map(\.description) == ["EST", "LVA"])
        #expect(candidate.cost == 2 * (24 + 20) + 2 * 500)
        #expect(candidate.arrivalHours == 60)
    }

    /// Fewest from outside comes before cheapest.
    @Test func augmentsTheTeamsThatLackLeast() {
        let seats = [Fixtures.seat(1), Fixtures.seat(2), Fixtures.seat(3)]
        let experts = [
            Fixtures.expert("EST-1", [1: 1 + 2], notice: 72), Fixtures.expert("EST-2", [2: 3], notice: 72),
            Fixtures.expert("DEU-1", [1: 5], notice: 0), Fixtures.expert("DEU-2", [2: 5], notice: 0),
            Fixtures.expert("DEU-3", [3: 5], notice: 0),
        ]
        let teams = [Fixtures.team("EST-T", ["EST-1", "EST-2"]), Fixtures.team("DEU-T", ["DEU-1"])]
        let query = Fixtures.query(Fixtures.request(seats)) { $0.limit = 1 }
        let report = Fixtures.index(experts, teams).match(query, outOfTime: Fixtures.never)
        #expect(report.candidates.map(\.team?.text) == ["EST-T", nil])
        #expect(report.candidates[0].assignments.map(\.expert.text) == ["EST-1", "EST-2", "DEU-3"])
    }

    /// Out of time, what was not looked at bounds what is said.
    @Test func cutShortItSaysSo() {
        let experts = (1...6).map { Fixtures.expert("EST-\($0)", [1: 3], notice: $0) }
        let teams = (1...6).map { Fixtures.team("EST-T\($0)", ["EST-\($0)"]) }
        let report = Fixtures.index(experts, teams).match(Fixtures.query { $0.kinds = [.team] }, outOfTime: { true })
        #expect(report.candidates.map(\.team?.text) == ["EST-T1"])
        #expect(report.candidates[0].proven)
    }
}
