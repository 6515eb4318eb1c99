import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// A longer stay is in force for a nation once it and the host have granted it. Who refuses keeps the old end.
@Suite("A longer stay, nation by nation")
struct ExtensionByNationTests {
    private func ends(_ tasking: SharedTasking) throws -> [String] {
        try tasking.record.elements.map { "\($0.text) \($0.period.end)" }
    }

    private func expected(_ estonia: Int, _ latvia: Int) -> [String] {
        [("EST-0001", estonia), ("EST-0002", estonia), ("LVA-0001", latvia)].map { "\($0) \(OneTasking.day($1))" }
    }

    @Test(
        "one grants and another refuses, in any order: each has its own end, and the refusal stays on record",
        arguments: [
            ["EST", "LVA", "ALB"], ["EST", "ALB", "LVA"], ["LVA", "EST", "ALB"], ["LVA", "ALB", "EST"], ["ALB", "EST", "LVA"],
            ["ALB", "LVA", "EST"],
        ])
    func refused(order: [String]) throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            let latvia = try tasking.part(of: "LVA")
            try tasking.extend(to: 15)
            var answered: Set<String> = []
            for nation in order {
                if nation == "LVA" { try tasking.refuse("LVA") } else { try tasking.grant(nation, nation == "ALB" ? .host : .contribute) }
                answered.insert(nation)
                #expect(try ends(tasking) == expected(answered.isSuperset(of: ["EST", "ALB"]) ? 15 : 10, 10), "after \(answered)")
            }
            let record = try tasking.record
            #expect(record.extension == nil && record.state == .onTask && record.period.end.description == OneTasking.day(15))
            #expect(record.refusedExtensions.map(\.nation.description) == ["LVA"])
            #expect(record.refusedExtensions.map(\.reason) == ["needed at home"] && record.refusedExtensions.allSatisfy { !$0.isRevoked })
            // Latvia serves on under its earlier consent, Estonia under the longer one; the host's word for both stands.
            #expect(try tasking.part(of: "LVA").elements == latvia.elements && tasking.consent("LVA").state == .granted)
            #expect(try tasking.consent("EST").state == .spent && tasking.longer("EST").state == .granted)
            #expect(try tasking.consent("ALB", .host).state == .granted && tasking.longer("ALB", .host).state == .granted)

