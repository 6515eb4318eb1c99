import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import Testing
import Varlink

/// The reports against a real daemon, in each of their forms. The caller is exercise control and plays the others.
@Suite("Reports, typed")
struct ReportTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")
    private static let verbs = [["readiness"], ["coverage"], ["consents"], ["expiring", "--within", "20w"]]

    /// Two nations' rosters and one request whose tasking has been recalled.
    private static func with(_ body: (RunningDaemon, _ request: String) throws -> Void) throws {
        try RunningDaemon.with(site) { daemon in
            func run(_ words: [String], as who: String, input: String = "") throws -> ProgramRun {
                let run = try daemon.crrtctl(words + ["--as", who], input: input)
                #expect(run.status == 0, "\(words): \(run.errors)")
                return run
            }
            for id in ["EST-0001", "EST-0002", "LVA-0001"] {
                let nation = id.prefix(3)
                let line = Roster.Record(expert: SmallWorld.expert(id)).jsonString()
                _ = try run(["roster", "import", "-"], as: "ncp-\(nation.lowercased())", input: line)
            }
            let filed = try run(
                ["request", "submit", "-", "--json"], as: "ncp-alb", input: SmallWorld.terms(from: 0, days: 5).jsonString())
            let request = try #require(try Requests.Submit.Reply(json: filed.output).request.id)
            _ = try run(["request", "validate", request], as: "duty-desk")
            let proposed = try run(["tasking", "propose", request, "--expert", "EST-0001@0", "--json"], as: "duty-desk")
            let tasking = try Taskings.Propose.Reply(json: proposed.output).tasking.id
            _ = try run(["consent", "grant", tasking, "--conditions", "no <media> & \"press\""], as: "ncp-est")
            _ = try run(["consent", "grant", tasking], as: "ncp-alb")
            _ = try run(["tasking", "order", tasking], as: "releasing-authority")
            _ = try run(["tasking", "recall", tasking, "--reason", "needed at home", "--yes"], as: "ncp-est")
            try body(daemon, request)
        }
    }

    @Test("every report in every form, under its label")
    func forms() throws {
        try Self.with { daemon, request in
            for verb in Self.verbs + [["after-action", request], ["plan"]] {
                let words = ["report"] + verb + ["--as", "duty-desk"]
                let text = try daemon.crrtctl(words)
                #expect(text.status == 0, "\(verb): \(text.errors)")
                let lines = text.output.split(separator: "\n")
                #expect(lines.first?.hasPrefix("EXERCISE NR") == true && lines.first == lines.last, "\(verb)")
                #expect(!text.output.contains("\u{1B}"))
                let csv = try daemon.crrtctl(words + ["--format", "csv"]).output
                #expect(
                    csv.hasSuffix("\r\n") && csv.split(separator: "\r\n").count > 1 && csv.prefix { $0 != "\r\n" }.hasSuffix(",marking"))
                #expect(csv.split(separator: "\r\n").dropFirst().allSatisfy { $0.hasSuffix(String(lines[0])) }, "\(verb): \(csv)")
                let html = try daemon.crrtctl(words + ["--format", "html"]).output
                #expect(html.hasPrefix("<!DOCTYPE html>") && html.hasSuffix("</html>\n"))
                #expect(html.components(separatedBy: ">\(lines[0])</div>").count == 3)
                let both = try daemon.crrtctl(words + ["--format", "html", "--json"])
                #expect(both.status == 64 && both.errors.contains("--json"))
            }
        }
    }

    @Test("JSON is the daemon's reply")
    func json() throws {
        try Self.with { daemon, request in
            let ready = try Reports.Readiness.Reply(
                json: try daemon.crrtctl(["report", "readiness", "--as", "duty-desk", "--json", "--at", "+1h"]).output)
            #expect(ready.nations.map(\.nation) == ["EST", "LVA"] && ready.nations[0].experts.available == 2)
            let covered = try Reports.Coverage.Reply(
                json: try daemon.crrtctl(["report", "coverage", "--as", "duty-desk", "--json", "--nation", "LVA"]).output)
            let cell = covered.skills.first { $0.skill == "PD-WRL-003" }?.cover.first { $0.clearance == .NS }
            #expect(cell?.people == 1 && cell?.leading == 1 && cell?.nations == ["LVA"] && cell?.spot == .few)
            let ending = try Reports.Expiring.Reply(
                json: try daemon.crrtctl(["report", "expiring", "--within", "20w", "--as", "duty-desk", "--json"]).output)
            #expect(ending.endings?.map(\.id) == ["EST-0001", "EST-0002", "LVA-0001"])
            let story = try JSONObject(
                json: Array(try daemon.crrtctl(["report", "after-action", request, "--as", "duty-desk", "--json"]).output.utf8))
            #expect(story["entries"]?.arrayValue?.count == 7 && story["taskings"]?.arrayValue?.count == 1)
            #expect(story["request"]?.objectValue?["id"]?.stringValue == request && story["marking"] != nil)
        }
    }

    @Test("a contact point is told of their own nation, and of no other")
    func ownNation() throws {
        try Self.with { daemon, request in
            for verb in Self.verbs {
                let run = try daemon.crrtctl(["report"] + verb + ["--as", "ncp-lva"])
                #expect(run.status == 0 && !run.output.contains("EST") && !run.errors.contains("EST"), "\(verb): \(run.output)")
            }
            let own = try daemon.crrtctl(["report", "readiness", "--as", "ncp-est"])
            #expect(own.output.contains("\nEST ") && !own.output.contains("LVA"))
            #expect(own.output.hasPrefix("EXERCISE NR REL TO EST\n"))
            #expect(try daemon.crrtctl(["report", "after-action", request, "--as", "ncp-lva"]).status == 4)
            #expect(try daemon.crrtctl(["report", "readiness", "--as", "administrator-1"]).status == 77)
        }
    }

    @Test("the story of a request: who decided what, and how long it took")
    func afterAction() throws {
        try Self.with { daemon, request in
            let told = try daemon.crrtctl(["report", "after-action", request, "--as", "duty-desk"]).output
            for part in [
                "request submitted", "request validated", "tasking 1 proposed: EST-0001; asks EST (contribute), ALB (host)",
                "EST (contribute) agreed: on condition: no <media> & \"press\"", "all have agreed", "tasking 1 ordered",
                "recalled by EST: needed at home", "ncp-est (played by control)", "until all nations had agreed:",
                "revoked",
            ] {
                #expect(told.contains(part), "\(part) is not in\n\(told)")
            }
            let answers = try daemon.crrtctl(["report", "consents", "--as", "duty-desk", "--format", "csv"]).output
            #expect(answers.contains(",EST,contribute,") && answers.contains(",revoked,") && answers.contains(",ALB,host,"))
            let before = try daemon.crrtctl(["report", "consents", "--as", "duty-desk", "--at=-1h"])
            #expect(before.output.contains("no consent has been asked for"))
        }
    }

    @Test("a file that only its owner reads, whole or not at all")
    func output() throws {
        try Self.with { daemon, _ in
            let path = daemon.folder.file("page.html")
            let words = ["report", "coverage", "--format", "html", "--as", "duty-desk", "--output"]
            for _ in 0..<2 {
                let run = try daemon.crrtctl(words + [path])
                #expect(run.status == 0 && run.output.isEmpty && run.errors.contains("page.html: coverage"), "\(run.errors)")
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8).hasSuffix("</html>\n"))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(!FileManager.default.fileExists(atPath: path + ".new"))
            #expect(try daemon.crrtctl(words + ["/proc/self/fd/1"]).output.hasSuffix("</html>\n"))
            let lost = try daemon.crrtctl(words + [daemon.folder.file("no/folder.html")])
            #expect(lost.status == 1 && lost.errors.contains("no/folder.html"))
        }
    }
}
