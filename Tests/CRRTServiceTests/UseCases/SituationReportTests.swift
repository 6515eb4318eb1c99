import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Situation reports of a team: who writes and reads them, and when the next one is overdue.
@Suite("Situation reports")
struct SituationReportTests {
    private static func parameters(_ shared: SharedTasking, next: Int? = nil) -> Notes.Report.Parameters {
        let now = shared.desk.clock.now
        return .init(
            tasking: shared.id, from: now.adding(hours: -4).description, until: now.description, summary: "Two hosts rebuilt", hours: 12,
            needs: "A second workstation", nextDue: next.map { now.adding(hours: $0).description })
    }

    private static func nextDue(_ shared: SharedTasking, _ uid: UInt32) throws -> String? {
        try shared.desk.call(Taskings.Get.self, .init(id: shared.id), as: uid).tasking.reportDue
    }

    @Test("by a nation in the tasking, the host or the desk; read by those who see the whole and by the nation that wrote it")
    func writersAndReaders() throws {
        try SharedTasking.with(at: .onTask) { shared throws in
            let (desk, whole) = (shared.desk, [TestSite.duty, TestSite.authority, TestSite.auditor, SharedTasking.albania])
            let writers: [(UInt32, nation: String?, Set<UInt32>)] = [
                (TestSite.duty, nil, []), (SharedTasking.albania, "ALB", []), (SharedTasking.estonia, "EST", [SharedTasking.estonia]),
                (SharedTasking.latvia, "LVA", [SharedTasking.latvia]),
            ]
            for (uid, nation, others) in writers {
                let id = try desk.call(Notes.Report.self, Self.parameters(shared), as: uid).id
                for reader in whole + [SharedTasking.estonia, SharedTasking.latvia, SharedTasking.poland] {
                    let found = try desk.call(Notes.List.self, .init(subject: shared.id), as: reader).notes?.first { $0.id == id }
                    #expect((found != nil) == (whole.contains(reader) || others.contains(reader)), "\(uid) \(reader)")
                    guard let found else { continue }
                    #expect(found.nation == nation && found.hours == 12 && found.needs == "A second workstation" && found.to == "all")
                }
            }
            #expect(try desk.ask(Notes.Report.self, Self.parameters(shared), as: SharedTasking.poland).errorName == "NoSuchRecord")
        }
    }

    @Test("it is due by the last report that the reader is told, until all are home")
    func due() throws {
        try SharedTasking.with(at: .onTask) { shared throws in
            let desk = shared.desk
            let readers = [TestSite.duty, SharedTasking.albania, SharedTasking.estonia, SharedTasking.latvia]
            func overdue(_ uid: UInt32) throws -> [String]? { try desk.call(Service.Status.self, .init(), as: uid).overdueReports }
            for uid in readers { #expect(try Self.nextDue(shared, uid) == nil && overdue(uid) == nil) }
            let first = Self.parameters(shared, next: 6)
            _ = try desk.call(Notes.Report.self, first, as: SharedTasking.estonia)
            let expected = [first.nextDue, first.nextDue, first.nextDue, nil]
            #expect(try readers.map { try Self.nextDue(shared, $0) } == expected)
            #expect(try readers.map(overdue) == [nil, nil, nil, nil])
            desk.advance(hours: 7)
            #expect(try readers.map(overdue) == [[shared.id], [shared.id], [shared.id], nil])
            let marking = try desk.call(Service.Status.self, .init(), as: TestSite.duty).marking
            #expect(marking?.releasableTo == ["NATO"])
            // The desk's own report is newer for those who are told it; Estonia is not.
            _ = try desk.call(Notes.Report.self, Self.parameters(shared), as: TestSite.duty)
            #expect(try readers.map(overdue) == [nil, nil, [shared.id], nil])
            desk.advance(hours: 1)
            _ = try desk.call(Notes.Report.self, Self.parameters(shared, next: 1), as: SharedTasking.estonia)
            desk.advance(hours: 2)
            #expect(try readers.map(overdue) == [[shared.id], [shared.id], [shared.id], nil])
            _ = try shared.step(.release).reply()
            #expect(try overdue(TestSite.duty) == [shared.id], "they are on the way home")
            _ = try shared.step(.home).reply()
            for uid in readers { #expect(try Self.nextDue(shared, uid) == nil && overdue(uid) == nil) }
        }
    }

    @Test("what a nation announced stays due when the host reports, and until its own report or the desk's")
    func dueOfEach() throws {
        try SharedTasking.with(at: .onTask) { shared throws in
            let desk = shared.desk
            func report(_ uid: UInt32, next: Int? = nil) throws -> String? {
                desk.advance(hours: 1)
                let sent = Self.parameters(shared, next: next)
                _ = try desk.call(Notes.Report.self, sent, as: uid)
                return sent.nextDue
            }
            func due() throws -> [String?] {
                try [TestSite.duty, SharedTasking.albania, SharedTasking.estonia].map { try Self.nextDue(shared, $0) }
            }
            let estonia = try report(SharedTasking.estonia, next: 5)
            _ = try report(SharedTasking.albania)
            #expect(try due() == [estonia, estonia, estonia])
            let host = try report(SharedTasking.albania, next: 2)
            #expect(try due() == [host, host, estonia])
            let later = try report(SharedTasking.estonia, next: 9)
            #expect(try due() == [host, host, later])
            _ = try report(SharedTasking.albania)
            #expect(try due() == [later, later, later])
            // The desk writes down what the team says on the telephone. What it announces is due until a nation with people there reports.
            let own = try report(TestSite.duty, next: 6)
            #expect(try due() == [own, own, later])
            _ = try report(SharedTasking.albania)
            #expect(try due() == [own, own, later])
            _ = try report(SharedTasking.estonia)
            #expect(try due() == [nil, nil, nil])
        }
    }

    @Test("not before the order, and with times that make sense")
    func faults() throws {
        try SharedTasking.with(at: .consented) { shared throws in
            #expect(
                try shared.desk.ask(Notes.Report.self, Self.parameters(shared), as: TestSite.duty).errorName == "IllegalTransition")
            _ = try shared.order().reply()
            let now = shared.desk.clock.now
            let faults: [((inout Notes.Report.Parameters) -> Void, String)] = [
                ({ $0.from = "x" }, "from"), ({ $0.from = now.adding(hours: 1).description }, "from"), ({ $0.until = $0.from }, "until"),
                ({ $0.nextDue = now.description }, "nextDue"), ({ $0.hours = -1 }, "hours"), ({ $0.hours = 1_000_000 }, "hours"),
                ({ $0.summary = " " }, "summary"),
            ]
            for (change, field) in faults {
                var report = Self.parameters(shared)
                change(&report)
                let answer = try shared.desk.ask(Notes.Report.self, report, as: SharedTasking.estonia)
                #expect(answer.error?.as(Service.InvalidRecord.self)?.field == field)
            }
            #expect(try shared.desk.call(Notes.List.self, .init(), as: TestSite.duty).notes == [])
            _ = try shared.desk.call(Notes.Report.self, Self.parameters(shared), as: SharedTasking.estonia)
        }
    }
}
