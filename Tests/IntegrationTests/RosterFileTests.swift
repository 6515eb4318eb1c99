import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// Whole rosters in and out of files, against a real daemon. The caller is exercise control and plays Estonia.
@Suite("roster files")
struct RosterFileTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")
    private static let estonia = ["--as", "ncp-est"]

    private func sheet(_ daemon: RunningDaemon) throws -> String {
        try daemon.crrtctl(["roster", "export", "--format", "csv"] + Self.estonia).output
    }

    @Test("every template is imported as it is, and comes back")
    func templates() throws {
        try RunningDaemon.with(Self.site) { daemon in
            for kind in ["expert", "team", "effect"] {
                let template = try daemon.crrtctl(["roster", "template", kind] + Self.estonia)
                #expect(template.status == 0, "\(template.errors)")
                try daemon.folder.write(template.output, to: kind + ".csv")
                let run = try daemon.crrtctl(["roster", "import", daemon.folder.file(kind + ".csv")] + Self.estonia)
                #expect(run.status == 0, "\(run.errors)")
                #expect(run.output.contains(kind == "team" ? "1 created" : "2 created"))
            }
            let export = try sheet(daemon)
            #expect(export.hasPrefix("record,id,nation,name,title,") && export.utf8.suffix(2).elementsEqual("\r\n".utf8))
            #expect(export.contains("EST-0001") && export.contains("EST-CRRT-1") && export.contains("EST-EFF-02"))
        }
    }

    @Test("an export as CSV changes nothing when imported, and the next one is the same, byte for byte")
    func roundTrip() throws {
        try RunningDaemon.with(Self.site) { daemon in
            var odd = SmallWorld.expert("EST-0001")
            odd.name = "=HYPERLINK(\"http://x\")"
            odd.location = "'+49, \"Tartu\"; 東"
            let (away, back) = (SmallWorld.day(200), SmallWorld.day(201).replacing("T00:00:00Z", with: "T12:00:00.25Z"))
            odd.unavailable = [.init(start: away, end: back)]
            odd.languages = ["eng": "3332", "fra": "0+000"]
            let confirmed = MovedSamples.today.startOfDay.adding(days: -300).description
            odd.offer = .init(state: .suspended, validUntil: SmallWorld.day(1000), confirmedAt: confirmed)
            let effect = Roster.Effect(
                id: "EST-E", nation: "EST", title: "-1", category: .offensive, kind: "disrupt", leadHours: 0,
                conditions: "one\n\ttwo, \"three\"\n",
                classification: .NS, releasableTo: ["NATO", "UKR"].filter { $0 != "UKR" })
            let team = Roster.Team(
                id: "EST-T", name: "@team", nation: "EST", members: ["EST-0002", "LVA-0001", "EST-0001"], noticeHours: 5)
            let records: [Roster.Record] = [
                .init(expert: odd), .init(expert: SmallWorld.expert("EST-0002")), .init(team: team), .init(effect: effect),
            ]
            let lines = records.map { $0.jsonString() }.joined(separator: "\n")
            #expect(try daemon.crrtctl(["roster", "import", "-"] + Self.estonia, input: lines).status == 0)
            let (jsonLines, csv) = (try daemon.crrtctl(["roster", "export"] + Self.estonia).output, try sheet(daemon))
            #expect(csv.contains("'=HYPERLINK") && csv.contains("''+49") && csv.contains(",'-1,") && csv.contains(",'@team,"))
            let again = try daemon.crrtctl(["roster", "import", "-", "--format", "csv", "--json"] + Self.estonia, input: csv)
            #expect(try Roster.Import.Reply(json: again.output).summary == .init(created: 0, updated: 0, unchanged: 4, withdrawn: 0))
            #expect(Array(try sheet(daemon).utf8) == Array(csv.utf8))
            #expect(try daemon.crrtctl(["roster", "export"] + Self.estonia).output == jsonLines)
        }
    }

    @Test("all that is wrong is named at once, the daemon's complaints with it, and nothing is written")
    func complaints() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let text = """
                record,id,nation,skills,noticeHours,mode,members,name
                expert,EST-0001,EST,GX-SKL-998:3; GX-SKL-999:3,6,both,,
                expert,EST-0002,EST,Malware:3,6 h,remot,,
                team,EST-T,EST,,6,,EST-0008; EST-0009,Team
                expert,LVA-0001,LVA,GX-SKL-001:3,6,both,,
                expert,EST-0003,Estonia,GX-SKL-001:3,6,both,,
                expert,EST-0004,EE,GX-SKL-001:3,6,both,,
                expert,EST-0005,EST,GX-SKL-001:3,6,both,,
                expert,EST-0005,EST,GX-SKL-001:3,6,both,,
                """
            let run = try daemon.crrtctl(["roster", "import", "-", "--format", "csv"] + Self.estonia, input: text)
            #expect(run.status == 1)
            for part in [
                "line 2  EST-0001  column skills: unknown skill 'GX-SKL-998'; nearest: GX-SKL-",
                "line 2  EST-0001  column skills: unknown skill 'GX-SKL-999'; nearest: GX-SKL-",
                "line 3  EST-0002  column skills: 'Malware' is no skill code; they look like PD-WRL-003 or GX-SKL-001; nearest: GX-SKL-001 (Malware",
                "line 3  EST-0002  column noticeHours: '6 h' is no number of hours; write 48, 48h or 2d",
                "line 3  EST-0002  column mode: 'remot' is not known; did you mean remote",
                "line 4  EST-T  column members: EST-0008 is not on the roster",
                "line 4  EST-T  column members: EST-0009 is not on",
                "line 5  LVA-0001  column nation: LVA is not yours; you speak for EST",
                "line 6  EST-0003  column nation: 'Estonia' is no nation", "nearest: EST (Estonia)",
                "line 7  EST-0004  column nation: 'EE' is no nation", "nearest: ESP (Spain), EST (Estonia)",
                "line 9  EST-0005  column id: stands in line 8 already",
            ] { #expect(run.errors.contains(part), "\(part) in\n\(run.errors)") }
            #expect(try daemon.crrtctl(["expert", "list"] + Self.estonia).errors.contains("no experts"))
        }
    }

    @Test("a sheet as Excel saves it in Europe; faults of the line and what the daemon says of the same line; whose lines to take")
    func european() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let header = "\u{FEFF}record;id;nation;skills;noticeHours;mode;clearance.level;clearance.validUntil;;\r\n"
            let good = "expert;EST-0001;EST;\"GX-SKL-001:3; PD-WRL-003:4\";12,00;both;NS;2030-06-30;;\r\n"
            let foreign = "expert;LVA-0001;LVA;GX-SKL-001:3;12;both;NR;;;\r\n;;;;;;;;;\r\n"
            let bad = "expert;EST-0002;EST;\"GX-SKL-998:3; GX-SKL-001:9\";2,5;both;NS;30.06.2030;;\r\n"
            func take(_ text: String, _ more: [String] = []) throws -> ProgramRun {
                try daemon.crrtctl(["roster", "import", "-", "--format", "csv"] + more + Self.estonia, input: text)
            }
            let refused = try take(header + good + bad + foreign)
            #expect(refused.status == 1)
            for part in [
                "4 complaints, nothing was written",
                "line 3  EST-0002  column noticeHours: '2,5' is no whole number of hours; write 3h or 2h",
                "line 3  EST-0002  column clearance.validUntil: '30.06.2030' is no calendar date; write 2030-06-30;",
                "line 3  EST-0002  column skills: GX-SKL-001: 9 is no level",
                "line 4  LVA-0001  column nation: LVA is not yours; you speak for EST",
                "try: --nation EST, which takes the lines of EST alone",
            ] { #expect(refused.errors.contains(part), "\(part) in\n\(refused.errors)") }
            let known = bad.replacing("GX-SKL-001:9", with: "GX-SKL-001:2")
            let unknown = try take(header + good + known)
            #expect(unknown.errors.contains("line 3  EST-0002  column skills: unknown skill 'GX-SKL-998'"), "\(unknown.errors)")
            #expect(unknown.errors.contains("'30.06.2030' is no calendar date"), "\(unknown.errors)")
            #expect(try daemon.crrtctl(["expert", "list"] + Self.estonia).errors.contains("no experts"))
            let taken = try take(header + good + foreign, ["--nation", "EST"])
            #expect(taken.output.contains("1 created"), "\(taken.errors)")
        }
    }

    @Test("a rota as Excel saves it in Europe; faults of the line and what the daemon says of the same line")
    func rota() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let header = "\u{FEFF}id;experts;start;end;tier;noticeHours;;\r\n"
            let good = "EST-STB-1;EST-0001;monday 06:00Z;'+7d;First;2,0;;\r\n"
            let bad = "EST-STB-2;EST-0099;monday 06:00Z;+7d;frist;2,5;;\r\n"
            func take(_ verb: String, _ text: String, _ more: [String] = []) throws -> ProgramRun {
                try daemon.crrtctl([verb, "import", "-"] + more + Self.estonia, input: text)
            }
            let expert = "record;id;nation;skills;noticeHours;mode\r\nexpert;EST-0001;EST;GX-SKL-001:3;12;both\r\n"
            #expect(try take("roster", expert, ["--format", "csv"]).status == 0)
            let refused = try take("standby", header + good + bad)
            #expect(refused.status == 1)
            for part in [
                "3 complaints, nothing was written",
                "line 3  EST-STB-2  column tier: 'frist' is not known; did you mean first?",
                "line 3  EST-STB-2  column noticeHours: '2,5' is no whole number of hours; write 3h or 2h",
                "line 3  EST-STB-2  column experts: ",
            ] { #expect(refused.errors.contains(part), "\(part) in\n\(refused.errors)") }
            let taken = try take("standby", header + good + ";;;;;;;\r\n")
            #expect(taken.output.contains("1 created"), "\(taken.errors)")
        }
    }

    @Test("a dry run tells every field that would change, old and new; on a terminal the difference is shown first, and asked about")
    func difference() throws {
        try RunningDaemon.with(Self.site) { daemon in
            #expect(try daemon.crrtctl(["roster", "import", "-", "--format", "csv"] + Self.estonia, input: template(daemon)).status == 0)
            let changed = try sheet(daemon)
                .replacingOccurrences(of: "PD-WRL-003:4", with: "PD-WRL-003:5; GX-SKL-007:1")
                .replacingOccurrences(of: ",48,", with: ",36,")
            let added = try newLine(of: changed)
            try daemon.folder.write(changed + "expert,EST-0003,EST" + added, to: "changed.csv")
            let file = daemon.folder.file("changed.csv")
            let dry = try daemon.crrtctl(["roster", "import", file, "--dry-run"] + Self.estonia)
            for line in [
                "EST-0001  skills.GX-SKL-007: nothing -> 1", "EST-0001  skills.PD-WRL-003: 4 -> 5", "EST-0002  noticeHours: 48 -> 36",
                "EST-0003  created", "would be: 1 created, 2 updated, 0 unchanged, 0 withdrawn; nothing was written",
            ] { #expect(dry.output.contains(line + "\n"), "\(line) in\n\(dry.output)\(dry.errors)") }

            let before = try sheet(daemon)
            let refused = try daemon.crrtctl(typed: "n\n", ["roster", "import", file] + Self.estonia)
            #expect(refused.status == 2)
            #expect(refused.screen.contains("EST-0002  noticeHours: 48 -> 36\n") && refused.screen.contains("Import? [y/N]"))
            #expect(try sheet(daemon) == before)
            let agreed = try daemon.crrtctl(typed: "y\n", ["roster", "import", file] + Self.estonia)
            #expect(agreed.status == 0)
            #expect(agreed.screen.contains("1 created, 2 updated, 0 unchanged, 0 withdrawn"), "\(agreed.screen)")
            let nothing = try daemon.crrtctl(typed: "n\n", ["roster", "import", file] + Self.estonia)
            #expect(nothing.status == 0 && !nothing.screen.contains("[y/N]") && nothing.screen.contains("3 unchanged"), "\(nothing.screen)")
            let unasked = try daemon.crrtctl(typed: "n\n", ["roster", "import", file, "--replace", "EST", "--yes"] + Self.estonia)
            #expect(unasked.status == 0)
        }
    }

    private func template(_ daemon: RunningDaemon) throws -> String { try daemon.crrtctl(["roster", "template"] + Self.estonia).output }

    /// The rest of a line for a third expert: what stands behind the nation in the first one, without its revision.
    private func newLine(of sheet: String) throws -> String {
        let first = try #require(sheet.split(separator: "\r\n").dropFirst().first)
        return String(first.dropFirst("expert,EST-0001,EST".count))
    }

    @Test("five thousand experts are one import; more than a message holds is refused with the number that fits")
    func many() throws {
        try RunningDaemon.with(Self.site) { daemon in
            let header = "record,id,nation,skills,languages,noticeHours,mode,location,offer.state\r\n"
            func sheet(_ count: Int, _ location: String) -> String {
                header
                    + (1...count).map { "expert,EST-\($0),EST,GX-SKL-001:3; PD-WRL-003:4,eng:3332,12,both,\(location),offered\r\n" }
                    .joined()
            }
            let run = try daemon.crrtctl(["roster", "import", "-", "--format", "csv"] + Self.estonia, input: sheet(5000, "Tallinn"))
            #expect(run.output.contains("5000 created"), "\(run.errors)")
            let input = sheet(50_000, String(repeating: "x", count: 200))
            let huge = try daemon.crrtctl(["roster", "import", "-", "--format", "csv"] + Self.estonia, input: input)
            #expect(huge.status == 1)
            #expect(huge.errors.contains("50000 records") && huge.errors.contains("parts of at most"), "\(huge.errors)")
        }
    }
}
