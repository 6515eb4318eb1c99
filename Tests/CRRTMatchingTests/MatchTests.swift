import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTMatching

/// What a match reports, and how it behaves at its edges.
struct MatchTests {
    private func match(_ index: RosterIndex, _ query: MatchQuery) -> MatchReport { index.match(query, outOfTime: Fixtures.never) }

    @Test func reportsSeatsAndTheCandidate() {
        let experts = [
            Fixtures.expert("EST-1", [1: 5], notice: 6), Fixtures.expert("EST-2", [1: 3], notice: 24),
            Fixtures.expert("DEU-1", [2: 4], notice: 48),
        ]
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(1, 3, count: 2, lead: true), Fixtures.seat(2, 4)]))
        let report = match(Fixtures.index(experts), query)
        #expect(report.seats.map(\.eligible) == [2, 1])
        #expect(report.seats.map(\.count) == [2, 1])
        #expect(report.candidates.count == 1)
        let candidate = report.candidates[0]
        #expect(candidate.assignments.map(\.expert.text) == ["EST-1", "EST-2", "DEU-1"])
        #expect(candidate.assignments.map(\.seat) == [0, 0, 1])
        #expect(candidate.assignments.map(\.level) == [5, 3, 4])
        #expect(candidate.nations.map(\.description) == ["DEU", "EST"])
        #expect(candidate.cost == (6 + 0) + (24 + 20) + (48 + 10) + 2 * 500)
        #expect(candidate.arrivalHours == 48)
        #expect(candidate.openSeats == 0 && candidate.proven && candidate.lowerBound == nil)
    }

    /// Twenty hours of notice are cheaper than a second nation.
    @Test func aNationCostsItsFeeOnce() {
        let experts = [
            Fixtures.expert("EST-1", [1: 5], notice: 0), Fixtures.expert("EST-2", [2: 5], notice: 20),
            Fixtures.expert("FRA-1", [2: 5], notice: 0),
        ]
        func chosen(_ fee: Int) -> [String] {
            let query = Fixtures.query(Fixtures.request([Fixtures.seat(1), Fixtures.seat(2)])) { $0.weights.nation = fee }
            return match(Fixtures.index(experts), query).candidates[0].assignments.map(\.expert.text)
        }
        #expect(chosen(500) == ["EST-1", "EST-2"])
        #expect(chosen(21) == ["EST-1", "EST-2"])
        // A tie goes to the smaller id.
        #expect(chosen(20) == ["EST-1", "EST-2"])
        #expect(chosen(19) == ["EST-1", "FRA-1"])
    }

    @Test func ordersTeamsBeforeTheDearerKinds() {
        let experts = [
            Fixtures.expert("EST-1", [1: 3]), Fixtures.expert("EST-2", [2: 3]), Fixtures.expert("DEU-1", [1: 5, 2: 5], notice: 0),
        ]
        let teams = [Fixtures.team("EST-W", ["EST-1", "EST-2"]), Fixtures.team("EST-A", ["EST-1"]), Fixtures.team("DEU-A", ["DEU-1"])]
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(1), Fixtures.seat(2)]))
        let report = match(Fixtures.index(experts, teams), query)
        #expect(report.candidates.map(\.kind) == [.team, .augmented, .augmented, .assembled])
        #expect(report.candidates.map(\.team?.text) == ["EST-W", "EST-A", "DEU-A", nil])
    }

    @Test func kindsAndLimit() {
        let experts = (1...5).map { Fixtures.expert("EST-\($0)", [1: 3]) }
        let teams = (1...5).map { Fixtures.team("EST-T\($0)", ["EST-\($0)"]) }
        let index = Fixtures.index(experts, teams)
        #expect(match(index, Fixtures.query { $0.limit = 2 }).candidates.map(\.team?.text) == ["EST-T1", "EST-T2", nil])
        #expect(match(index, Fixtures.query { $0.kinds = [.assembled] }).candidates.map(\.kind) == [.assembled])
        #expect(match(index, Fixtures.query { $0.kinds = [.augmented] }).candidates.isEmpty)
        #expect(match(index, Fixtures.query { $0.kinds = [] }).candidates.isEmpty)
        #expect(match(index, Fixtures.query { $0.limit = 0 }).candidates.isEmpty)
        #expect(match(index, Fixtures.query { $0.limit = -1 }).seats.map(\.eligible) == [5])
    }

    @Test func whatCannotBeFilledStaysOpen() {
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(1), Fixtures.seat(2), Fixtures.seat(2)]))
        let report = match(Fixtures.index([Fixtures.expert("EST-1", [1: 3, 2: 3]), Fixtures.expert("EST-2", [2: 3])]), query)
        #expect(report.candidates.map(\.openSeats) == [1])
        #expect(report.candidates[0].assignments.map(\.expert.text) == ["EST-1", "EST-2"])
        #expect(match(RosterIndex(), query).candidates.isEmpty)
        #expect(match(RosterIndex(), query).seats.map(\.eligible) == [0, 0, 0])
    }

    @Test func aRequestForEffectsHasNoSeats() {
        let request = try! Request(
            nation: Fixtures.nation("ALB"), title: "help", classification: .restricted, releasableTo: ["NATO"], mode: .remote,
            period: Fixtures.mission, seats: [], effects: ["sinkhole"])
        let report = match(Fixtures.index([Fixtures.expert("EST-1")]), Fixtures.query(request))
        #expect(report == MatchReport(seats: [], candidates: []))
    }

    @Test func absurdWeightsOverflowNothing() {
        let experts = (1...4).map { Fixtures.expert("EST-\($0)", [1: 3], notice: 8760) }
        let request = Fixtures.request([Fixtures.seat(1, 1, count: 40)]) { $0.maxNoticeHours = nil }
        for weight in [Int.max, Int.min] {
            let query = Fixtures.query(request) { $0.weights = Weights(notice: weight, level: weight, nation: weight) }
            let candidate = match(Fixtures.index(experts), query).candidates[0]
            #expect(candidate.openSeats == 36)
            #expect(candidate.cost == (weight < 0 ? 0 : (4 * (8760 + 2) + 1) * MatchQuery.largestWeight))
        }
    }

    /// Another expert can only help.
    @Test func anotherExpertNeverMakesItWorse() {
        for seed in UInt64(0)..<300 {
            var given = RandomCase(seed: seed)
            given.query.kinds = [.assembled]
            let newcomer = RandomCase(seed: seed + 5000).experts[0]
            guard !given.experts.contains(where: { $0.id == newcomer.id }) else { continue }
            let before = match(given.index, given.query).candidates.first
            given.experts.append(newcomer)
            let after = match(given.index, given.query).candidates.first
            guard let before else { continue }
            let isNoWorse = after.map { ($0.openSeats, $0.cost) <= (before.openSeats, before.cost) } ?? false
            #expect(isNoWorse, "seed \(seed)")
        }
    }

    /// The largest request there is, over 32 nations: answered when time is up, with a bound that says what is not known.
    @Test func fortySeatsOverThirtyTwoNationsEndInTime() {
        var random = SeededGenerator(seed: 40)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ").map { "\($0)AA" } + ["ABA", "BBA", "CBA", "DBA", "EBA", "FBA"]
        let experts = (0..<500).map { number in
            var skills = [1 + random.below(9): 1 + random.below(5)]
            skills[1 + random.below(9)] = 3
            return Fixtures.expert("\(random.one(of: letters))-\(number)", skills, notice: random.below(72))
        }
        let seats = (0..<40).map { Fixtures.seat(1 + $0 % 9, 1 + $0 % 4) }
        let query = Fixtures.query(Fixtures.request(seats)) {
            $0.releasable = Set(letters.map(Fixtures.nation))
            $0.weights.nation = 40
        }
        var asked = 0
        let report = Fixtures.index(experts).match(query) {
            asked += 1
            return asked > 5
        }
        let candidate = report.candidates[0]
        #expect(candidate.openSeats == 0)
        #expect(candidate.assignments.count == 40)
        #expect(Set(candidate.assignments.map(\.expert)).count == 40)
        #expect(!candidate.proven)
        #expect(candidate.lowerBound.map { 0 < $0 && $0 < candidate.cost } ?? false)
        #expect(asked < 10)
    }
}

private func <= (left: (Int, Int), right: (Int, Int)) -> Bool { left.0 != right.0 ? left.0 < right.0 : left.1 <= right.1 }
