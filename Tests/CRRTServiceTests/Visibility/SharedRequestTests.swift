import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// A nation that is made aware of a request reads what it is about and how it stands, and nothing else of it.
@Suite("Requests that are shared")
struct SharedRequestTests {
    private static let (france, estonia) = (TestSite.contact("FRA"), TestSite.contact("EST"))

    /// A request of Albania at NR, released to ALB, EST, FRA and LVA, and shared with France.
    private func shared(_ desk: InProcessDesk, _ change: (inout Requests.Request) -> Void = { _ in }) throws -> String {
        var terms = terms()
        change(&terms)
        return try OneTasking.validated(terms, desk)
    }

    private func terms() -> Requests.Request {
        var terms = OneTasking.terms()
        (terms.releasableTo, terms.shareWith) = (["ALB", "EST", "FRA", "LVA"], ["FRA"])
        return terms
    }

    private func list(_ desk: InProcessDesk, as uid: UInt32 = france) throws -> [Requests.SharedRequest] {
        try desk.call(Requests.ListShared.self, .init(), as: uid).requests ?? []
    }

    private func amend(_ desk: InProcessDesk, _ id: String, _ change: (inout Requests.Request) -> Void) throws {
        var terms = try desk.call(Requests.Get.self, .init(id: id), as: TestSite.contact("ALB")).request
        (terms.state, terms.filled, terms.revision) = (nil, nil, nil)
        change(&terms)
        _ = try desk.call(Requests.Amend.self, .init(id: id, request: terms), as: TestSite.contact("ALB"))
    }

