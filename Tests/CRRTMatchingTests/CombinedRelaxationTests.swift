import CRRTDomain
import Testing

@testable import CRRTMatching

/// Several changes that help only together: none of those named can be left out, and what cannot help is not named.
struct TogetherTests {
    private func relax(_ experts: [Expert], _ request: Request) -> [Relaxation] {
        Fixtures.index(experts).relax(Fixtures.query(request), outOfTime: Fixtures.never)
    }

    @Test func twoFaultsNeedTwoChanges() throws {
        let experts = [Fixtures.expert("EST-1", [1: 2], notice: 96)]
        #expect(
            relax(experts, Fixtures.request([Fixtures.seat(1, 4)])).map(ToldRelaxation.init) == [
                ToldRelaxation(seat: 0, change: "together: notice 96 hours instead of 72; level 2 instead of 4", gains: 1)
            ])
        // What it says is what it makes: with these query nothing stays open.
        let mended = try #require(relax(experts, Fixtures.request([Fixtures.seat(1, 4)])).first).request
        #expect(mended.maxNoticeHours == 96 && mended.seats[0].minLevel.level == 2)
        #expect(relax(experts, mended).isEmpty)
    }

    @Test func aSingleChangeIsPreferred() {
        let experts = [Fixtures.expert("EST-1", [1: 2], notice: 96), Fixtures.expert("EST-2", [1: 2])]
        #expect(relax(experts, Fixtures.request([Fixtures.seat(1, 4)])).map(\.change) == ["level 2 instead of 4"])
    }

    @Test func aNationAndAnAccess() throws {
        let access = try Access("BOHEMIA")
        let request = Fixtures.request {
            $0.seats[0].accesses = [access]
            $0.excludes = [Fixtures.nation("FRA")]
        }
        #expect(relax([Fixtures.expert("FRA-1")], request).map(\.change) == ["together: FRA no longer excluded; without BOHEMIA"])
    }

    @Test func nothingHelpsWhereNobodyHoldsTheSkill() {
        #expect(relax([Fixtures.expert("EST-1", [2: 5])], Fixtures.request()).isEmpty)
    }
}
