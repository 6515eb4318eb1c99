import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// What is worked out about a proposal when it is shown: that its people come late, and that another proposal names them, too.
@Suite("Late and contested")
struct OutlookTests {
    private typealias Offer = (id: String, notice: Int)

    /// The clock stands still at 03:00.
    private static func with(
        _ site: TestSite = TestSite(), _ offers: [Offer] = [("EST-0001", 12), ("LVA-0001", 48)], _ body: (InProcessDesk) throws -> Void
    ) throws {
        try InProcessDesk.with(site) { desk in
            for offer in offers {
                var expert = OneTasking.expert(offer.id)
                expert.noticeHours = offer.notice
                _ = try desk.call(Roster.PutExpert.self, .init(expert: expert), as: TestSite.contact(String(offer.id.prefix(3))))
            }
            try body(desk)
        }
    }

    private static func terms(
        _ desk: InProcessDesk, in hours: Int, days: Int = 10, nation: String = "ALB", _ level: Requests.Classification = .NR,
        people: Int = 1
    ) -> Requests.Request {
        var terms = OneTasking.terms(nation: nation, classification: level)
        terms.start = desk.clock.now.adding(hours: hours).description
        terms.end = desk.clock.now.adding(hours: hours).adding(days: days).description
        terms.seats[0].count = people
        return terms
    }

    private static func propose(
        _ request: String, of experts: [String] = ["EST-0001"], replyBy: Instant? = nil, _ desk: InProcessDesk,
        as uid: UInt32 = TestSite.duty
    ) throws -> Taskings.Tasking {
        try desk.call(
            Taskings.Propose.self,
            .init(
                request: request, kind: .assembled, assignments: experts.map { .init(seat: 0, expert: $0) }, replyBy: replyBy?.description),
            as: uid
        ).tasking
    }

    private static func shown(_ id: String, _ desk: InProcessDesk, as uid: UInt32 = TestSite.duty) throws -> Taskings.Tasking {
        try desk.call(Taskings.Get.self, .init(id: id), as: uid).tasking
    }

    // MARK: - Late

    @Test("minutes and hours are counted from the order, rounded up; who is ready as the work begins is in time")
    func lateness() {
        let start = Instant(milliseconds: 1_800_000_000_000)
        func minutes(_ before: Int64, _ notice: Int) -> Int? {
            Lateness.minutes(orderedAt: Instant(milliseconds: start.milliseconds - before), notice: notice, start: start)
        }
        func hours(_ before: Int64, _ notice: Int) -> Int? { Lateness.hours(minutes(before, notice)) }
        #expect(minutes(5 * 3_600_000, 5) == nil && minutes(5 * 3_600_000 - 1, 5) == 1 && minutes(4 * 3_600_000, 5) == 60)
        #expect(hours(5 * 3_600_000, 5) == nil)
        #expect(hours(5 * 3_600_000 - 1, 5) == 1)
        #expect(hours(4 * 3_600_000, 5) == 1)
        #expect(hours(4 * 3_600_000 - 1, 5) == 2)
        #expect(hours(0, 0) == nil)
        #expect(hours(-1, 0) == 1)
        #expect(hours(-36_000_000, 100_000) == 100_010)
    }

    @Test("a match says by how much each candidate would be late, as of the time asked about; cost and order stay as they are")
    func lateCandidates() throws {
        try Self.with { desk in
            func late(in hours: Int, people: Int = 1, at: Instant? = nil) throws -> [Int?] {
                let terms = Self.terms(desk, in: hours, people: people)
                return try desk.call(Requests.Match.self, .init(request: terms, at: at?.description), as: TestSite.duty)
                    .candidates.map(\.lateHours)
            }
            #expect(try late(in: 12) == [nil])
            #expect(try late(in: 7) == [5])
            #expect(try late(in: 12, people: 2) == [36])
            #expect(try late(in: 7, at: desk.clock.now.adding(hours: -5)) == [nil])
            let second = desk.clock.now.adding(seconds: 1)
            #expect(try late(in: 12, at: second) == [1])
            let match = Requests.Match.Parameters(request: Self.terms(desk, in: 12), at: second.description)
            #expect(try desk.call(Requests.Match.self, match, as: TestSite.duty).candidates.map(\.lateMinutes) == [1])
            let soon = Self.terms(desk, in: 7, people: 2)
            let later = Self.terms(desk, in: 100, people: 2)
            let (tight, easy) = try (
                desk.call(Requests.Match.self, .init(request: soon), as: TestSite.duty).candidates,
                desk.call(Requests.Match.self, .init(request: later), as: TestSite.duty).candidates
            )
            #expect(tight.map(\.cost) == easy.map(\.cost) && tight.map(\.assignments) == easy.map(\.assignments))
        }
    }

