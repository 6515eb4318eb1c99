import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// The desk reminds nations whose answer is awaited: on record, and not too often.
@Suite("Reminders")
struct ReminderTests {
    private static func remind(_ shared: SharedTasking, _ nation: String? = nil) throws -> Answer<Consents.Remind.Reply> {
        try shared.desk.ask(Consents.Remind.self, .init(tasking: shared.id, nation: nation), as: TestSite.duty)
    }

    private static func wait(_ shared: SharedTasking, minutes: Int64) {
        shared.desk.clock.advance(milliseconds: minutes * 60_000)
        shared.desk.settle()
    }

    @Test("who has not answered is reminded, once in fifteen minutes; each nation reads its own reminder")
    func often() throws {
        try SharedTasking.with(at: .awaitingConsent) { shared throws in
            try shared.grant("LVA")
            #expect(try Self.remind(shared, "LVA").errorName == "IllegalTransition", "it has answered")
            #expect(try Self.remind(shared, "EST").reply().consents.map(\.nation) == ["EST"])
            Self.wait(shared, minutes: 5)
            // The host was not reminded yet, so this one is for it alone.
            #expect(try Self.remind(shared).reply().consents.map(\.nation) == ["ALB"])
            let early = try Self.remind(shared)
            #expect(early.errorName == "IllegalTransition")
            #expect(early.error?.as(Service.IllegalTransition.self)?.message.contains("15 minutes") == true)
            Self.wait(shared, minutes: 9)
            #expect(try Self.remind(shared).errorName == "IllegalTransition")
            Self.wait(shared, minutes: 1)
            #expect(try Self.remind(shared).reply().consents.map(\.nation) == ["EST"])
            #expect(try shared.consent("EST").remindedAt == shared.desk.clock.now)
            #expect(try shared.consent("EST").state == .requested)
            for (uid, expected) in [
                (TestSite.duty, ["EST", "ALB", "EST"]), (SharedTasking.albania, ["EST", "ALB", "EST"]),
                (SharedTasking.estonia, ["EST", "EST"]), (SharedTasking.latvia, []),
            ] {
                let entries = try shared.desk.call(Journal.Read.self, .init(limit: 500), as: uid).entries ?? []
                let changes = entries.filter { $0.event == "consent.reminded" }.flatMap { $0.payload["changes"]?.arrayValue ?? [] }
                let nations = changes.map { $0.objectValue?["consent"]?.objectValue?["nation"]?.stringValue }
                #expect(nations == expected, "uid \(uid)")
            }
            // The answer is to the same terms as before.
            try shared.grant("EST")
            try shared.grant("ALB", .host)
            #expect(try shared.state == .consented)
            #expect(try Self.remind(shared).errorName == "IllegalTransition", "no answer is awaited")
            #expect(try shared.desk.store.differingRows().isEmpty)
        }
    }
}
