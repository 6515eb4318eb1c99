import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Referrals to article 4 or 5 are on record, and change nothing.
@Suite("Referrals")
struct ReferralTests {
    private func refer(
        _ id: String, at: String? = nil, by: String = "Government of Albania"
    ) -> Requests.Refer.Parameters { .init(id: id, article: .article4, by: by, to: "North Atlantic Council", at: at, reference: "NV 417") }

    @Test("a referral changes no state, tasking or consent", arguments: [Tasking.State.awaitingConsent, .consented, .onTask])
    func recorded(stage: Tasking.State) throws {
        try OneTasking.with(at: stage) { (one) throws in
            let (tasking, consents) = (try one.record, try one.consents)
            let before = try one.desk.call(Requests.Get.self, .init(id: one.request), as: OneTasking.albania).request
            let referred = try one.desk.call(Requests.Refer.self, refer(one.request), as: OneTasking.albania).request
            #expect(referred.state == before.state && referred.revision == (before.revision ?? 0) + 1)
            let referral = try #require(referred.referrals?.first)
            #expect(referral.article == .article4 && referral.at == one.desk.clock.now.description && referral.outcome == nil)
            one.desk.clock.advance(milliseconds: 1000)
            let report = Requests.ReportReferral.Parameters(id: one.request, number: 1, outcome: "The Council met")
            let reported = try one.desk.call(Requests.ReportReferral.self, report, as: TestSite.duty).request
            #expect(reported.referrals?.first?.outcome == "The Council met" && reported.referrals?.count == 1)
            #expect(try one.record == tasking && one.consents == consents)
            // Other changes leave them alone.
            let corrected = try one.desk.call(Requests.Correct.self, .init(id: one.request, title: "Right"), as: OneTasking.albania).request
            #expect(corrected.referrals == reported.referrals)
            guard stage != .onTask else { return }
            var terms = OneTasking.terms()
            terms.summary = "Other"
            let amended = try one.desk.call(Requests.Amend.self, .init(id: one.request, request: terms), as: OneTasking.albania).request
            #expect(amended.referrals == reported.referrals)
        }
    }

    @Test("an outcome on record is corrected with a reason, and the journal has both")
    func corrected() throws {
        try OneTasking.with(at: .awaitingConsent) { (one) throws in
            func report(_ outcome: String, reason: String? = nil) throws -> Answer<Requests.ReportReferral.Reply> {
                try one.desk.ask(
                    Requests.ReportReferral.self, .init(id: one.request, number: 1, outcome: outcome, reason: reason), as: TestSite.duty)
            }
            _ = try one.desk.call(Requests.Refer.self, refer(one.request), as: OneTasking.albania)
            #expect(try report("x", reason: "y").error?.as(Service.InvalidRecord.self)?.field == "reason", "there is nothing to correct")
            _ = try report("met on 12 December").reply()
            let refused = try report("met on 13 December").error?.as(Service.InvalidRecord.self)
            #expect(refused?.field == "reason" && refused?.reason.contains("state why it is corrected") == true)
            #expect(try report("met on 13 December", reason: " ").error?.as(Service.InvalidRecord.self)?.field == "reason")
            let corrected = try report("met on 13 December", reason: "the date was wrong").reply().request
            #expect(corrected.referrals?.first?.outcome == "met on 13 December")
            let read = Journal.Read.Parameters(limit: 100, subject: one.request)
            let entries = (try one.desk.call(Journal.Read.self, read, as: TestSite.duty).entries ?? []).suffix(2).map {
                $0.payload.jsonString()
            }
            #expect(entries.first?.contains("met on 12 December") == true && entries.last?.contains("met on 13 December") == true)
            #expect(entries.last?.contains("the date was wrong") == true)
        }
    }

    @Test("what is wrong with one is named by its field")
    func refused() throws {
        try OneTasking.with(at: .consented) { (one) throws in
            func field<Reply>(_ answer: Answer<Reply>) -> String? { answer.error?.as(Service.InvalidRecord.self)?.field }
            let later = one.desk.clock.now.adding(hours: 1).description
            #expect(field(try one.desk.ask(Requests.Refer.self, refer(one.request, at: later), as: TestSite.duty)) == "at")
            #expect(field(try one.desk.ask(Requests.Refer.self, refer(one.request, by: " "), as: TestSite.duty)) == "by")
            let none = Requests.ReportReferral.Parameters(id: one.request, number: 1, outcome: "x")
            #expect(field(try one.desk.ask(Requests.ReportReferral.self, none, as: TestSite.duty)) == "number")
            _ = try one.desk.call(Requests.Refer.self, refer(one.request), as: TestSite.duty)
            let earlier = one.desk.clock.now.adding(hours: -1).description
            let before = Requests.ReportReferral.Parameters(id: one.request, number: 1, outcome: "x", at: earlier)
            #expect(field(try one.desk.ask(Requests.ReportReferral.self, before, as: TestSite.duty)) == "at")
            #expect(try one.desk.ask(Requests.Refer.self, refer(one.request), as: OneTasking.estonia).errorName == "PermissionDenied")
            for _ in 1..<Request.mostReferrals { _ = try one.desk.call(Requests.Refer.self, refer(one.request), as: TestSite.duty) }
            #expect(field(try one.desk.ask(Requests.Refer.self, refer(one.request), as: TestSite.duty)) == "id")
        }
    }
}
