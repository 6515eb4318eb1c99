import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Search finds what the caller may read, every word of it, the newest first.
@Suite("Search")
struct SearchTests {
    private static func hits(_ desk: InProcessDesk, _ words: [String], limit: Int? = nil, as uid: UInt32 = TestSite.duty) throws -> [String]
    {
        try desk.call(Notes.Search.self, .init(words: words, limit: limit), as: uid).hits?.map { "\($0.kind) \($0.id)" } ?? []
    }

    @Test("every kind of record by its texts, without letter case and accents, by parts of words and in quotes")
    func found() throws {
        try SharedTasking.with(at: .awaitingConsent, terms: { $0.summary = "Zürich's \"relay\" 1\\2 is down" }) { shared throws in
            let desk = shared.desk
            let campaign = try desk.call(
                Campaigns.Open.self, .init(title: "Łódź wipers", domains: [.energy], classification: .NR, releasableTo: ["NATO"]),
                as: TestSite.duty
            ).campaign.id
            let note = try desk.call(
                Notes.Add.self, .init(subject: shared.request, note: "The relay\nwas replaced; ask Ämari"), as: TestSite.duty
            ).id
            try shared.refuse("EST")
            for (words, expected) in [
                (["ZURICH"], ["request \(shared.request)"]), (["zürich"], ["request \(shared.request)"]),
                (["\"RELAY\""], ["request \(shared.request)"]), (["1\\2"], ["request \(shared.request)"]),
                (["lodz", "wiper"], ["campaign \(campaign)"]), (["amari"], ["note \(note)"]), (["elay", "ask"], ["note \(note)"]),
                (["was replaced"], ["note \(note)"]), (["relay was"], ["note \(note)"]), (["relay", "nothing"], []),
                (["needed at home"], ["consent \(shared.id)"]), (["releasableTo"], []), (["state"], []),
            ] {
                #expect(try Self.hits(desk, words) == expected, "\(words)")
            }
            #expect(try Self.hits(desk, ["relay"]) == ["note \(note)", "request \(shared.request)"], "the newest first")
            #expect(try Self.hits(desk, ["relay"], limit: 1) == ["note \(note)"])
            let hit = try #require(try desk.call(Notes.Search.self, .init(words: ["amari"]), as: TestSite.duty).hits?.first)
            #expect(hit.line == "The relay was replaced; ask Ämari" && hit.subject == shared.request)
        }
    }

    @Test("what a caller does not read is not found: a closing remark, another nation's reason, a note for the desk, a secret request")
    func hidden() throws {
        try SharedTasking.with(Onlooker.site, at: .awaitingConsent) { shared throws in
            let desk = shared.desk
            _ = try desk.call(Notes.Add.self, .init(subject: shared.request, note: "needle for the desk"), as: TestSite.duty)
            _ = try desk.call(Notes.Add.self, .init(subject: shared.id, note: "needle for Estonia", to: "EST"), as: TestSite.duty)
            _ = try desk.call(
                Consents.Refuse.self, .init(tasking: shared.id, nation: "LVA", kind: .contribute, reason: "needle at home"),
                as: SharedTasking.latvia)
            _ = try desk.call(Taskings.Abort.self, .init(id: shared.id, reason: "stop"), as: TestSite.duty)
            _ = try desk.call(Requests.Close.self, .init(id: shared.request, outcome: "needle removed"), as: TestSite.duty)
            let counts: [(UInt32, Int)] = [
                (TestSite.duty, 4), (2101, 4), (SharedTasking.albania, 2), (SharedTasking.estonia, 1), (SharedTasking.latvia, 1),
                (SharedTasking.poland, 0), (TestSite.auditor, 4),
            ]
            for (uid, count) in counts { #expect(try Self.hits(desk, ["needle"], as: uid).count == count, "uid \(uid)") }
            for uid in [TestSite.administrator, TestSite.stranger] {
                #expect(try desk.ask(Notes.Search.self, .init(words: ["needle"]), as: uid).errorName == "PermissionDenied")
            }
        }
    }

    @Test("many hits: the newest of them, in turns, each with its marking in a stream")
    func many() throws {
        try SharedTasking.with(at: .awaitingConsent) { shared throws in
            var ids: [String] = []
            for number in 0..<1200 {
                shared.desk.clock.advance(milliseconds: 1)
                let note = "Call \(number) " + String(repeating: "x", count: 3000)
                ids.append(try shared.desk.call(Notes.Add.self, .init(subject: shared.request, note: note), as: TestSite.duty).id)
            }
            let newest = ids.reversed().map { "note \($0)" }
            #expect(try Self.hits(shared.desk, ["call"]) == Array(newest.prefix(100)))
            #expect(try Self.hits(shared.desk, ["call"], limit: 1000) == Array(newest.prefix(1000)))
            #expect(try Self.hits(shared.desk, ["call 77 "]) == ["note \(ids[77])"])
            let call = SlowCall(Notes.Search.name, uid: TestSite.duty)
            Notes.Search.Parameters(words: ["call"], limit: 450).jsonBytes().withUnsafeBytes { shared.desk.router.dispatch($0, call) }
            call.waitUntilFull()
            #expect(call.replies.count < 450)
            call.readOn()
            let streamed = try call.wait().map { try Notes.Search.Reply(json: $0.utf8) }
            #expect(streamed.compactMap { $0.hit.map { "note \($0.id)" } } == Array(newest.prefix(450)))
            #expect(streamed.allSatisfy { $0.marking?.releasableTo == ["NATO"] })
        }
    }

    @Test("words that say nothing are refused by name")
    func faults() throws {
        try InProcessDesk.with { (desk) throws in
            for (parameters, field) in [
                (Notes.Search.Parameters(words: []), "words"), (.init(words: Array(repeating: "a", count: 9)), "words"),
                (.init(words: ["a", " "]), "words[1]"), (.init(words: ["\u{301}"]), "words[0]"), (.init(words: ["a"], limit: 0), "limit"),
                (.init(words: ["a"], limit: 1001), "limit"),
            ] {
                let answer = try desk.ask(Notes.Search.self, parameters, as: TestSite.duty)
                #expect(
                    answer.error?.as(Service.InvalidRecord.self)?.field == field || answer.errorName == "InvalidParameter", "\(parameters)")
            }
        }
    }
}