    @Test("a proposal is late from now on, an order from when it was given; who has left is not late any more")
    func lateTasking() throws {
        try Self.with { desk in
            let request = try OneTasking.validated(Self.terms(desk, in: 14), desk)
            let id = try Self.propose(request, desk).id
            #expect(try Self.shown(id, desk).lateHours == nil)
            let orderBy = desk.clock.now.adding(hours: 2).description
            #expect(try Self.shown(id, desk).orderBy == orderBy, "12 hours before the work begins")
            desk.advance(hours: 4)
            #expect(try Self.shown(id, desk).lateHours == 2 && Self.shown(id, desk).lateMinutes == 120)
            #expect(try Self.shown(id, desk).orderBy == orderBy, "it stays when it has passed")
            #expect(try desk.call(Taskings.List.self, .init(), as: TestSite.duty).taskings?.map(\.lateHours) == [2])
            for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("ALB", .host)] {
                _ = try desk.call(Consents.Grant.self, .init(tasking: id, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            let ordered = try desk.call(Taskings.Order.self, .init(id: id), as: TestSite.authority).tasking
            #expect(ordered.lateHours == 2 && ordered.orderBy == nil)
            desk.advance(hours: 8)
            #expect(try Self.shown(id, desk).lateHours == 2, "the order does not move")
            _ = try desk.call(Taskings.Advance.self, .init(id: id, event: .depart), as: TestSite.duty)
            #expect(try Self.shown(id, desk).lateHours == nil)
        }
    }

    @Test("a nation is told how late its own people are, and nothing of the others' notice; so is the host")
    func ownPart() throws {
        try Self.with { desk in
            let request = try OneTasking.validated(Self.terms(desk, in: 7, people: 2), desk)
            let id = try Self.propose(request, of: ["EST-0001", "LVA-0001"], desk).id
            #expect(try Self.shown(id, desk).lateHours == 41)
            #expect(try Self.shown(id, desk, as: TestSite.auditor).lateHours == 41)
            #expect(try Self.shown(id, desk, as: TestSite.contact("EST")).lateHours == 5)
            #expect(try Self.shown(id, desk, as: TestSite.contact("LVA")).lateHours == 41)
            #expect(try Self.shown(id, desk, as: TestSite.contact("ALB")).lateHours == nil)
            let orderBy = try ["EST", "LVA", "ALB"].map { try Self.shown(id, desk, as: TestSite.contact($0)).orderBy }
            #expect(orderBy == [desk.clock.now.adding(hours: -5), desk.clock.now.adding(hours: -41)].map(\.description) + [nil])
        }
    }

    @Test("a team's own notice counts, and an effect's lead time")
    func teamsAndEffects() throws {
        try Self.with { desk in
            let team = Roster.Team(id: "EST-CRRT-1", name: "Team", nation: "EST", members: ["EST-0001"], noticeHours: 20)
            _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: OneTasking.estonia)
            let effect = Roster.Effect(
                id: "EST-EFF-01", nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 30,
                classification: .NR, releasableTo: ["NATO"])
            _ = try desk.call(Roster.PutEffect.self, .init(effect: effect), as: OneTasking.estonia)
            let request = try OneTasking.validated(Self.terms(desk, in: 7), desk)
            let whole = try desk.call(
                Taskings.Propose.self,
                .init(request: request, kind: .team, team: "EST-CRRT-1", assignments: [.init(seat: 0, expert: "EST-0001")]),
                as: TestSite.duty
            ).tasking
            #expect(whole.lateHours == 13)
            let effects = try desk.call(
                Taskings.Propose.self, .init(request: request, kind: .effect, effects: ["EST-EFF-01"]), as: TestSite.duty)
            #expect(effects.tasking.lateHours == 23)
        }
    }

    // MARK: - Contested

    @Test("two open proposals with one person are told of at match, propose and grant, until one is ordered")
    func contested() throws {
        try Self.with { desk in
            let requests = try ["ALB", "LVA"].map { try OneTasking.validated(Self.terms(desk, in: 100, nation: $0), desk) }
            func match(_ number: Int) throws -> Requests.Match.Reply {
                try desk.call(Requests.Match.self, .init(id: requests[number]), as: TestSite.duty)
            }
            let free = try match(0)
            #expect(free.contests == nil && free.candidates.allSatisfy { $0.contested == nil })
            let first = try Self.propose(requests[0], desk)
            #expect(first.contested == nil)
            let wanted = try match(1)
            #expect(wanted.contests == [.init(expert: "EST-0001", tasking: first.id)])
            #expect(wanted.candidates.map(\.contested) == [["EST-0001"]])
            #expect(wanted.candidates.map(\.cost) == free.candidates.map(\.cost))
            let second = try Self.propose(requests[1], desk)
            #expect(second.contested == [.init(expert: "EST-0001", tasking: first.id)])
            #expect(try Self.shown(first.id, desk).contested == [.init(expert: "EST-0001", tasking: second.id)])
            func grant(_ tasking: String, _ nation: String, _ kind: Consents.Grant.Parameters.Kind) throws -> Consents.Grant.Reply {
                try desk.call(Consents.Grant.self, .init(tasking: tasking, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            #expect(try grant(first.id, "EST", .contribute).contested == [.init(expert: "EST-0001", tasking: second.id)])
            #expect(try grant(first.id, "ALB", .host).contested == nil, "Albania knows nothing of Latvia's request")
            _ = try desk.call(Taskings.Order.self, .init(id: first.id), as: TestSite.authority)
            #expect(try Self.shown(first.id, desk).contested == nil)
            #expect(try Self.shown(second.id, desk).contested == nil, "by now it is more than a contest")
            #expect(try Self.shown(second.id, desk).committed == [.init(expert: "EST-0001", tasking: first.id)])
            #expect(try Self.shown(first.id, desk).committed == nil)
            #expect(try grant(second.id, "EST", .contribute).committed == [.init(expert: "EST-0001", tasking: first.id)])
            #expect(try grant(second.id, "LVA", .host).committed == nil, "Latvia knows nothing of Albania's request")
            #expect(try Self.shown(second.id, desk, as: TestSite.contact("LVA")).committed == nil)
            _ = try desk.call(Taskings.Abort.self, .init(id: first.id, reason: "no longer needed"), as: TestSite.duty)
            #expect(try Self.shown(second.id, desk).committed == nil)
        }
    }

    @Test("proposals for other times, other people and those that have ended are no contest")
    func notContested() throws {
        try Self.with { desk in
            let request = try OneTasking.validated(Self.terms(desk, in: 100, days: 10), desk)
            let next = try OneTasking.validated(Self.terms(desk, in: 100 + 240, days: 10, nation: "LVA"), desk)
            let overlapping = try OneTasking.validated(Self.terms(desk, in: 100 + 239, days: 1, nation: "LTU"), desk)
            let first = try Self.propose(request, desk)
            #expect(try Self.propose(next, desk).contested == nil, "back to back is possible")
            #expect(try Self.propose(overlapping, of: ["LVA-0001"], desk).contested == nil)
            let both = try Self.propose(overlapping, desk)
            #expect(both.contested?.count == 2)
            _ = try desk.call(Taskings.Abort.self, .init(id: first.id, reason: "no longer needed"), as: TestSite.duty)
            #expect(try Self.shown(both.id, desk).contested?.map(\.tasking) == [Self.id(of: next)])
        }
    }

    private static func id(of request: String) -> String { request.replacing("REQ-", with: "TSK-") + "-1" }

    @Test("who does not see the other tasking, or that person in it, is told nothing")
    func hidden() throws {
        let cleared = "  - name: duty-low\n    users: [2101]\n    roles: [duty]\n    clearance: NR\n"
        try Self.with(TestSite(extraPrincipals: cleared)) { desk in
            let open = try OneTasking.validated(Self.terms(desk, in: 100), desk)
            let secret = try OneTasking.validated(Self.terms(desk, in: 100, nation: "LTU", .NS, people: 2), desk)
            let hidden = try Self.propose(secret, of: ["EST-0001", "LVA-0001"], desk)
            #expect(try desk.call(Requests.Match.self, .init(id: open), as: 2101).contests == nil)
            let first = try Self.propose(open, desk, as: 2101)
            #expect(first.contested == nil)
            #expect(try Self.shown(first.id, desk, as: 2101).contested == nil)
            let reply = try desk.call(Taskings.Get.self, .init(id: first.id), as: TestSite.duty)
            #expect(reply.tasking.contested == [.init(expert: "EST-0001", tasking: hidden.id)])
            #expect(reply.marking?.classification == .NS, "the warning is as secret as the tasking that it names")
            // Latvia serves in the secret one and sees only its own expert there; the open one it does not see at all.
            #expect(try Self.shown(hidden.id, desk, as: TestSite.contact("LVA")).contested == nil)
            #expect(try Self.shown(hidden.id, desk, as: TestSite.contact("EST")).contested?.map(\.tasking) == [first.id])
            let match = try desk.call(Requests.Match.self, .init(id: open), as: TestSite.duty)
            #expect(match.contests?.count == 2 && match.marking?.classification == .NS)
        }
    }

    @Test("a tasking that holds a person is told of where it is seen, under its label")
    func hiddenHolder() throws {
        let cleared = "  - name: duty-low\n    users: [2101]\n    roles: [duty]\n    clearance: NR\n"
        try Self.with(TestSite(extraPrincipals: cleared)) { desk in
            let open = try Self.propose(try OneTasking.validated(Self.terms(desk, in: 100), desk), desk)
            let secret = try OneTasking.validated(Self.terms(desk, in: 100, nation: "LTU", .NS), desk)
            let holder = try Self.propose(secret, desk).id
            for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("LTU", .host)] {
                _ = try desk.call(Consents.Grant.self, .init(tasking: holder, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            _ = try desk.call(Taskings.Order.self, .init(id: holder), as: TestSite.authority)
            let reply = try desk.call(Taskings.Get.self, .init(id: open.id), as: TestSite.duty)
            #expect(reply.tasking.committed == [.init(expert: "EST-0001", tasking: holder)])
            #expect(reply.marking?.classification == .NS)
            let low = try desk.call(Taskings.Get.self, .init(id: open.id), as: 2101)
            #expect(low.tasking.committed == nil && low.marking?.classification == .NR)
        }
    }

    @Test("neither is a part of what is stored or journalled")
    func notStored() throws {
        try Self.with { desk in
            let request = try OneTasking.validated(Self.terms(desk, in: 7), desk)
            let tasking = try Self.propose(request, desk)
            let other = try Self.propose(request, desk)
            #expect(tasking.lateHours == 5 && other.contested?.count == 1)
            let entries = try desk.call(Journal.Read.self, .init(), as: TestSite.auditor).entries ?? []
            #expect(entries.count > 3)
            #expect(entries.allSatisfy { !$0.payload.jsonString().contains("lateHours") && !$0.payload.jsonString().contains("contested") })
        }
    }

    // MARK: - The time to reply

    @Test("nations have until the work begins, the policy's hours at most; once it has begun the time must be stated")
    func timeToReply() throws {
        try Self.with { desk in
            let now = desk.clock.now
            func replyBy(in hours: Int, asked: Int? = nil) throws -> String? {
                var terms = Self.terms(desk, in: hours)
                terms.replyBy = asked.map { now.adding(hours: $0).description }
                return try Self.propose(try OneTasking.validated(terms, desk), desk).replyBy
            }
            #expect(try replyBy(in: 100) == now.adding(hours: 12).description)
            #expect(try replyBy(in: 5) == now.adding(hours: 5).description)
            #expect(try replyBy(in: 100, asked: 20) == now.adding(hours: 20).description, "the request's own word goes first")
            #expect(try replyBy(in: 5, asked: 8) == now.adding(hours: 8).description)
            let begun = try OneTasking.validated(Self.terms(desk, in: 0), desk)
            let refusal = try desk.ask(
                Taskings.Propose.self, .init(request: begun, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")]),
                as: TestSite.duty
            ).error?.as(Service.InvalidRecord.self)
            #expect(refusal?.field == "replyBy")
            #expect(refusal?.message.contains("the work has begun \(now)") == true && refusal?.message.contains("--reply-by") == true)
            let stated = now.adding(hours: 2)
            #expect(try Self.propose(begun, replyBy: stated, desk).replyBy == stated.description)
        }
    }
}
