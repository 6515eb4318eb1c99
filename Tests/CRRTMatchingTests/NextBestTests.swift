import CRRTDomain
import Testing

@testable import CRRTMatching

/// Next-best candidates, people who are left out and people who are fixed.
struct NextBestTests {
    private func match(_ index: RosterIndex, _ query: MatchQuery) -> MatchReport { index.match(query, outOfTime: Fixtures.never) }

    private func people(_ candidates: [Candidate]) -> [String] {
        candidates.map { $0.assignments.map(\.expert.text).joined(separator: " ") }
    }

    @Test(arguments: 0..<8)
    func theFirstOfAllThatAreTried(of part: Int) { tryAll(of: part) { $0.askForNextBest(seed: $1) } }

    @Test(arguments: 0..<8)
    func theFirstOfAllThatAreTriedWhileTeamsStandBy(of part: Int) {
        tryAll(of: part) {
            $0.addStandby(seed: $1)
            $0.askForNextBest(seed: $1)
        }
    }

    private func tryAll(of part: Int, _ ask: (inout RandomCase, UInt64) -> Void) {
        var (several, fixed, omitted, open) = (0, 0, 0, 0)
        for seed in UInt64(part * 150)..<UInt64(part * 150 + 150) {
            var given = RandomCase(seed: seed, flawed: 30)
            ask(&given, seed)
            let report = match(given.index, given.query)
            let found = CandidateKind.allCases.map { kind in report.candidates.filter { $0.kind == kind } }
            let expected = NextBestOracle(given).answers()
            for (kind, candidates) in zip(CandidateKind.allCases, found) {
                let answers = expected.filter { $0.kind == kind }
                #expect(Set(candidates.map(NextBestOracle.Answer.init)) == Set(answers), "seed \(seed), \(kind)")
                #expect(candidates.count == answers.count, "seed \(seed), \(kind)")
                #expect(candidates.map(\.cost) == candidates.map(\.cost).sorted(), "seed \(seed), \(kind)")
                if candidates.count > 1, kind == .assembled { several += 1 }
                if candidates.contains(where: { $0.openSeats > 0 }) { open += 1 }
            }
            #expect(report.candidates.allSatisfy { $0.proven && $0.lowerBound == nil }, "seed \(seed)")
            if !given.query.fixed.isEmpty {
                fixed += 1
                // Which slot of their line somebody takes who is fixed changes no cost.
                let anywhere = NextBestOracle(given, seatsFixed: false).answers()
                #expect(anywhere.map(\.cost) == expected.map(\.cost), "seed \(seed)")
            }
            if !given.query.omitted.isEmpty { omitted += 1 }
        }
        #expect(several > 20 && fixed > 15 && omitted > 40 && open > 4, "too little is tried: \((several, fixed, omitted, open))")
    }

    /// What is asked for today is answered as before, whichever search finds it.
    @Test func theFirstOfEachTeamIsTheSameCandidate() {
        for seed in UInt64(0)..<600 {
            let given = RandomCase(seed: seed)
            let index = given.index
            let scope = ShortlistScope(given.query)
            let pool = EligiblePool(index, given.query, scope: .complete)
            guard scope != .empty else { continue }
            let found = NextBestMatching(index, pool, given.query).candidates(of: given.query.kinds, outOfTime: Fixtures.never)
            #expect(found.sorted { $0.precedes($1) } == match(index, given.query).candidates, "seed \(seed)")
        }
    }

    /// The answer for a smaller limit begins the one for a larger.
    @Test func aLargerLimitOnlyAddsCandidates() {
        for seed in UInt64(0)..<300 {
            var given = RandomCase(seed: seed)
            given.query.kinds = [.assembled]
            given.query.findsNextBest = true
            var before: [Candidate] = []
            for limit in [1, 2, 5, 20] {
                given.query.limit = limit
                let candidates = match(given.index, given.query).candidates
                #expect(Array(candidates.prefix(before.count)) == before, "seed \(seed)")
                before = candidates
            }
        }
    }

