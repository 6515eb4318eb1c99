import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Who a match does without, whom it fixes in a seat, its next-best candidates, and who is left out because of earlier taskings.
@Suite("Choices of a match")
struct MatchChoiceTests {
    /// Three Estonians, two Latvians and a Lithuanian, from cheap to dear, and a team of the first two.
    private static func with(_ body: (InProcessDesk, _ request: String) throws -> Void) throws {
        try InProcessDesk.with(TestSite(extraPrincipals: lowDuty)) { desk in
            for (number, id) in ["EST-0001", "EST-0002", "EST-0003", "LVA-0001", "LVA-0002", "LTU-0001"].enumerated() {
                var expert = OneTasking.expert(id)
                expert.noticeHours = 10 + number
                _ = try desk.call(Roster.PutExpert.self, .init(expert: expert), as: TestSite.contact(String(id.prefix(3))))
            }
            let team = Roster.Team(
                id: "EST-CRRT-1", name: "One", nation: "EST", members: ["EST-0001", "EST-0002"], noticeHours: 1)
            _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: TestSite.contact("EST"))
            try body(desk, try OneTasking.validated(terms(), desk))
        }
    }

    private static let lowDuty = "  - name: duty-low\n    users: [2101]\n    roles: [duty]\n    clearance: NR\n"

    private static func terms(count: Int = 1, classification: Requests.Classification = .NR) -> Requests.Request {
        var terms = OneTasking.terms(classification: classification)
        terms.seats[0].count = count
        return terms
    }

    private static func match(
        _ desk: InProcessDesk, _ parameters: Requests.Match.Parameters, as uid: UInt32 = TestSite.duty
    ) throws -> Requests.Match.Reply { try desk.call(Requests.Match.self, parameters, as: uid) }

    private static func people(_ reply: Requests.Match.Reply, _ kind: Requests.Candidate.Kind = .assembled) -> [String] {
        reply.candidates.filter { $0.kind == kind }.map { $0.assignments.map(\.expert).joined(separator: " ") }
    }

    /// The field of the refusal that a match gets.
    private static func refusal(_ desk: InProcessDesk, _ parameters: Requests.Match.Parameters) throws -> (field: String, message: String) {
        let error = try refused(Service.InvalidRecord.self) { _ = try match(desk, parameters) }
        return (error.field, error.message)
    }

    /// The error of the contract with which a call is refused.
    @discardableResult
    private static func refused<Reply: VarlinkErrorReply>(_ error: Reply.Type, _ call: () throws -> Void) throws -> Reply {
        let remote = try #require(throws: RemoteError.self, performing: call)
        return try #require(remote.as(error))
    }

    private static func propose(_ request: String, _ experts: [String], _ desk: InProcessDesk) throws -> String {
        try desk.call(
            Taskings.Propose.self,
            .init(request: request, kind: .assembled, assignments: experts.map { .init(seat: 0, expert: $0) }), as: TestSite.duty
        ).tasking.id
    }

    private static func refuse(_ tasking: String, _ nation: String, _ desk: InProcessDesk) throws {
        _ = try desk.call(
            Consents.Refuse.self, .init(tasking: tasking, nation: nation, kind: .contribute, reason: "not now"),
            as: TestSite.contact(nation))
    }

    // MARK: - Next-best candidates

    @Test("a stated limit gives next-best candidates with other people; without one the answer is as it was")
    func limit() throws {
        try Self.with { (desk, request) throws in
            let plain = try Self.match(desk, .init(id: request))
            #expect(Self.people(plain) == ["EST-0001"] && Self.people(plain, .team) == ["EST-0001"])
            let one = try Self.match(desk, .init(id: request, limit: 1))
            #expect(one.candidates == plain.candidates)
            let four = try Self.match(desk, .init(id: request, limit: 4))
            #expect(Self.people(four) == ["EST-0001", "EST-0002", "EST-0003", "LVA-0001"])
            #expect(Self.people(four, .team) == ["EST-0001", "EST-0002"])
            #expect(four.candidates.allSatisfy { $0.proven && $0.lowerBound == nil })
            #expect(try Self.match(desk, .init(id: request, limit: 100)).candidates.count == 6 + 2)
        }
    }

    @Test("next-best candidates are marked like the first: late ones, and contested ones")
    func marks() throws {
        try Self.with { (desk, request) throws in
            let other = try OneTasking.validated(OneTasking.terms(nation: "LTU"), desk)
            let wanted = try Self.propose(other, ["EST-0002"], desk)
            var terms = Self.terms()
            terms.start = desk.clock.now.adding(hours: 11).description
            let reply = try Self.match(desk, .init(request: terms, kinds: ["assembled"], limit: 3))
            #expect(reply.candidates.map(\.lateHours) == [nil, nil, 1])
            let filed = try Self.match(desk, .init(id: request, kinds: ["assembled"], limit: 3))
            #expect(filed.candidates.map(\.contested) == [nil, ["EST-0002"], nil])
            #expect(filed.contests == [.init(expert: "EST-0002", tasking: wanted)])
        }
    }

    // MARK: - Without and with

    @Test("a match does without nations, experts and teams")
    func without() throws {
        try Self.with { (desk, request) throws in
            func found(_ names: String...) throws -> [String] {
                let reply = try Self.match(desk, .init(id: request, without: names))
                #expect(reply.seats.map(\.eligible) == [6])
                return reply.candidates.map { "\($0.kind.rawValue) \($0.assignments.map(\.expert).joined(separator: " "))" }
            }
            #expect(try found() == ["team EST-0001", "assembled EST-0001"])
            #expect(try found("EST-0001") == ["team EST-0002", "assembled EST-0002"])
            #expect(try found("EST-CRRT-1") == ["assembled EST-0001"])
            #expect(try found("EST") == ["assembled LVA-0001"])
            #expect(try found("EST", "LVA-0001", "LVA-0002") == ["assembled LTU-0001"])
            #expect(try found("EST", "LVA", "LTU") == [])
        }
    }

    @Test("a match fixes people in seats; an assignment of a candidate can be passed on as it is")
    func with() throws {
        try Self.with { (desk, _) throws in
            let two = try OneTasking.validated(Self.terms(count: 2), desk)
            func found(_ fixed: Requests.FixedPerson...) throws -> [String] {
                Self.people(try Self.match(desk, .init(id: two, with: fixed)))
            }
            #expect(try found() == ["EST-0001 EST-0002"])
            #expect(try found(.init(seat: 0, expert: "LTU-0001")) == ["EST-0001 LTU-0001"])
            #expect(
                try found(.init(seat: 0, expert: "LTU-0001", nation: "LTU", level: 4, noticeHours: 15), .init(seat: 0, expert: "LVA-0002"))
                    == ["LTU-0001 LVA-0002"])
            let reply = try Self.match(
                desk, .init(id: two, limit: 3, without: ["EST-0001"], with: [.init(seat: 0, expert: "LTU-0001")]))
            #expect(Self.people(reply) == ["EST-0002 LTU-0001", "EST-0003 LTU-0001", "LTU-0001 LVA-0001"])
            #expect(Self.people(reply, .augmented) == ["EST-0002 LTU-0001"])
        }
    }

    @Test("what cannot be left out or fixed is refused with the field and what to do")
    func badInput() throws {
        try Self.with { (desk, request) throws in
            func refusal(without: [String]? = nil, with: [Requests.FixedPerson]? = nil) throws -> (field: String, message: String) {
                try Self.refusal(desk, .init(id: request, without: without, with: with))
            }
            for (name, words) in [
                ("XYZ", "crrtctl nation list"), ("est", "did you mean EST?"), ("est-0001", "did you mean EST-0001?"),
                ("EST-9999", "crrtctl expert list"), ("a lot", "crrtctl team list"),
            ] {
                let error = try refusal(without: ["LVA", name])
                #expect(error.field == "without[1]")
                #expect(error.message.contains(words), "\(error.message)")
            }
            #expect(try refusal(with: [.init(seat: 1, expert: "EST-0001")]).field == "with[0].seat")
            #expect(try refusal(with: [.init(seat: -1, expert: "EST-0001")]).field == "with[0].seat")
            #expect(try refusal(with: [.init(seat: 0, expert: "?")]).field == "with[0].expert")
            let twice = [Requests.FixedPerson(seat: 0, expert: "EST-0001"), .init(seat: 0, expert: "EST-0001")]
            #expect(try refusal(with: twice).field == "with[1].expert")
            let both = try refusal(without: ["EST"], with: [.init(seat: 0, expert: "EST-0001")])
            #expect(both.field == "with[0].expert" && both.message.contains("without"))
            let many = try refusal(with: [.init(seat: 0, expert: "EST-0001"), .init(seat: 0, expert: "EST-0002")])
            #expect(many.field == "with" && many.message.contains("seat 0, which has 1 open place"))
            try Self.refused(Service.NoSuchRecord.self) {
                _ = try Self.match(desk, .init(id: request, with: [.init(seat: 0, expert: "EST-9999")]))
            }
            try Self.refused(Service.NoSuchRecord.self) { _ = try Self.match(desk, .init(id: request, team: "EST-CRRT-9")) }
            var late = OneTasking.expert("FIN-0001", level: 2)
            late.clearance = nil
            _ = try desk.call(Roster.PutExpert.self, .init(expert: late), as: TestSite.contact("FIN"))
            let objections = try Self.refused(Requests.NotEligible.self) {
                _ = try Self.match(desk, .init(id: request, with: [.init(seat: 0, expert: "FIN-0001")]))
            }
            #expect(Set(objections.objections.map(\.code)) == ["CLEARANCE_UNKNOWN", "LEVEL_TOO_LOW"])
            #expect(objections.message.contains("with[0]") && objections.message.contains("crrtctl match \(request) --seat 0"))
        }
    }

    @Test("only candidates of one team")
    func team() throws {
        try Self.with { (desk, request) throws in
            let team = Roster.Team(id: "LVA-CRRT-1", name: "Two", nation: "LVA", members: ["LVA-0001"], noticeHours: 1)
            _ = try desk.call(Roster.PutTeam.self, .init(team: team), as: TestSite.contact("LVA"))
            #expect(try Self.match(desk, .init(id: request, team: "LVA-CRRT-1")).candidates.map(\.team) == ["LVA-CRRT-1"])
            let all = try Self.match(desk, .init(id: request, limit: 9, team: "EST-CRRT-1"))
            #expect(all.candidates.map(\.team) == ["EST-CRRT-1", "EST-CRRT-1"])
        }
    }

    // MARK: - Left out

    @Test("people whose nation has refused them for this request are left out and named, and can be taken in again")
    func refused() throws {
        try Self.with { (desk, request) throws in
            let tasking = try Self.propose(request, ["EST-0001"], desk)
            #expect(try Self.match(desk, .init(id: request)).leftOut == nil)
            try Self.refuse(tasking, "EST", desk)
            let reply = try Self.match(desk, .init(id: request))
            #expect(reply.leftOut == [.init(expert: "EST-0001", tasking: tasking, cause: .refused, reason: "not now")])
            #expect(Self.people(reply) == ["EST-0002"] && Self.people(reply, .team) == ["EST-0002"])
            #expect(reply.seats.map(\.eligible) == [6], "no rule objects to them")
            let all = try Self.match(desk, .init(id: request, includeRefused: true))
            #expect(all.leftOut == nil && Self.people(all) == ["EST-0001"])
            for name in ["EST", "EST-0001"] {
                let without = try Self.match(desk, .init(id: request, without: [name]))
                #expect(without.leftOut == nil, "who is done without by name is not offered to be taken in again")
            }
            #expect(try Self.match(desk, .init(request: Self.terms())).leftOut == nil, "another request is another question")
            let other = try OneTasking.validated(Self.terms(), desk)
            #expect(Self.people(try Self.match(desk, .init(id: other))) == ["EST-0001"])
            let fixed = try Self.refusal(desk, .init(id: request, with: [.init(seat: 0, expert: "EST-0001")]))
            #expect(fixed.field == "with[0].expert" && fixed.message.contains("--include-refused"))
        }
    }

    @Test("who was recalled or revoked is left out; so is nobody who only came home, and nobody of a nation that agreed")
    func recalled() throws {
        try Self.with { (desk, _) throws in
            func after(_ nations: [String], _ end: (_ tasking: String) throws -> Void) throws -> [Requests.LeftOut]? {
                let request = try OneTasking.validated(Self.terms(count: 2), desk)
                let tasking = try Self.propose(request, ["EST-0001", "LVA-0001"], desk)
                for nation in nations {
                    let kind: Consents.Grant.Parameters.Kind = nation == "ALB" ? .host : .contribute
                    _ = try desk.call(
                        Consents.Grant.self, .init(tasking: tasking, nation: nation, kind: kind), as: TestSite.contact(nation))
                }
                if nations.count == 3 { _ = try desk.call(Taskings.Order.self, .init(id: tasking), as: TestSite.authority) }
                try end(tasking)
                // People of other nations stay, and are needed for the next one.
                defer { _ = try? desk.call(Taskings.Abort.self, .init(id: tasking, reason: "over"), as: TestSite.duty) }
                return try Self.match(desk, .init(id: request)).leftOut
            }
            let estonia = TestSite.contact("EST")
            let recalled = try after(["ALB", "EST", "LVA"]) {
                _ = try desk.call(Taskings.Recall.self, .init(id: $0, nation: "EST", reason: "needed here"), as: estonia)
            }
            #expect(recalled?.map(\.expert) == ["EST-0001"])
            #expect(recalled?.map(\.cause) == [.recalled])
            #expect(recalled?.map(\.reason) == ["needed here"])
            let revoked = try after(["EST"]) {
                _ = try desk.call(
                    Consents.Revoke.self, .init(tasking: $0, nation: "EST", kind: .contribute, reason: "changed"), as: estonia)
            }
            #expect(revoked?.map(\.expert) == ["EST-0001"])
            #expect(revoked?.map(\.cause) == [.revoked])
            let aborted = try after(["ALB", "EST", "LVA"]) {
                _ = try desk.call(Taskings.Abort.self, .init(id: $0, reason: "no longer needed"), as: TestSite.duty)
            }
            #expect(aborted == nil)
            let host = try after(["EST"]) {
                _ = try desk.call(
                    Consents.Refuse.self, .init(tasking: $0, nation: "ALB", kind: .host, reason: "no"), as: TestSite.contact("ALB"))
            }
            #expect(host == nil, "the host's refusal is not about the people")
        }
    }

    @Test("a nation's later consent for the same people makes up for its refusal")
    func laterConsent() throws {
        try Self.with { (desk, request) throws in
            try Self.refuse(try Self.propose(request, ["EST-0001"], desk), "EST", desk)
            let second = try Self.propose(request, ["EST-0001"], desk)
            #expect(try Self.match(desk, .init(id: request)).leftOut?.count == 1)
            _ = try desk.call(
                Consents.Grant.self, .init(tasking: second, nation: "EST", kind: .contribute), as: TestSite.contact("EST"))
            #expect(try Self.match(desk, .init(id: request)).leftOut == nil)
        }
    }

    @Test("the latest answer counts, in whichever tasking it was given")
    func latestAnswer() throws {
        var answers: [[String]?] = []
        func leftOut(refusing refused: Int, granting granted: Int) throws -> [String]? {
            try Self.with { (desk, request) throws in
                let taskings = [try Self.propose(request, ["EST-0001"], desk), try Self.propose(request, ["EST-0001"], desk)]
                func grant() throws {
                    _ = try desk.call(
                        Consents.Grant.self, .init(tasking: taskings[granted], nation: "EST", kind: .contribute),
                        as: TestSite.contact("EST"))
                }
                if refused > granted { try Self.refuse(taskings[refused], "EST", desk) } else { try grant() }
                desk.advance(hours: 1)
                if refused > granted { try grant() } else { try Self.refuse(taskings[refused], "EST", desk) }
                answers.append(try Self.match(desk, .init(id: request)).leftOut?.map(\.expert))
            }
            return answers.last ?? nil
        }
        #expect(try leftOut(refusing: 1, granting: 0) == nil)
        #expect(try leftOut(refusing: 0, granting: 1) == ["EST-0001"])
    }

    @Test("a described request that carries the id of a hidden one is answered as if it had none")
    func describedWithAHiddenID() throws {
        try Self.with { (desk, _) throws in
            let secret = try OneTasking.validated(Self.terms(count: 2, classification: .NS), desk)
            let tasking = try Self.propose(secret, ["EST-0001"], desk)
            for (nation, kind) in [("EST", Consents.Grant.Parameters.Kind.contribute), ("ALB", .host)] {
                _ = try desk.call(Consents.Grant.self, .init(tasking: tasking, nation: nation, kind: kind), as: TestSite.contact(nation))
            }
            _ = try desk.call(Taskings.Order.self, .init(id: tasking), as: TestSite.authority)
            var described = Self.terms(count: 2)
            let plain = try Self.match(desk, .init(request: described), as: 2101)
            described.id = secret
            let named = try Self.match(desk, .init(request: described), as: 2101)
            #expect(named.seats == plain.seats && named.seats.map(\.count) == [2] && named.candidates == plain.candidates)
            // Who sees it is told of its open seats.
            #expect(try Self.match(desk, .init(request: described)).seats.map(\.count) == [1])
        }
    }

    /// Two worlds that differ in a tasking which the onlooker may not see: their answers are the same, candidates and all.
    @Test("a refusal in a tasking that the caller may not see leaves nobody out and is not told")
    func hiddenRefusal() throws {
        func answers(refusing: Bool) throws -> [Requests.Match.Reply] {
            var replies: [Requests.Match.Reply] = []
            try Self.with { (desk, request) throws in
                let secret = try OneTasking.validated(Self.terms(classification: .NS), desk)
                let tasking = try Self.propose(secret, ["EST-0001"], desk)
                if refusing { try Self.refuse(tasking, "EST", desk) }
                #expect(try (Self.match(desk, .init(id: secret)).leftOut != nil) == refusing)
                try Self.refused(Service.NoSuchRecord.self) { _ = try Self.match(desk, .init(id: secret), as: 2101) }
                // The same terms under another label, filed and described.
                replies = [
                    try Self.match(desk, .init(id: request), as: 2101), try Self.match(desk, .init(request: Self.terms()), as: 2101),
                    try Self.match(desk, .init(id: request, includeRefused: true), as: 2101),
                ]
            }
            return replies
        }
        let (quiet, refusing) = try (answers(refusing: false), answers(refusing: true))
        for (one, other) in zip(quiet, refusing) {
            #expect(one.candidates == other.candidates && one.leftOut == nil && other.leftOut == nil)
            #expect(one.seats == other.seats && one.marking == other.marking && one.asOf == other.asOf)
        }
    }

    // MARK: - One seat

    @Test("who is eligible for a seat is listed by cost, page by page, with marks")
    func eligible() throws {
        try Self.with { (desk, request) throws in
            func page(_ after: String? = nil, limit: Int? = nil, seat: Int = 0) throws -> Requests.Eligible.Reply {
                try desk.call(Requests.Eligible.self, .init(id: request, seat: seat, limit: limit, after: after), as: TestSite.duty)
            }
            let all = try page()
            #expect(all.people.map(\.expert) == ["EST-0001", "EST-0002", "EST-0003", "LVA-0001", "LVA-0002", "LTU-0001"])
            #expect(all.people.map(\.cost) == [20, 21, 22, 23, 24, 25])
            #expect(all.total == 6 && all.next == nil && all.marking?.classification == .NR)
            #expect(all.people.allSatisfy { $0.mayLead == nil && $0.contested == nil && $0.leftOut == nil })
            var after: String?
            var paged: [String] = []
            repeat {
                let reply = try page(after, limit: 4)
                paged += reply.people.map(\.expert)
                after = reply.next
            } while after != nil
            #expect(paged == all.people.map(\.expert))
            let tasking = try Self.propose(request, ["EST-0001"], desk)
            #expect(try page(limit: 2).people.map(\.contested) == [true, nil])
            try Self.refuse(tasking, "EST", desk)
            #expect(try page(limit: 2).people.map { $0.leftOut?.tasking } == [tasking, nil])
            for bad in [("seat", { _ = try page(seat: 1) }), ("limit", { _ = try page(limit: 0) }), ("after", { _ = try page("FIN-1") })]
                as [(String, () throws -> Void)]
            {
                #expect(try Self.refused(Service.InvalidRecord.self, bad.1).field == bad.0)
            }
        }
    }
}
