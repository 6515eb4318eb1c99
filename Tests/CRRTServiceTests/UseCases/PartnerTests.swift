import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import JournalProof
import Testing
import Varlink

@testable import CRRTService

/// Experts of companies of industry, whom their nation sponsors.
@Suite("Partners of industry")
struct PartnerTests {
    private static let company = Roster.Partner(name: "Kuberkaitse AS", agreement: "MoD 2026/14", until: "2030-06-30")

    private static func put(_ partner: Roster.Partner?, _ desk: InProcessDesk, key: String? = nil) throws -> Answer<Roster.PutExpert.Reply>
    {
        var expert = OneTasking.expert("EST-0001")
        expert.partner = partner
        return try desk.ask(Roster.PutExpert.self, .init(expert: expert, idempotencyKey: key), as: TestSite.contact("EST"))
    }

    private static func stored(_ desk: InProcessDesk) throws -> Partner? {
        try desk.store.read { try $0.expert(ExpertID("EST-0001"))?.partner }
    }

    @Test("a new company is named with its agreement; a later put need not repeat them, and one without takes the company off")
    func put() throws {
        try InProcessDesk.with { (desk) throws in
            let faults: [(Roster.Partner, String)] = [
                (.init(until: "2030-06-30"), "partner.name"), (.init(name: "A", until: "2030-06-30"), "partner.agreement"),
                (.init(agreement: "A", until: "2030-06-30"), "partner.name"),
                (.init(name: "A", agreement: "B", until: "x"), "partner.until"),
                (.init(name: "A\nB", agreement: "B", until: "2030-06-30"), "expert.partner.name"),
            ]
            for (partner, field) in faults {
                #expect(try Self.put(partner, desk).error?.as(Service.InvalidRecord.self)?.field.hasSuffix(field) == true, "\(partner)")
            }
            #expect(try Self.put(Self.company, desk).reply().expert.partner == Self.company)
            #expect(try Self.put(.init(until: "2031-01-31"), desk).reply().expert.partner?.agreement == "MoD 2026/14")
            #expect(try Self.stored(desk)?.until.description == "2031-01-31")
            #expect(try Self.put(nil, desk).reply().expert.partner == nil)
            #expect(try Self.put(.init(until: "2031-01-31"), desk).error != nil, "nothing is left of the former one")
        }
    }

    @Test("the journal has the end alone; after an erasure nobody is told company or agreement, and the record can be put again")
    func erasure() throws {
        try InProcessDesk.with { (desk) throws in
            _ = try Self.put(Self.company, desk, key: "put").reply()
            let contact = TestSite.contact("EST")
            #expect(try desk.call(Roster.GetExpert.self, .init(id: "EST-0001"), as: contact).expert.partner == Self.company)
            #expect(try desk.call(Roster.ListExperts.self, .init(), as: contact).experts?.first?.partner == Self.company)
            #expect(try Self.put(Self.company, desk, key: "put").reply().expert.partner == Self.company, "a repeated command")
            _ = try desk.call(Roster.SetOffer.self, .init(kind: .expert, id: "EST-0001", event: .confirm, idempotencyKey: "c"), as: contact)
            for entry in try desk.store.read({ try $0.journal(since: 0, limit: 100) }) {
                #expect(!entry.payload.contains("Kuberkaitse") && !entry.payload.contains("MoD 2026"))
                #expect(entry.payload.contains(#""partner":{"until":"2030-06-30"}"#))
            }
            let erased = Roster.Partner(until: "2030-06-30")
            #expect(try desk.call(Roster.EraseName.self, .init(id: "EST-0001"), as: contact).expert.partner == erased)
            #expect(try desk.call(Roster.GetExpert.self, .init(id: "EST-0001"), as: contact).expert.partner == erased)
            #expect(try Self.put(Self.company, desk, key: "put").reply().expert.partner == erased, "its receipt")
            #expect(try Self.put(erased, desk).reply().expert.partner == erased)
            #expect(try desk.store.differingRows().isEmpty)
        }
    }

    @Test("an import sets, changes and removes companies, and its receipts hold none")
    func imports() throws {
        try InProcessDesk.with { (desk) throws in
            func take(_ partner: Roster.Partner?, dryRun: Bool = false) throws -> Roster.Import.Reply {
                var expert = OneTasking.expert("EST-0001")
                expert.partner = partner
                return try desk.call(
                    Roster.Import.self, .init(records: [.init(expert: expert)], dryRun: dryRun), as: TestSite.contact("EST"))
            }
            #expect(throws: (any Error).self) { try take(.init(until: "2030-06-30")) }
            _ = try take(Self.company)
            #expect(try Self.stored(desk)?.name == "Kuberkaitse AS")
            var other = Self.company
            other.name = "Teine OÜ"
            #expect(try take(other, dryRun: true).summary.updated == 1)
            #expect(try Self.stored(desk)?.name == "Kuberkaitse AS")
            _ = try take(other)
            #expect(try Self.stored(desk)?.name == "Teine OÜ")
            #expect(try take(other).summary.unchanged == 1)
            _ = try take(nil)
            #expect(try Self.stored(desk) == nil)
        }
    }