    /// Eight people in eight equal seats are one candidate, not forty thousand.
    @Test func whoChangesSeatsIsNoOtherCandidate() {
        let experts = (1...9).map { Fixtures.expert("EST-\($0)", [1: 3], notice: $0) }
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(count: 8)])) {
            $0.findsNextBest = true
            $0.limit = 100
        }
        var asked = 0
        let candidates = Fixtures.index(experts).match(query) {
            asked += 1
            return false
        }.candidates
        #expect(candidates.count == 9)
        // No part of the solutions is searched twice.
        #expect(asked < 100)
        #expect(Set(candidates.map { Set($0.assignments.map(\.expert)) }).count == 9)
    }

    @Test func twoTeamsOfTheSamePeopleAreOneCandidate() {
        let experts = [Fixtures.expert("EST-1"), Fixtures.expert("EST-2", notice: 30)]
        let teams = [Fixtures.team("EST-A", ["EST-1", "EST-2"]), Fixtures.team("EST-B", ["EST-1", "EST-2"])]
        var query = Fixtures.query { $0.kinds = [.team] }
        #expect(match(Fixtures.index(experts, teams), query).candidates.map(\.team?.text) == ["EST-A", "EST-B"])
        query.findsNextBest = true
        let found = match(Fixtures.index(experts, teams), query).candidates
        #expect(found.map(\.team?.text) == ["EST-A", "EST-A"])
        #expect(people(found) == ["EST-1", "EST-2"])
    }

    @Test func omittedPeopleStayEligible() {
        let index = Fixtures.index([Fixtures.expert("EST-1"), Fixtures.expert("EST-2", notice: 30), Fixtures.expert("DEU-1", notice: 40)])
        func found(_ omitted: Omissions) -> [String] {
            let report = match(index, Fixtures.query { $0.omitted = omitted })
            #expect(report.seats.map(\.eligible) == [3])
            return people(report.candidates)
        }
        #expect(found(Omissions()) == ["EST-1"])
        #expect(found(Omissions(experts: [try! ExpertID("EST-1")])) == ["EST-2"])
        #expect(found(Omissions(nations: [Fixtures.nation("EST")])) == ["DEU-1"])
        #expect(found(Omissions(nations: ["EST", "DEU", "ITA"].reduce(into: []) { $0.insert(Fixtures.nation($1)) })) == [])
    }

    /// No candidate needs the consent of a nation that is left out, not even for a team that it leads.
    @Test func anOmittedNationLeadsNoTeam() {
        let member = Fixtures.expert("EST-1") { $0.teams = [try! TeamID("LVA-T")] }
        let index = Fixtures.index([member], [Fixtures.team("LVA-T", ["EST-1"])])
        #expect(match(index, Fixtures.query()).candidates.map(\.kind) == [.team, .assembled])
        #expect(match(index, Fixtures.query { $0.omitted.nations = [Fixtures.nation("LVA")] }).candidates.map(\.kind) == [.assembled])
        #expect(match(index, Fixtures.query { $0.omitted.teams = [try! TeamID("LVA-T")] }).candidates.map(\.kind) == [.assembled])
    }

    @Test func everybodyIsFixed() {
        let index = Fixtures.index([Fixtures.expert("EST-1", [1: 3, 2: 4]), Fixtures.expert("DEU-1", [1: 5], notice: 1)])
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(1), Fixtures.seat(2)])) {
            $0.fixed = [FixedExpert(seat: 1, expert: try! ExpertID("EST-1")), FixedExpert(seat: 0, expert: try! ExpertID("DEU-1"))]
            $0.findsNextBest = true
        }
        let candidates = match(index, query).candidates
        #expect(people(candidates) == ["DEU-1 EST-1"])
        #expect(candidates.map(\.cost) == [1 + (24 + 10) + 1000])
        #expect(candidates.map(\.arrivalHours) == [24])
        #expect(
            match(index, Fixtures.query(query.request) { $0.fixed = [FixedExpert(seat: 1, expert: try! ExpertID("DEU-1"))] }).candidates
                == [])
    }

    @Test func whatCannotBeFixedIsToldWithEveryObjection() {
        let experts = [
            Fixtures.expert("EST-1", [1: 3]), Fixtures.expert("EST-2", [1: 3]), Fixtures.expert("EST-3", [1: 5]),
            Fixtures.expert("EST-4", [2: 2]) { $0.noticeHours = 100 },
        ]
        let index = Fixtures.index(experts)
        func conflict(_ fixed: (Int, String)...) -> FixingConflict? {
            let request = Fixtures.request([Fixtures.seat(1, 3, count: 2, lead: true), Fixtures.seat(2)])
            return index.fixingConflict(
                Fixtures.query(request) { $0.fixed = fixed.map { FixedExpert(seat: $0, expert: try! ExpertID($1)) } })
        }
        #expect(conflict((0, "EST-1"), (0, "EST-3")) == nil)
        #expect(conflict((0, "EST-9")) == .unknown(try! ExpertID("EST-9")))
        #expect(conflict((0, "EST-1"), (0, "EST-2")) == .noLeader(seat: 0))
        #expect(conflict((0, "EST-1"), (0, "EST-2"), (0, "EST-3")) == .tooMany(seat: 0, slots: 2))
        guard case .notEligible(let expert, let objections)? = conflict((1, "EST-4")) else {
            Issue.record("EST-4 is eligible")
            return
        }
        #expect(expert.text == "EST-4")
        #expect(objections.map(\.code) == [.noticeTooLong, .levelTooLow])
    }

    @Test func whoIsEligibleIsListedByCost() {
        let experts = [
            Fixtures.expert("EST-1", [1: 3]), Fixtures.expert("EST-3", [1: 5]), Fixtures.expert("EST-2", [1: 5]),
            Fixtures.expert("DEU-1", [1: 4], notice: 30), Fixtures.expert("DEU-2", [1: 2]),
        ]
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(1, 3, count: 2, lead: true)])) {
            $0.omitted.experts = [try! ExpertID("EST-2")]
        }
        let listed = Fixtures.index(experts).eligibleExperts(seat: 0, query)
        #expect(listed.map(\.expert.text) == ["EST-2", "EST-3", "DEU-1", "EST-1"])
        #expect(listed.map(\.cost) == [24, 24, 40, 44])
        #expect(listed.map(\.mayLead) == [true, true, true, false])
        #expect(Fixtures.index(experts).eligibleExperts(seat: 1, query).isEmpty)
    }

    /// Cut short anywhere, what is called proven is right, and no bound is above what the whole search finds.
    @Test func anInterruptedSearchIsHonest() {
        var unproven = 0
        for seed in UInt64(0)..<300 {
            var given = RandomCase(seed: seed, flawed: 30)
            given.askForNextBest(seed: seed)
            given.query.limit = 6
            let index = given.index
            let all = match(index, given.query).candidates
            for budget in [0, 1, 2, 4, 8, 16] {
                var asked = 0
                let found = index.match(given.query) {
                    asked += 1
                    return asked > budget
                }.candidates
                for kind in CandidateKind.allCases {
                    let (found, all) = (found.filter { $0.kind == kind }, all.filter { $0.kind == kind })
                    #expect(found.isEmpty == all.isEmpty || kind != .assembled, "seed \(seed), \(budget)")
                    for (position, candidate) in found.enumerated() where position < all.count && kind != .augmented {
                        #expect(candidate.cost >= all[position].cost, "seed \(seed), \(budget)")
                        if candidate.proven { #expect(candidate.cost == all[position].cost, "seed \(seed), \(budget)") }
                        if let bound = candidate.lowerBound {
                            unproven += 1
                            #expect(bound <= all[position].cost, "seed \(seed), \(budget)")
                        }
                    }
                }
            }
        }
        #expect(unproven > 50)
    }
}
