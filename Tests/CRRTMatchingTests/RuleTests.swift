import CRRTDomain
import Testing

@testable import CRRTMatching

/// Every objection code has a case that provokes it and nothing else, on the record path and on the index path alike.
struct RuleTests {
    struct Provocation: Sendable, CustomTestStringConvertible {
        let code: ObjectionCode
        var seat: Int?
        var expert: @Sendable (inout Expert) -> Void = { _ in }
        var request: @Sendable (inout Request) -> Void = { _ in }
        var busy = false
        var testDescription: String { code.rawValue }
    }

    static let provocations: [Provocation] = [
        Provocation(code: .notOffered, expert: { $0.offer.state = .suspended }),
        Provocation(code: .notOffered, expert: { $0.offer.state = .withdrawn }),
        Provocation(code: .notOffered, expert: { $0.offer.validFrom = Fixtures.mission.start.adding(seconds: 1) }),
        Provocation(code: .offerStale, expert: { $0.offer.confirmedAt = Fixtures.now.adding(days: -91) }),
        Provocation(code: .offerEnds, expert: { $0.offer.validUntil = Fixtures.mission.end.adding(seconds: -1) }),
        Provocation(code: .skillMissing, seat: 0, expert: { $0.skills = [Fixtures.skill(2): .highest] }),
        Provocation(code: .levelTooLow, seat: 0, expert: { $0.skills = [Fixtures.skill(1): Fixtures.level(2)] }),
        Provocation(code: .levelTooLow, seat: 0, request: { $0.seats[0].lead = true }),
        Provocation(code: .clearanceUnknown, expert: { $0.clearance = nil }),
        Provocation(code: .clearanceTooLow, seat: 0, expert: { $0.clearance = Fixtures.cleared(.unclassified) }),
        Provocation(code: .clearanceTooLow, seat: 0, request: { $0.seats[0].minClearance = .topSecret }),
        Provocation(code: .clearanceExpires, expert: { $0.clearance = Fixtures.cleared(.secret, until: "2027-03-10") }),
        Provocation(code: .clearanceExpires, expert: { $0.clearance = Fixtures.cleared(.secret, until: "2026-03-10") }),
        Provocation(code: .accessMissing, seat: 0, request: { $0.seats[0].accesses = [try! Access("ATOMAL")] }),
        Provocation(code: .languageMissing, request: { $0.languages = [try! LanguageCode("eng"): try! LanguageProfile("2222")] }),
        Provocation(
            code: .languageMissing, expert: { $0.languages = [try! LanguageCode("eng"): try! LanguageProfile("3331+")] },
            request: { $0.languages = [try! LanguageCode("eng"): try! LanguageProfile("2222")] }),
        Provocation(code: .unavailable, expert: { $0.unavailable = [Fixtures.mission] }),
        Provocation(code: .committed, busy: true),
        Provocation(code: .noticeTooLong, expert: { $0.noticeHours = 73 }),
        Provocation(code: .modeMismatch, expert: { $0.mode = .onSite }),
        Provocation(code: .notReleasable, expert: { $0 = Fixtures.expert("USA-1") }),
        Provocation(code: .excludedByRequester, request: { $0.excludes = [Fixtures.nation("EST")] }),
        Provocation(code: .excludedByProvider, expert: { $0.excludes = [Fixtures.nation("ALB")] }),
        Provocation(code: .ownNational, expert: { $0 = Fixtures.expert("ALB-1") }),
        Provocation(code: .agreementEnds, expert: { $0.partner = Fixtures.partner(until: "2027-03-10") }),
        Provocation(code: .noPartners, expert: { $0.partner = Fixtures.partner(until: "2030-01-01") }, request: { $0.noPartners = true }),
    ]

    @Test(arguments: provocations)
    func provokesExactlyItsCode(_ provocation: Provocation) throws {
        let expert = Fixtures.expert("EST-1", edit: provocation.expert)
        let query = Fixtures.query(Fixtures.request(edit: provocation.request))
        let held = Commitment(tasking: Fixtures.tasking(7), expert: expert.id, period: Fixtures.mission)
        let commitments = provocation.busy ? [held] : []
        let objections = Eligibility.objections(to: expert, commitments: commitments, query)
        #expect(objections.map(\.code) == [provocation.code])
        #expect(objections.map(\.seat) == [provocation.seat])
        #expect(objections.allSatisfy { $0.detail?.isEmpty == false })
        let index = Fixtures.index([expert], [], commitments)
        #expect(index.explanation(of: expert.id, query)?.objections == objections)
        #expect(index.match(query, outOfTime: Fixtures.never).seats[0].eligible == 0)
        let leading = query.request.seats[0].lead
        #expect(Eligibility.objections(to: expert, seat: 0, leading: leading, commitments: commitments, query) == objections)
    }

