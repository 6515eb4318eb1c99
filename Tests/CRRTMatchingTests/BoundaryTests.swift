import CRRTDomain
import Testing

@testable import CRRTMatching

/// What holds exactly at a limit, and one step beyond.
struct BoundaryTests {
    private func codes(_ query: MatchQuery = Fixtures.query(), busy: Period? = nil, _ edit: (inout Expert) -> Void) -> [ObjectionCode] {
        let expert = Fixtures.expert("EST-1", edit: edit)
        let commitments = busy.map { [Commitment(tasking: Fixtures.tasking(1), expert: expert.id, period: $0)] } ?? []
        let objections = Eligibility.objections(to: expert, commitments: commitments, query)
        #expect(Fixtures.index([expert], [], commitments).explanation(of: expert.id, query)?.objections == objections)
        return objections.map(\.code)
    }

    @Test func backToBackIsFine() throws {
        let before = try Period(start: Fixtures.mission.start.adding(days: -3), end: Fixtures.mission.start)
        let after = try Period(start: Fixtures.mission.end, end: Fixtures.mission.end.adding(days: 3))
        #expect(codes { $0.unavailable = [before, after] } == [])
        #expect(codes(busy: before) { _ in } == [])
        #expect(codes(busy: after) { _ in } == [])
    }

    @Test func oneMillisecondOfOverlapIsNot() throws {
        let before = try Period(
            start: Fixtures.mission.start.adding(days: -3), end: Instant(milliseconds: Fixtures.mission.start.milliseconds + 1))
        let after = try Period(
            start: Instant(milliseconds: Fixtures.mission.end.milliseconds - 1), end: Fixtures.mission.end.adding(days: 3))
        #expect(codes { $0.unavailable = [before] } == [.unavailable])
        #expect(codes { $0.unavailable = [after] } == [.unavailable])
        #expect(codes(busy: before) { _ in } == [.committed])
        #expect(codes(busy: after) { _ in } == [.committed])
    }

    /// The mission ends on the 11th at 06:00.
    @Test func aClearanceHoldsThroughTheEndOfItsDay() throws {
        #expect(codes { $0.clearance = Fixtures.cleared(.secret, until: "2027-03-11") } == [])
        #expect(codes { $0.clearance = Fixtures.cleared(.secret, until: "2027-03-10") } == [.clearanceExpires])
        let midnight = Fixtures.query(Fixtures.request { $0.period = Fixtures.period("2027-03-01T00:00:00Z", "2027-03-11T00:00:00Z") })
        #expect(codes(midnight) { $0.clearance = Fixtures.cleared(.secret, until: "2027-03-10") } == [])
    }

    @Test func aClearanceWithoutADateHolds() throws {
        let clearance = try Clearance(level: .restricted, validUntil: nil)
        #expect(codes { $0.clearance = clearance } == [])
    }

    @Test func staleOnlyBeyondTheLimit() {
        #expect(codes { $0.offer.confirmedAt = Fixtures.now.adding(days: -90) } == [])
        #expect(codes { $0.offer.confirmedAt = Instant(milliseconds: Fixtures.now.adding(days: -90).milliseconds - 1) } == [.offerStale])
    }

    @Test func anOfferMayBeginAndEndWithTheMission() {
        #expect(codes { $0.offer.validFrom = Fixtures.mission.start } == [])
        #expect(codes { $0.offer.validUntil = Fixtures.mission.end } == [])
    }

    @Test func noticeUpToTheLimit() {
        #expect(codes { $0.noticeHours = 72 } == [])
        #expect(codes(Fixtures.query(Fixtures.request { $0.maxNoticeHours = nil })) { $0.noticeHours = 8760 } == [])
    }

    @Test func levelAndClearanceExactly() {
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(1, 3, lead: true)]) { $0.seats[0].minClearance = .secret })
        #expect(codes(query) { $0.skills = [Fixtures.skill(1): .leads] } == [])
        #expect(codes(query) { $0.skills = [Fixtures.skill(1): Fixtures.level(3)] } == [.levelTooLow])
    }

    /// The larger of the seat's and the request's counts.
    @Test func theRequestsClassificationCountsToo() {
        let query = Fixtures.query(
            Fixtures.request {
                $0.classification = .secret
                $0.seats[0].minClearance = .confidential
            })
        #expect(codes(query) { $0.clearance = Fixtures.cleared(.confidential) } == [.clearanceTooLow])
    }

    @Test func bothModesAreEitherWay() {
        for mode in Mode.allCases {
            #expect(codes(Fixtures.query(Fixtures.request { $0.mode = .both })) { $0.mode = mode } == [])
            #expect(codes(Fixtures.query(Fixtures.request { $0.mode = mode })) { $0.mode = .both } == [])
        }
    }

    @Test func languagesToTheHalf() {
        let query = Fixtures.query(
            Fixtures.request { $0.languages = [try! LanguageCode("eng"): try! LanguageProfile("22+22")] })
        #expect(codes(query) { $0.languages = [try! LanguageCode("eng"): try! LanguageProfile("22+22")] } == [])
        #expect(codes(query) { $0.languages = [try! LanguageCode("eng"): try! LanguageProfile("5255")] } == [.languageMissing])
        #expect(codes(query) { $0.languages = [try! LanguageCode("fra"): try! LanguageProfile("5555")] } == [.languageMissing])
    }
}
