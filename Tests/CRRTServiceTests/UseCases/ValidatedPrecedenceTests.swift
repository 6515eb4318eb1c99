import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// The desk confirms a request's precedence or sets its own when it validates.
@Suite("Precedence on validation")
struct ValidatedPrecedenceTests {
    private typealias Stated = Requests.Request.Precedence
    private typealias Judged = Requests.Validate.Parameters.Precedence

    private static func submitted(_ stated: Stated?, _ desk: InProcessDesk) throws -> String {
        var terms = OneTasking.terms()
        terms.precedence = stated
        return try #require(try desk.call(Requests.Submit.self, .init(request: terms), as: OneTasking.albania).request.id)
    }

    private static func lastDetail(_ id: String, _ desk: InProcessDesk, as uid: UInt32 = TestSite.duty) throws -> JSONObject {
        let entries = try desk.call(Journal.Read.self, .init(limit: 100, subject: id), as: uid).entries ?? []
        let last = try #require(entries.last { $0.event == JournalEvent.requestValidated.rawValue })
        return last.payload["detail"]?.objectValue ?? [:]
    }

    @Test("each stated with each set: what is on record, and what the nation stated stays")
    func table() throws {
        try InProcessDesk.with { (desk) throws in
            for stated in Stated.allCases {
                for set in Judged.allCases {
                    let id = try Self.submitted(stated, desk)
                    let reply = try desk.call(Requests.Validate.self, .init(id: id, precedence: set), as: TestSite.duty).request
                    let differs = stated.rawValue != set.rawValue
                    #expect(reply.state == .validated && reply.precedence?.rawValue == set.rawValue)
                    #expect(reply.filedPrecedence?.rawValue == (differs ? stated.rawValue : nil))
                    let detail = try Self.lastDetail(id, desk)
                    #expect(detail["precedence"]?.stringValue == set.rawValue)
                    let words = differs ? "precedence: \(stated.rawValue) -> \(set.rawValue)" : nil
                    #expect(detail["changed"]?.stringValue == words)
                    // The nation reads the same.
                    #expect(try desk.call(Requests.Get.self, .init(id: id), as: OneTasking.albania).request == reply)
                    #expect(try Self.lastDetail(id, desk, as: OneTasking.albania) == detail)
                }
            }
        }
    }

    @Test("without a precedence, that of the nation stands, and the entry is as it was before there was one")
    func untouched() throws {
        try InProcessDesk.with { (desk) throws in
            let id = try Self.submitted(.immediate, desk)
            let reply = try desk.call(Requests.Validate.self, .init(id: id), as: TestSite.duty).request
            #expect(reply.precedence == .immediate && reply.filedPrecedence == nil)
            #expect(try Self.lastDetail(id, desk).members.isEmpty)
        }
    }

    @Test("who is asked reads what was changed")
    func readers() throws {
        try OneTasking.with(at: .awaitingConsent) { (one) throws in
            var terms = OneTasking.terms()
            terms.summary = "Other"
            _ = try one.desk.call(Requests.Amend.self, .init(id: one.request, request: terms), as: OneTasking.albania)
            _ = try one.desk.call(Requests.Validate.self, .init(id: one.request, precedence: .flash), as: TestSite.duty)
            let detail = try Self.lastDetail(one.request, one.desk, as: OneTasking.estonia)
            #expect(detail["changed"]?.stringValue == "precedence: routine -> flash")
        }
    }

    @Test("amended terms keep it while the precedence stays, and set back it is the nation's again")
    func amended() throws {
        try InProcessDesk.with { (desk) throws in
            let id = try Self.submitted(.routine, desk)
            func validate(_ precedence: Judged?) throws -> Requests.Request {
                try desk.call(Requests.Validate.self, .init(id: id, precedence: precedence), as: TestSite.duty).request
            }
            func amend(_ precedence: Stated, _ summary: String) throws -> Requests.Request {
                var terms = OneTasking.terms()
                // What a caller states here does not count.
                (terms.precedence, terms.summary, terms.filedPrecedence) = (precedence, summary, .immediate)
                return try desk.call(Requests.Amend.self, .init(id: id, request: terms), as: OneTasking.albania).request
            }
            #expect(try validate(.flash).filedPrecedence == .routine)
            let corrected = try desk.call(Requests.Correct.self, .init(id: id, title: "Right"), as: OneTasking.albania).request
            #expect(corrected.filedPrecedence == .routine && corrected.precedence == .flash)
            #expect(try amend(.flash, "more").filedPrecedence == .routine)
            #expect(try validate(.immediate).filedPrecedence == .routine)
            #expect(try amend(.immediate, "still more").filedPrecedence == .routine)
            #expect(try validate(.routine).filedPrecedence == nil)
            #expect(try amend(.priority, "urgent").filedPrecedence == nil)
            #expect(try validate(.flash).filedPrecedence == .priority)
            #expect(try amend(.routine, "less so").filedPrecedence == nil)
        }
    }

    @Test("a key is answered once, with another precedence it is refused, and the desk alone may")
    func idempotence() throws {
        try InProcessDesk.with { (desk) throws in
            let id = try Self.submitted(.routine, desk)
            let parameters = Requests.Validate.Parameters(id: id, idempotencyKey: "once", precedence: .flash)
            let denied = try desk.ask(Requests.Validate.self, parameters, as: OneTasking.albania).errorName
            #expect(denied == "PermissionDenied")
            let first = try desk.call(Requests.Validate.self, parameters, as: TestSite.duty)
            #expect(try desk.call(Requests.Validate.self, parameters, as: TestSite.duty) == first)
            var other = parameters
            other.precedence = .priority
            #expect(try desk.ask(Requests.Validate.self, other, as: TestSite.duty).error != nil)
            #expect(try desk.call(Requests.Get.self, .init(id: id), as: TestSite.duty).request == first.request)
        }
    }

    @Test("what is validated already is amended, as the refusal says; without a precedence it says nothing of it")
    func again() throws {
        try InProcessDesk.with { (desk) throws in
            let id = try Self.submitted(.routine, desk)
            _ = try desk.call(Requests.Validate.self, .init(id: id), as: TestSite.duty)
            let refused = try desk.ask(Requests.Validate.self, .init(id: id, precedence: .flash), as: TestSite.duty).error
            let message = try #require(refused?.as(Service.IllegalTransition.self)).message
            #expect(message.contains("crrtctl request amend \(id) --precedence flash"), "\(message)")
            let plain = try desk.ask(Requests.Validate.self, .init(id: id), as: TestSite.duty).error
            #expect(plain?.as(Service.IllegalTransition.self)?.message.contains("amend") == false)
        }
    }

    @Test("a submission states none besides its own")
    func submission() throws {
        try InProcessDesk.with { (desk) throws in
            var terms = OneTasking.terms()
            terms.filedPrecedence = .flash
            #expect(try desk.call(Requests.Submit.self, .init(request: terms), as: OneTasking.albania).request.filedPrecedence == nil)
        }
    }
}
