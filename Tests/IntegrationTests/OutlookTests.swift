import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// Late and contested people, as they are told of on the command line.
@Suite("Late and contested on the screen")
struct OutlookTests {
    private static let control = "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n"

    @Test("match, propose, consent show, grant and order say who comes late, and who is wanted elsewhere")
    func screens() throws {
        try RunningDaemon.with(TestSite(exercise: true, extraPrincipals: Self.control)) { daemon in
            func run(_ who: String, _ arguments: String...) throws -> ProgramRun {
                let run = try daemon.crrtctl(arguments + ["--as", who])
                #expect(run.status == 0, "\(arguments): \(run.errors)")
                return run
            }
            var expert = SmallWorld.expert("EST-0001")
            expert.noticeHours = 48
            try daemon.folder.write(expert.jsonString() + "\n", to: "expert.json")
            _ = try run("ncp-est", "expert", "put", daemon.folder.file("expert.json"))
            func request(_ nation: String) throws -> String {
                let submitted = try run(
                    "ncp-\(nation.lowercased())", "request", "submit", "--nation", nation, "--title", "Help", "--classification", "NR",
                    "--rel-to", "NATO", "--start", "+20h", "--end", "+9d", "--seat", "PD-WRL-003:3")
                let words = submitted.output.split { $0 == " " || $0 == "\n" }
                let id = String(try #require(words.first { $0.hasPrefix("EXR-\(nation)-") }))
                _ = try run("duty-desk", "request", "validate", id)
                return id
            }
            let (albania, latvia) = (try request("ALB"), try request("LVA"))
            let (first, second) = (albania.replacing("EXR-", with: "EXT-") + "-1", latvia.replacing("EXR-", with: "EXT-") + "-1")
            let late = "ready 29 h after the work begins"
            #expect(try run("duty-desk", "match", albania).output.contains("LATE: \(late)"))
            let proposed = try run("duty-desk", "tasking", "propose", albania, "--candidate", "1")
            #expect(proposed.errors.contains("LATE: \(late), if ordered now") && !proposed.errors.contains("contested"))
            let contested = "contested: EST-0001 (also proposed in \(first))"
            #expect(try run("duty-desk", "match", latvia).output.contains(contested))
            let warned = try run("duty-desk", "tasking", "propose", latvia, "--candidate", "1").errors
            #expect(warned.contains("\(contested); only one tasking can be ordered with them"))
            let shown = try run("ncp-est", "consent", "show", second).output
            #expect(shown.contains(contested) && shown.contains("LATE: \(late), if ordered now"))
            #expect(!(try run("ncp-lva", "consent", "show", second).output.contains("contested")))
            #expect(try run("ncp-est", "consent", "grant", second).errors.contains(contested))
            #expect(!(try run("ncp-lva", "consent", "grant", second).errors.contains("contested")))
            let board = try run("releasing-authority", "board", "--once").output
            #expect(board.contains("order, all agreed, LATE by 29 h"))
            let ordered = try run("releasing-authority", "tasking", "order", second)
            #expect(ordered.errors.contains("LATE: \(late)\n") && !ordered.errors.contains("contested"))
            // An import that would withdraw an expert on a tasking says so before it is made.
            try daemon.folder.write(Roster.Record(expert: SmallWorld.expert("EST-0002")).jsonString() + "\n", to: "roster.jsonl")
            let replace = ["roster", "import", daemon.folder.file("roster.jsonl"), "--replace", "EST", "--as", "ncp-est"]
            let serves = "EST-0001 serves in \(second) (ordered, "
            let dry = try daemon.crrtctl(replace + ["--dry-run"])
            #expect(dry.output.contains(serves) && dry.output.contains("which would go on; then NOT_OFFERED"), "\(dry.output)")
            let asked = try daemon.crrtctl(typed: "n\n", replace)
            #expect(asked.screen.contains(serves) && asked.screen.contains("The tasking goes on without a recall."), "\(asked.screen)")
            #expect(asked.screen.contains("Import? [y/N]") && asked.status == 2)
        }
    }
}
