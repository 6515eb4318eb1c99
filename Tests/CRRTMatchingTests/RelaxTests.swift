import CRRTDomain
import Testing

@testable import CRRTMatching

/// What would help: every kind of change has a case, and every answer is the smallest that works.
struct RelaxTests {
    private func relax(_ experts: [Expert], _ request: Request, edit: (inout MatchQuery) -> Void = { _ in }) -> [ToldRelaxation] {
        Fixtures.index(experts).relax(Fixtures.query(request, edit: edit), outOfTime: Fixtures.never).map(ToldRelaxation.init)
    }

    private func only(_ change: String, gains: Int = 1) -> [ToldRelaxation] { [ToldRelaxation(seat: 0, change: change, gains: gains)] }

    @Test func nothingWhereNothingIsOpen() {
        #expect(relax([Fixtures.expert("EST-1")], Fixtures.request()).isEmpty)
    }

    @Test func levels() {
        let experts = [Fixtures.expert("EST-1", [1: 2]), Fixtures.expert("EST-2", [1: 2]), Fixtures.expert("EST-3", [1: 1])]
        #expect(relax(experts, Fixtures.request([Fixtures.seat(1, 4)])) == only("level 2 instead of 4", gains: 2))
    }

    @Test func leading() {
        let request = Fixtures.request([Fixtures.seat(1, 2, count: 2, lead: true)])
        let experts = [Fixtures.expert("EST-1", [1: 3]), Fixtures.expert("EST-2", [1: 3])]
        #expect(relax(experts, request) == only("nobody who leads: level 2 instead of 4", gains: 2))
        #expect(
            relax([Fixtures.expert("EST-1", [1: 4])], Fixtures.request([Fixtures.seat(1, 5, lead: true)])) == only("level 4 instead of 5"))
    }

    @Test func clearances() {
        let request = Fixtures.request { $0.seats[0].minClearance = .topSecret }
        let expert = Fixtures.expert("EST-1") { $0.clearance = Fixtures.cleared(.confidential) }
        #expect(relax([expert], request) == only("clearance NC instead of CTS"))
        // What the request itself is classified is a fact, not a wish.
        #expect(relax([expert], Fixtures.request { $0.classification = .secret }).isEmpty)
    }

    @Test func notices() {
        let experts = [Fixtures.expert("EST-1", notice: 120), Fixtures.expert("EST-2", notice: 96), Fixtures.expert("EST-3", notice: 200)]
        #expect(relax(experts, Fixtures.request()) == only("notice 96 hours instead of 72"))
        let three = Fixtures.request([Fixtures.seat(1, 3, count: 3)])
        #expect(relax(Array(experts.dropLast()), three) == only("notice 96 hours instead of 72"))
    }

    @Test func periods() {
        let late = Fixtures.expert("EST-1") { $0.unavailable = [Fixtures.period("2027-03-10T00:00:00Z", "2027-03-20T00:00:00Z")] }
        #expect(relax([late], Fixtures.request()) == only("end 2 days earlier, 2027-03-09T06:00:00Z"))
        let early = Fixtures.expert("EST-1") { $0.unavailable = [Fixtures.period("2027-02-10T00:00:00Z", "2027-03-01T07:00:00Z")] }
        #expect(relax([early], Fixtures.request()) == only("start 1 day later, 2027-03-02T06:00:00Z"))
    }

    @Test func nations() {
        let experts = [Fixtures.expert("USA-1"), Fixtures.expert("GBR-1"), Fixtures.expert("USA-2")]
        #expect(relax(experts, Fixtures.request()) == only("releasable to USA as well", gains: 2))
        let excluding = Fixtures.request { $0.excludes = [Fixtures.nation("EST"), Fixtures.nation("FRA")] }
        #expect(relax([Fixtures.expert("EST-1")], excluding) == only("EST no longer excluded"))
        #expect(relax([Fixtures.expert("ALB-1")], Fixtures.request()) == only("ALB's own nationals allowed"))
    }

    @Test func partners() {
        let experts = [Fixtures.expert("EST-1") { $0.partner = Fixtures.partner(until: "2030-01-01") }]
        #expect(relax(experts, Fixtures.request { $0.noPartners = true }) == only("people from industry allowed"))
        let ending = [Fixtures.expert("EST-1") { $0.partner = Fixtures.partner(until: "2027-03-09") }]
        #expect(relax(ending, Fixtures.request()) == only("end 2 days earlier, 2027-03-09T06:00:00Z"))
    }

    /// The only eligible expert is needed elsewhere: what frees them helps, though nobody new is eligible for this seat.
    @Test func aChangeMayFreeSomebody() {
        let experts = [Fixtures.expert("EST-1", [1: 3, 2: 3]), Fixtures.expert("EST-2", [1: 3], notice: 100)]
        let found = relax(experts, Fixtures.request([Fixtures.seat(1), Fixtures.seat(2)]))
        #expect(found == [ToldRelaxation(seat: 1, change: "notice 100 hours instead of 72", gains: 0)])
    }

    @Test func outOfTimeEndsIt() {
        let index = Fixtures.index([Fixtures.expert("EST-1", [1: 2])])
        #expect(index.relax(Fixtures.query(), outOfTime: { true }).isEmpty)
    }

    /// Every notice that is offered really fills one more slot, and one hour less does not.
    @Test func noticesAreTheSmallestThatWork() {
        var seen = 0
        for seed in UInt64(0)..<300 {
            var given = RandomCase(seed: seed)
            // With one kind of slot, one more slot filled is this seat's.
            given.query.request.seats = [Fixtures.seat(1, 3, count: 3)]
            given.query.request.maxNoticeHours = 5
            given.query.kinds = [.assembled]
            let index = given.index
            for relaxation in index.relax(given.query, outOfTime: Fixtures.never) where relaxation.change.hasPrefix("notice") {
                seen += 1
                let hours = Int(relaxation.change.split(separator: " ")[1])!
                #expect(open(index, given.query, hours) < open(index, given.query, 5), "seed \(seed)")
                #expect(open(index, given.query, hours - 1) >= open(index, given.query, 5), "seed \(seed)")
            }
        }
        #expect(seen > 50)
    }

    private func open(_ index: RosterIndex, _ query: MatchQuery, _ hours: Int) -> Int {
        var query = query
        query.request.maxNoticeHours = hours
        return index.match(query, outOfTime: Fixtures.never).candidates.first?.openSeats ?? query.request.people
    }
}

/// A relaxation as it is told, without the request that it makes.
struct ToldRelaxation: Equatable {
    var seat: Int
    var change: String
    var gains: Int

    init(seat: Int, change: String, gains: Int) { (self.seat, self.change, self.gains) = (seat, change, gains) }

    init(_ relaxation: Relaxation) { self.init(seat: relaxation.seat, change: relaxation.change, gains: relaxation.gains) }
}