    @Test("nation, host and desk are told the company with the person until they have left; others, commands and the journal are not")
    func shown() throws {
        try SharedTasking.with(at: .awaitingConsent) { (tasking) throws in
            _ = try Self.put(Self.company, tasking.desk).reply()
            func partners(_ uid: UInt32) throws -> [String?] {
                let shown = try tasking.desk.call(Taskings.Get.self, .init(id: tasking.id), as: uid).tasking
                let listed = try tasking.desk.call(Taskings.List.self, .init(request: tasking.request), as: uid).taskings?.first
                #expect(shown.elements?.map(\.partner) == listed?.elements?.map(\.partner))
                return shown.elements?.compactMap { $0.partner?.name } ?? []
            }
            for uid in [TestSite.duty, TestSite.authority, SharedTasking.albania, SharedTasking.estonia] {
                #expect(try partners(uid) == ["Kuberkaitse AS"], "\(uid)")
            }
            #expect(try partners(SharedTasking.latvia) == [])
            let granted = try tasking.answer("EST").reply()
            #expect(!granted.jsonString().contains("Kuberkaitse"))
            let match = try tasking.desk.call(Requests.Match.self, .init(id: tasking.request), as: TestSite.duty)
            let marked = match.candidates.flatMap(\.assignments).filter { $0.partner == true }.map(\.expert)
            #expect(Set(marked).isSubset(of: ["EST-0001"]))
            let eligible = try tasking.desk.call(Requests.Eligible.self, .init(id: tasking.request, seat: 0), as: TestSite.duty)
            #expect(eligible.people.filter { $0.partner != nil }.map(\.expert) == ["EST-0001"])
            _ = try tasking.withdraw(["EST-0001"], .released).reply()
            for uid in [TestSite.duty, SharedTasking.albania] { #expect(try partners(uid) == []) }
        }
    }

    @Test("once a person is home, the former host is no longer told for whom they work")
    func home() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            func partners() throws -> [String?] {
                let shown = try tasking.desk.call(Taskings.Get.self, .init(id: tasking.id), as: SharedTasking.albania).tasking
                return shown.elements?.compactMap { $0.partner?.name } ?? []
            }
            _ = try Self.put(Self.company, tasking.desk).reply()
            _ = try tasking.step(.release).reply()
            #expect(try partners() == ["Kuberkaitse AS"])
            _ = try tasking.step(.home).reply()
            #expect(try partners() == [])
        }
    }

    @Test(
        "an agreement that ends before the mission, and a request without experts from industry, keep them out of match, proposal and order"
    )
    func rules() throws {
        try SharedTasking.with(at: .consented) { (tasking) throws in
            func codes(_ id: String = tasking.request) throws -> [String] {
                try tasking.desk.call(Requests.Explain.self, .init(id: id, expert: "EST-0001"), as: TestSite.duty).objections.map(\.code)
            }
            #expect(try codes() == [])
            let end = try tasking.record.period.end
            var ending = Self.company
            ending.until = end.adding(days: -2).date.description
            _ = try Self.put(ending, tasking.desk).reply()
            #expect(try codes() == ["AGREEMENT_ENDS"])
            #expect(try tasking.order().error?.as(Requests.NotEligible.self)?.objections.map(\.code) == ["AGREEMENT_ENDS"])
            ending.until = end.date.description
            _ = try Self.put(ending, tasking.desk).reply()
            #expect(try codes() == [], "the last day counts whole")
            var terms = try tasking.desk.call(Requests.Get.self, .init(id: tasking.request), as: TestSite.duty).request
            terms.noPartners = true
            let amended = try tasking.desk.call(Requests.Amend.self, .init(id: tasking.request, request: terms), as: SharedTasking.albania)
            #expect(amended.request.state == .submitted && amended.request.noPartners == true, "it is a term")
            #expect(try tasking.consent("EST").state == .lapsed)
            #expect(try codes() == ["NO_PARTNERS"])
        }
    }

    @Test("what ends soon names the agreement")
    func endings() throws {
        try InProcessDesk.with { (desk) throws in
            _ = try Self.put(Self.company, desk).reply()
            let found = try desk.call(Reports.Expiring.self, .init(within: 80_000), as: TestSite.contact("EST")).endings ?? []
            #expect(found.filter { $0.ends == .agreement }.map(\.at) == ["2030-07-01T00:00:00Z"])
        }
    }
}
