import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// What an entry, a concern or a refusal says beside the records is for those who may read what it says it of.
@Suite("What is said beside the records")
struct BesideRecordsTests {
    private static let lowDuty: UInt32 = 2131
    private static let lowAlbania: UInt32 = 2132
    private static let site = TestSite(
        extraPrincipals: """
              - name: low-duty
                users: [\(lowDuty)]
                roles: [duty]
                clearance: NR
              - name: low-alb
                users: [\(lowAlbania)]
                roles: [ncp]
                nation: ALB
                clearance: NR

            """)

    private func entries(_ desk: InProcessDesk, _ uid: UInt32, _ event: JournalEvent) throws -> [Journal.Entry] {
        try desk.call(Journal.Read.self, .init(limit: 200), as: uid).entries?.filter { $0.event == event.rawValue } ?? []
    }

    private func detail(_ entry: Journal.Entry?, _ name: String) -> String? { entry?.payload["detail"]?.objectValue?[name]?.stringValue }

    // MARK: Amendments

    /// What the readers of the new record are shown of the amendment, and what the auditor is.
    private func amended(from terms: Requests.Request) throws -> (low: [String], whole: String?) {
        try InProcessDesk.with(Self.site) { (desk) throws in
            let id = try #require(try desk.call(Requests.Submit.self, .init(request: terms), as: OneTasking.albania).request.id)
            var clean = OneTasking.terms()
            clean.title = "Clean"
            _ = try desk.call(Requests.Amend.self, .init(id: id, request: clean), as: OneTasking.albania)
            let low = try [Self.lowDuty, Self.lowAlbania].map { uid in
                try #require(try entries(desk, uid, .requestAmended).first).payload.jsonString()
            }
            return (low, detail(try entries(desk, TestSite.auditor, .requestAmended).first, "changed"))
        }
    }

    @Test("an amendment that lowers the label or widens the release shows nothing of the record before it")
    func lowered() throws {
        var secret = OneTasking.terms(classification: .NS)
        (secret.title, secret.summary) = ("SECRET title", "SECRET summary")
        var other = secret
        (other.title, other.location, other.classification) = ("Clean", "SECRET place", .NC)
        var narrow = OneTasking.terms()
        (narrow.title, narrow.releasableTo) = ("SECRET title", ["ALB", "EST"])
        let shown = try [secret, other, narrow].map { try amended(from: $0) }
        for (low, whole) in shown {
            #expect(low == shown[0].low, "the same whatever it was before")
            #expect(low.allSatisfy { !$0.contains("SECRET") && $0.contains("withheld") })
            #expect(whole?.contains("SECRET") == false, "what is not written is not shown later either")
        }
        // The record before is open to all readers of the one after it.
        var open = OneTasking.terms()
        (open.title, open.classification) = ("Before", .NU)
        #expect(try amended(from: open).whole?.contains("title: Before -> Clean") == true)
    }

    @Test("the differences of an import bear the label of what the effect was")
    func importMarking() throws {
        try InProcessDesk.with { (desk) throws in
            _ = try desk.call(Roster.PutEffect.self, .init(effect: Self.effect(.NS)), as: TestSite.contact("SWE"))
            let reply = try desk.call(
                Roster.Import.self, .init(records: [.init(effect: Self.effect(.NR))], dryRun: true), as: TestSite.contact("SWE"))
            #expect(reply.changes?.contains { $0.reason.contains("NS") } == true)
            #expect(reply.marking?.classification == .NS)
        }
    }

    private static func effect(_ level: Roster.Classification) -> Roster.Effect {
        .init(
            id: "SWE-EFF-01", nation: "SWE", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
            classification: level, releasableTo: ["NATO"])
    }
}