    @Test("who is named, released to and cleared reads its six fields; everybody else reads nothing of it")
    func readers() throws {
        try InProcessDesk.with(Onlooker.site) { desk in
            let id = try shared(desk) { $0.shareWith = ["FRA", "EST"] }
            let expected = Requests.SharedRequest(
                id: id, nation: "ALB", title: "Help", classification: .NR, releasableTo: ["ALB", "EST", "FRA", "LVA"],
                start: OneTasking.day(0), end: OneTasking.day(10), state: .validated)
            // 2105 is a contact point of Estonia who is cleared for NR.
            for uid in [Self.france, Self.estonia, 2105] { #expect(try list(desk, as: uid) == [expected]) }
            for nation in ["ALB", "LVA", "SWE"] { #expect(try list(desk, as: TestSite.contact(nation)) == []) }
            for uid in [TestSite.duty, TestSite.authority, TestSite.auditor, TestSite.administrator, TestSite.stranger] {
                #expect(try desk.ask(Requests.ListShared.self, .init(), as: uid).errorName == "PermissionDenied")
            }
            try amend(desk, id) { $0.classification = .NC }
            #expect(try list(desk, as: 2105) == [])
            #expect(try list(desk, as: Self.estonia).map(\.classification) == [.NC])
        }
    }

    @Test("by every other method the request does not exist for a nation that it is shared with")
    func nothingElse() throws {
        try OneTasking.with(at: .onTask) { one in
            _ = try one.desk.call(Requests.Correct.self, .init(id: one.request, shareWith: ["FRA"]), as: OneTasking.albania)
            let desk = one.desk
            #expect(try list(desk).map(\.id) == [one.request])
            #expect(try desk.ask(Requests.Get.self, .init(id: one.request), as: Self.france).errorName == "NoSuchRecord")
            #expect(try desk.ask(Taskings.Get.self, .init(id: one.id), as: Self.france).errorName == "NoSuchRecord")
            #expect(try desk.call(Requests.List.self, .init(), as: Self.france).requests == [])
            #expect(try desk.call(Taskings.List.self, .init(), as: Self.france).taskings == [])
            #expect(try desk.call(Taskings.List.self, .init(request: one.request), as: Self.france).taskings == [])
            #expect(try desk.call(Consents.List.self, .init(), as: Self.france).consents == [])
            #expect(try desk.call(Journal.Read.self, .init(), as: Self.france).entries == [])
            #expect(try desk.call(Journal.Read.self, .init(subject: one.request), as: Self.france).entries == [])
        }
    }

    @Test("what changes none of the six fields leaves no trace, and what changes one shows it")
    func traces() throws {
        try InProcessDesk.with(Onlooker.site) { desk in
            let id = try shared(desk)
            func reply() throws -> [UInt8] { try desk.call(Requests.ListShared.self, .init(), as: Self.france).jsonBytes() }
            let before = try reply()
            let incident = Requests.Incident(impact: .init(people: 7, spillOver: ["FRA"]))
            _ = try desk.call(Requests.Correct.self, .init(id: id, incident: incident, costEstimate: "1 EUR"), as: TestSite.contact("ALB"))
            try amend(desk, id) { terms in
                (terms.summary, terms.mission, terms.legalBasis, terms.precedence) = ("Other", .assess, "MoU", .flash)
                (terms.seats[0].count, terms.excludes, terms.location) = (4, ["LVA"], "Tirana")
            }
            _ = try desk.call(Requests.Validate.self, .init(id: id), as: TestSite.duty)
            #expect(try reply() == before)
            _ = try desk.call(Requests.Correct.self, .init(id: id, title: "More help"), as: TestSite.contact("ALB"))
            #expect(try list(desk).map(\.title) == ["More help"])
            _ = try desk.call(Requests.Cancel.self, .init(id: id, reason: "over"), as: TestSite.contact("ALB"))
            #expect(try list(desk).map(\.state) == [.cancelled])
        }
    }

    @Test("a narrower release takes nations out of it, also of a group and once people are ordered")
    func narrowed() throws {
        try OneTasking.with(at: .ordered) { one in
            _ = try one.desk.call(Requests.Correct.self, .init(id: one.request, shareWith: ["NATO"]), as: OneTasking.albania)
            #expect(try list(one.desk).map(\.id) == [one.request])
            try amend(one.desk, one.request) { $0.releasableTo = ["ALB", "EST"] }
            #expect(try list(one.desk) == [])
            #expect(try list(one.desk, as: Self.estonia).map(\.id) == [one.request])
            let narrowed = try one.desk.call(Requests.Get.self, .init(id: one.request), as: OneTasking.albania).request
            #expect(narrowed.shareWith == ["EST"] && narrowed.state == .validated)
        }
    }

    @Test(
        "who may not know of it cannot be named: refused by field, in every way to write one",
        arguments: [
            (["EST", "SWE"], "shareWith[1]", "not released to SWE"), (["NATO"], "shareWith[0]", "NATO has"),
            (["NATA"], "shareWith[0]", "NATO"), (["EST", "ALB"], "shareWith[1]", "the requesting nation itself"),
        ])
    func beyond(names: [String], field: String, word: String) throws {
        try InProcessDesk.with(Onlooker.site) { desk in
            let id = try shared(desk)
            var terms = terms()
            terms.shareWith = names
            let albania = TestSite.contact("ALB")
            let errors = [
                ("request.", try desk.ask(Requests.Submit.self, .init(request: terms), as: albania).error),
                ("request.", try desk.ask(Requests.Amend.self, .init(id: id, request: terms), as: albania).error),
                ("", try desk.ask(Requests.Correct.self, .init(id: id, shareWith: names), as: albania).error),
            ]
            for (prefix, error) in errors {
                let refusal = try #require(error?.as(Service.InvalidRecord.self))
                #expect(refusal.field == prefix + field && refusal.reason.contains(word), "\(refusal)")
            }
        }
    }

    @Test("pages are counted by what is shared")
    func pages() throws {
        try InProcessDesk.with(Onlooker.site) { desk in
            var ids: [String] = []
            for number in 0..<6 {
                let id = try shared(desk) { if number % 2 == 1 { $0.shareWith = ["EST"] } }
                if number % 2 == 0 { ids.append(id) }
            }
            let first = try desk.call(Requests.ListShared.self, .init(limit: 2), as: Self.france)
            #expect(first.requests?.map(\.id) == Array(ids.prefix(2)))
            let second = try desk.call(Requests.ListShared.self, .init(limit: 2, after: first.next), as: Self.france)
            #expect(second.requests?.map(\.id) == Array(ids.suffix(1)) && second.next == nil)
        }
    }
}