    @Test func everyCodeIsProvoked() {
        // Only effects have an authorisation; their rules are the service's.
        #expect(Set(RuleTests.provocations.map(\.code)) == Set(ObjectionCode.allCases).subtracting([.authorisationEnds]))
    }

    @Test func nothingIsHeldAgainstTheUnflawed() {
        let expert = Fixtures.expert("EST-1")
        #expect(Eligibility.objections(to: expert, commitments: [], Fixtures.query()).isEmpty)
        #expect(Fixtures.index([expert]).match(Fixtures.query(), outOfTime: Fixtures.never).seats[0].eligible == 1)
    }

    @Test func allObjectionsAreReportedInOrder() {
        let expert = Fixtures.expert("USA-1", [2: 1]) {
            $0.clearance = nil
            $0.noticeHours = 100
            $0.offer.state = .suspended
        }
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(1), Fixtures.seat(2)]))
        let objections = Eligibility.objections(to: expert, commitments: [], query)
        #expect(objections.map(\.code) == [.notOffered, .clearanceUnknown, .noticeTooLong, .notReleasable, .skillMissing, .levelTooLow])
        #expect(objections.map(\.seat) == [nil, nil, nil, nil, 0, 1])
    }

    @Test func committedNamesTheTaskings() {
        let expert = Fixtures.expert("EST-1")
        let commitments = [2, 1].map { Commitment(tasking: Fixtures.tasking($0), expert: expert.id, period: Fixtures.mission) }
        let objections = Eligibility.objections(to: expert, commitments: commitments, Fixtures.query())
        #expect(objections.map(\.detail) == ["TSK-ALB-2026-0001-1, TSK-ALB-2026-0001-2"])
        let ignoring = Fixtures.query { $0.ignoring = Fixtures.tasking(1) }
        #expect(Eligibility.objections(to: expert, commitments: commitments, ignoring).map(\.detail) == ["TSK-ALB-2026-0001-2"])
    }

    @Test func anotherOnesCommitmentsDoNotCount() {
        let held = Commitment(tasking: Fixtures.tasking(1), expert: try! ExpertID("EST-2"), period: Fixtures.mission)
        #expect(Eligibility.objections(to: Fixtures.expert("EST-1"), commitments: [held], Fixtures.query()).isEmpty)
    }

    @Test func ownNationalsStillNeedRelease() {
        let own = Fixtures.expert("ALB-1")
        let allowed = Fixtures.query(Fixtures.request { $0.ownNationals = true })
        #expect(Eligibility.objections(to: own, commitments: [], allowed).isEmpty)
        var unreleased = allowed
        unreleased.releasable.remove(Fixtures.nation("ALB"))
        #expect(Eligibility.objections(to: own, commitments: [], unreleased).map(\.code) == [.notReleasable])
    }

    @Test func aLineThatLeadsIsJudgedByItsEasiestPlace() {
        let expert = Fixtures.expert("EST-1", [1: 3])
        let query = Fixtures.query(Fixtures.request([Fixtures.seat(1, 3, count: 2, lead: true)]))
        #expect(Eligibility.objections(to: expert, commitments: [], query).isEmpty)
        #expect(Eligibility.objections(to: expert, seat: 0, leading: false, commitments: [], query).isEmpty)
        let leading = Eligibility.objections(to: expert, seat: 0, leading: true, commitments: [], query)
        #expect(leading.map(\.code) == [.levelTooLow])
    }

    @Test func aSeatThatIsNotThereIsNoPass() {
        let objections = Eligibility.objections(to: Fixtures.expert("EST-1"), seat: 4, leading: false, commitments: [], Fixtures.query())
        #expect(objections.map(\.code) == [.skillMissing])
        #expect(objections.map(\.seat) == [4])
    }
}
