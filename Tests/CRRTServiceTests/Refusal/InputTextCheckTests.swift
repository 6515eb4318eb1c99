import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// What no text of a call may hold, and what is done about texts that are stored already.
@Suite("Text at the edge")
struct InputTextCheckTests {
    private static let duty = TestSite.duty
    private static let estonia = TestSite.contact("EST")
    private static let albania = TestSite.contact("ALB")

    /// Characters as they come on the wire: in UTF-8 and, where JSON has them so, escaped.
    private static let harmful = ["\u{1B}[2J", "\u{7F}", "\u{9B}2J", "\u{202A}", "\u{202E}TSE", "\u{2028}", "\u{2066}", "\u{2069}", "\0"]

    private static var expert: Roster.Expert {
        .init(
            id: "EST-0001", nation: "EST", clearance: .init(level: .NS, validUntil: "2039-12-31"), skills: ["PD-WRL-003": 4],
            noticeHours: 4, mode: .both)
    }

    private static var effect: Roster.Effect {
        .init(
            id: "EST-E1", nation: "EST", title: "Sinkhole", category: .defensive, kind: "sinkhole", leadHours: 4, classification: .NR,
            releasableTo: ["NATO"])
    }

    private static func terms(_ desk: InProcessDesk) -> Requests.Request {
        .init(
            nation: "ALB", title: "Help", classification: .NR, releasableTo: ["NATO"], mode: .both,
            start: desk.clock.now.adding(days: 30).description, end: desk.clock.now.adding(days: 35).description,
            seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
    }

    private static func field<Reply>(_ answer: CRRTTestSupport.Answer<Reply>) -> String? {
        answer.error?.as(Service.InvalidRecord.self)?.field ?? answer.error?.as(VarlinkService.InvalidParameter.self)?.parameter
    }

    @Test("is refused by the field's name, wherever it stands")
    func refused() throws {
        try InProcessDesk.with { desk in
            for harm in Self.harmful {
                func expect<M: VarlinkMethod>(_ method: M.Type, _ field: String, _ parameters: M.Parameters, as uid: UInt32) throws {
                    let answer = try desk.ask(method, parameters, as: uid)
                    #expect(Self.field(answer) == field, "\(M.name) took \(harm.debugDescription): \(answer)")
                }
                var terms = Self.terms(desk)
                terms.title = "a" + harm
                try expect(Requests.Submit.self, "request.title", .init(request: terms), as: Self.albania)
                try expect(Requests.Match.self, "request.title", .init(request: terms), as: Self.duty)
                terms = Self.terms(desk)
                terms.summary = "one\n" + harm
                try expect(Requests.Submit.self, "request.summary", .init(request: terms), as: Self.albania)
                terms = Self.terms(desk)
                terms.seats[0].accesses = ["ATOMAL", harm]
                try expect(Requests.Submit.self, "request.seats[0].accesses[1]", .init(request: terms), as: Self.albania)
                try expect(Requests.Return.self, "reason", .init(id: "REQ-ALB-2026-0001", reason: harm), as: Self.duty)
                try expect(Requests.Cancel.self, "idempotencyKey", .init(id: "x", reason: "why", idempotencyKey: harm), as: Self.duty)
                try expect(Taskings.Abort.self, "reason", .init(id: "TSK-ALB-2026-0001-1", reason: "a" + harm), as: Self.duty)
                try expect(Taskings.Advance.self, "report", .init(id: "x", event: .close, report: harm + "b"), as: Self.duty)
                try expect(
                    Consents.Grant.self, "conditions", .init(tasking: "x", nation: "EST", kind: .contribute, conditions: harm),
                    as: Self.estonia)
                var expert = Self.expert
                expert.name = "Mari " + harm
                try expect(Roster.PutExpert.self, "expert.name", .init(expert: expert), as: Self.estonia)
                var effect = Self.effect
                effect.conditions = "one\ntwo" + harm
                try expect(Roster.PutEffect.self, "effect.conditions", .init(effect: effect), as: Self.estonia)
            }
            #expect(try desk.store.read { try $0.seq() } == 0, "nothing was written")
        }
    }

    @Test("line breaks stand where several lines are read, and nowhere else")
    func lines() throws {
        try InProcessDesk.with { desk in
            var terms = Self.terms(desk)
            terms.title = "two\nlines"
            #expect(Self.field(try desk.ask(Requests.Submit.self, .init(request: terms), as: Self.albania)) == "request.title")
            terms.title = "a\ttab"
            #expect(Self.field(try desk.ask(Requests.Submit.self, .init(request: terms), as: Self.albania)) == "request.title")
            terms.title = "Łódź – 日本 🚀"
            terms.summary = "one\n\ttwo"
            let id = try #require(try desk.call(Requests.Submit.self, .init(request: terms), as: Self.albania).request.id)
            #expect(try desk.call(Requests.Get.self, .init(id: id), as: Self.duty).request.summary == "one\n\ttwo")
            let returned = try desk.call(Requests.Return.self, .init(id: id, reason: "too long:\n- one\n- two"), as: Self.duty)
            #expect(returned.request.remark == "too long:\n- one\n- two")
        }
    }

    @Test("rights come first: a stranger learns nothing about their fields")
    func rightsFirst() throws {
        try InProcessDesk.with { desk in
            let answer = try desk.ask(Requests.Return.self, .init(id: "x", reason: "\u{202E}"), as: TestSite.stranger)
            #expect(answer.errorName == "PermissionDenied")
        }
    }

    @Test("of an import every bad line is named")
    func importing() throws {
        try InProcessDesk.with { desk in
            var records = (1...4).map { number -> Roster.Record in
                var expert = Self.expert
                expert.id = "EST-000\(number)"
                return .init(expert: expert)
            }
            records[1].expert?.name = "Mari\u{202E}"
            records[2].expert?.noticeHours = -1
            records[3].expert?.location = "Tallinn\nTartu"
            records.append(.init(effect: Self.effect))
            records[4].effect?.title = "\u{2067}Sinkhole"
            let issues = try desk.ask(Roster.Import.self, .init(records: records), as: Self.estonia).error?
                .as(Roster.ImportRejected.self)?.issues
            #expect(issues?.map(\.line) == [2, 3, 4, 5])
            #expect(issues?.map(\.field) == ["name", "noticeHours", "location", "title"])
            #expect(issues?.map(\.id) == ["EST-0002", "EST-0003", "EST-0004", "EST-E1"])
        }
    }

    @Test("what is stored already is still read")
    func storedBefore() throws {
        try InProcessDesk.with { desk in
            let now = desk.clock.now
            var wire = Self.effect
            wire.title = "Sink\u{202E}hole"
            let effect = try Effect(wire, existing: nil, now: now)
            _ = try desk.store.writeAndWait { try $0.append(JournalDraft(by: "ncp", .effectPut, "EST-E1", [.effect(effect)]), at: now) }
            #expect(try desk.call(Roster.GetEffect.self, .init(id: "EST-E1"), as: Self.estonia).effect.title == wire.title)
            let confirmed = try desk.call(Roster.SetOffer.self, .init(kind: .effect, id: "EST-E1", event: .confirm), as: Self.estonia)
            #expect(confirmed.effect?.revision == 2)
        }
    }

    /// A remark that the record could not be read back with would take the request, and every list of requests, from everybody.
    @Test("what a request is closed with can be read back")
    func remarks() throws {
        try InProcessDesk.with { desk in
            let id = try #require(
                try desk.call(Requests.Submit.self, .init(request: Self.terms(desk)), as: Self.albania).request.id)
            _ = try desk.call(Requests.Validate.self, .init(id: id), as: Self.duty)
            let long = String(repeating: "x", count: 4000)
            for (field, outcome, report) in [("report", long, long), ("report", "done", long + "x"), ("outcome", long + "x", "done")] {
                #expect(
                    Self.field(try desk.ask(Requests.Close.self, .init(id: id, outcome: outcome, report: report), as: Self.duty)) == field)
            }
            _ = try desk.call(Requests.Close.self, .init(id: id, outcome: long, report: String(long.dropLast())), as: Self.duty)
            #expect(try desk.call(Requests.Get.self, .init(id: id), as: Self.duty).request.state == .closed)
        }
    }
}
