import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// Calendars out of a real daemon, and absences out of a personal calendar into it.
@Suite("calendars", .needsOtherUsers)
struct CalendarTests {
    private static let control = "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n"
    private static let site = TestSite(exercise: true, extraPrincipals: control)
    private static let estonia = ["--as", "ncp-est"]

    private static func leave(from start: String, to end: String) -> String {
        let days = [start, end].map { $0.replacing("-", with: "") }
        return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Annual leave\r\nDTSTART;VALUE=DATE:\(days[0])\r\n"
            + "DTEND;VALUE=DATE:\(days[1])\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    }

    @Test("an import shows what changes, asks, writes the times alone, and changes nothing the second time")
    func absences() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let put = try daemon.crrtctl(["expert", "put", "-"] + Self.estonia, input: SmallWorld.expert("EST-0001").jsonString())
            #expect(put.status == 0, "\(put.errors)")
            let (first, last) = (SmallWorld.day(0).prefix(10), SmallWorld.day(14).prefix(10))
            func take(_ text: String, _ words: String...) throws -> ProgramRun {
                try daemon.crrtctl(["expert", "absence", "import", "est-0001", "-"] + words + Self.estonia, input: text)
            }
            func absences() throws -> [Roster.Period]? {
                let shown = try daemon.crrtctl(["expert", "show", "EST-0001", "--json"] + Self.estonia)
                return try Roster.GetExpert.Reply(json: shown.output).expert.unavailable
            }
            let file = Self.leave(from: String(first), to: String(last))
            let asked = try take(file)
            #expect(
                asked.status == 64 && asked.output.contains("+ \(first) 00:00Z to \(last) 00:00Z") && asked.errors.contains("give --yes"))
            let rehearsed = try take(file, "--dry-run")
            #expect(rehearsed.status == 0 && rehearsed.output.contains("would be: EST-0001 1 absence added"), "\(rehearsed.errors)")
            #expect(try absences() == nil)
            #expect(try take(file, "--yes").status == 0)
            #expect(try absences() == [.init(start: "\(first)T00:00:00Z", end: "\(last)T00:00:00Z")])
            let again = try take(file, "--yes")
            #expect(again.status == 0 && again.errors.contains("stay as they are"))
            #expect(try take(Self.leave(from: String(first), to: String(SmallWorld.day(7).prefix(10))), "--yes", "--replace").status == 0)
            #expect(try absences()?.first?.end == SmallWorld.day(7))
            let wrong = try take(file.replacing("DTSTART", with: "X-START"), "--yes")
            #expect(wrong.status == 1 && wrong.errors.contains("line 2: VEVENT has no DTSTART"), "\(wrong.errors)")
            let foreign = try daemon.crrtctl(
                ["expert", "absence", "import", "EST-0001", "-", "--yes", "--as", "observer-est"],
                input: Self.leave(from: String(first), to: String(last)))
            #expect(foreign.status == 77, "\(foreign.errors)")
            let journal = try daemon.crrtctl(["audit", "log", "--json"] + Self.estonia)
            #expect(journal.status == 0 && !journal.output.contains("Annual"))
        }
    }

    @Test("a calendar has what its reader is told, under a label, and follows the records")
    func events() throws {
        try SmallWorld.with { world in
            _ = try world.contact("EST").call(
                Standby.Put.self,
                .init(
                    period: .init(
                        id: "EST-STB-1", experts: ["EST-0001"], start: SmallWorld.day(0), end: SmallWorld.day(7), tier: .first,
                        noticeHours: 2)))
            let tasking = try world.consentedTasking()
            func calendar(_ words: String..., as uid: UInt32) throws -> ProgramRun {
                try world.daemon.crrtctl(["calendar"] + words, as: uid)
            }
            let shown = try calendar("--nation", "EST", as: TestSite.contact("EST"))
            #expect(shown.status == 0, "\(shown.errors)")
            #expect(shown.output.contains("UID:\(tasking.id)@crrtd.io\r\n") && shown.output.contains("UID:EST-STB-1@crrtd.io\r\n"))
            #expect(shown.output.contains("UID:EST-0001.clearance.") == false, "it ends after the year that is shown")
            #expect(shown.output.contains("X-CRRTD-MARKING:NR") && shown.output.contains("STATUS:TENTATIVE\r\n"))
            #expect(!shown.output.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
            #expect(try calendar(as: TestSite.contact("LVA")).output.contains("BEGIN:VEVENT") == false)
            #expect(try calendar(as: TestSite.observer).output.contains("UID:\(tasking.id)@crrtd.io\r\n"))
            _ = try world.authority.call(Taskings.Abort.self, .init(id: tasking.id, reason: "over"))
            let ended = try calendar(as: TestSite.duty)
            #expect(ended.output.contains("STATUS:CANCELLED\r\n"))
            #expect(try calendar("--nation", "EST", "--team", "EST-CRRT-1", as: TestSite.duty).status == 64)
            #expect(try calendar("--team", "EST-CRRT-1", as: TestSite.duty).status == 4)
            #expect(try calendar("--json", as: TestSite.duty).errors.contains("not JSON"))
        }
    }
}