            // Past the old end, Latvia's are overdue and come home; Estonia's are not, and stay.
            tasking.desk.waitFor(OneTasking.day(11))
            let shown = try tasking.desk.call(Taskings.Get.self, .init(id: tasking.id), as: TestSite.duty).tasking
            #expect(shown.overdue == true && shown.elements?.map(\.overdue) == [nil, nil, true])
            let own = try tasking.desk.call(Taskings.Get.self, .init(id: tasking.id), as: SharedTasking.estonia).tasking
            #expect(own.overdue == nil)
            for (expert, isOverdue, day) in [("EST-0001", nil, 15), ("LVA-0001", true, 10)] as [(String, Bool?, Int)] {
                let uid = TestSite.contact(String(expert.prefix(3)))
                let serving = try tasking.desk.call(Roster.GetExpert.self, .init(id: expert), as: uid).serving
                #expect(serving?.map(\.overdue) == [isOverdue] && serving?.map(\.end) == [OneTasking.day(day)], "\(expert)")
                let endings = try tasking.desk.call(Reports.Expiring.self, .init(within: 80_000), as: uid).endings ?? []
                #expect(endings.first { $0.id == expert }?.overdue == isOverdue, "\(expert)")
            }
            _ = try tasking.step(.release, ["LVA-0001"]).reply()
            _ = try tasking.step(.home, ["LVA-0001"]).reply()
            #expect(try tasking.people == ["EST-0001 onTask", "EST-0002 onTask", "LVA-0001 home released"])
        }
    }

    @Test("as of a day between the two ends, only those are committed whose own end is later")
    func asOf() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            try tasking.extend(to: 15)
            try tasking.grant("EST")
            try tasking.refuse("LVA")
            try tasking.grant("ALB", .host)
            let at = OneTasking.day(12)
            let nations = try tasking.desk.call(Reports.Readiness.self, .init(at: at), as: TestSite.duty).nations
            let committed = nations.map { "\($0.nation) \($0.experts.committed)" }
            #expect(committed == ["EST 2", "LTU 0", "LVA 0"])
            let endings = try tasking.desk.call(Reports.Expiring.self, .init(within: 80_000, at: at), as: TestSite.duty).endings ?? []
            let held = Set(endings.filter { $0.tasking == tasking.id }.map(\.id))
            #expect(held == ["EST-0001", "EST-0002"])
        }
    }

    @Test("silence is a refusal: who has answered stays longer")
    func silence() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            try tasking.extend(to: 15)
            try tasking.grant("EST")
            try tasking.grant("ALB", .host)
            tasking.desk.advance(hours: 12)
            #expect(try ends(tasking) == expected(15, 10))
            let refused = try tasking.record.refusedExtensions
            #expect(refused.map(\.nation.description) == ["LVA"] && refused.map(\.reason) == [nil])
            #expect(try tasking.record.extension == nil && tasking.longer("LVA").state == .lapsed)
        }
    }

    @Test("without the host, there is none for anybody", arguments: [false, true])
    func host(silent: Bool) throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            try tasking.extend(to: 15)
            try tasking.grant("EST")
            if silent {
                try tasking.grant("LVA")
                tasking.desk.advance(hours: 12)
            } else {
                try tasking.refuse("ALB", .host)
            }
            #expect(try ends(tasking) == expected(10, 10) && tasking.record.extension == nil)
            #expect(try tasking.longer("EST").state == .lapsed && tasking.longer("LVA").state == .lapsed)
            #expect(try tasking.longer("EST").isVoided && tasking.consent("EST").state == .granted)
            #expect(try tasking.answer("LVA").errorName == "IllegalTransition")
        }
    }

    @Test("once every nation has refused, the host is not asked any more")
    func nobody() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            try tasking.extend(to: 15)
            for nation in ["EST", "LVA"] { try tasking.refuse(nation) }
            #expect(try tasking.record.extension == nil && tasking.record.refusedExtensions.count == 2)
            let host = try tasking.longer("ALB", .host)
            #expect(host.state == .lapsed && host.isVoided)
            // Another end can be asked for, and the same one cannot.
            let same = Taskings.Extend.Parameters(id: tasking.id, until: OneTasking.day(15))
            let refusal = try tasking.desk.ask(Taskings.Extend.self, same, as: TestSite.duty).error
            #expect(refusal?.as(Service.InvalidRecord.self)?.field == "until")
            try tasking.extend(to: 14)
            #expect(try ["EST", "LVA"].allSatisfy { try tasking.longer($0).state == .requested })
        }
    }

    @Test("people who have not been ordered are not asked, and who has turned back is not kept")
    func serving() throws {
        try SharedTasking.with(at: .onTask) { (tasking) throws in
            _ = try tasking.withdraw(["EST-0002"]).reply()
            _ = try tasking.replace(["LTU-0001"]).reply()
            try tasking.extend(to: 15)
            let asked = try tasking.consents.filter { $0.until != nil }.map { "\($0.nation) \($0.kind)" }
            #expect(asked == ["ALB host", "EST contribute", "LVA contribute"])
            #expect(try tasking.longer("EST").terms?.parts.count == 1)
            _ = try tasking.recall("EST").reply()
            for nation in ["LVA", "ALB"] { try tasking.grant(nation, nation == "ALB" ? .host : .contribute) }
            #expect(
                try ends(tasking).map { $0.replacing(OneTasking.day(10), with: "old").replacing(OneTasking.day(15), with: "longer") } == [
                    "EST-0001 old", "EST-0002 old", "LVA-0001 longer", "LTU-0001 old",
                ])
        }
    }
}
