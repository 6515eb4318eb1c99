import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// A plan as a duty officer reads it, and types what it says.
@Suite("A plan on the screen", .needsOtherUsers)
struct PlanOnTheScreenTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")

    private static func run(_ world: SmallWorld, _ who: String, _ arguments: [String]) throws -> ProgramRun {
        try world.daemon.crrtctl(arguments + ["--as", who])
    }

    @Test("the desk sets a precedence, reads what opens a seat, and types it")
    func opens() throws {
        try SmallWorld.with(Self.site) { world in
            _ = try world.contact("EST").call(Roster.PutExpert.self, .init(expert: SmallWorld.expert("EST-0002", level: 2)))
            let submitted = try world.contact("ALB").call(Requests.Submit.self, .init(request: SmallWorld.terms(from: 1, days: 9))).request
            let second = try #require(submitted.id)
            // The desk alone, and one of the words.
            let validate = ["request", "validate", second, "--precedence"]
            #expect(try Self.run(world, "ncp-alb", validate + ["flash"]).status == 77)
            let wrong = try Self.run(world, "duty-desk", validate + ["urgent"])
            #expect(wrong.status == 64 && wrong.errors.contains("'routine', 'priority', 'immediate' or 'flash'"), "\(wrong.errors)")
            let judged = try Self.run(world, "duty-desk", validate + ["FLASH"])
            #expect(judged.status == 0 && judged.output.contains("\(second) validated as flash, filed as routine"), "\(judged.output)")
            let shown = try Self.run(world, "ncp-alb", ["request", "show", second])
            #expect(shown.output.contains("precedence: flash, by the duty desk; filed as routine"), "\(shown.output)")
            let log = try Self.run(world, "ncp-alb", ["audit", "log", "--subject", second])
            #expect(log.output.contains("validated: precedence: routine -> flash"), "\(log.output)")

            let plan = try Self.run(world, "duty-desk", ["plan"])
            #expect(plan.status == 3 && plan.errors.contains("next: crrtctl plan --propose"), "\(plan.errors)")
            let lines = plan.output.split(separator: "\n").map(String.init)
            #expect(lines.contains("0 open seats instead of 1 if \(second) waits, which asks for 1 person"), "\(plan.output)")
            #expect(lines.contains("  crrtctl plan --hold \(second)"))
            let relaxed = try #require(
                lines.firstIndex(of: "0 open seats instead of 1 with seat 0 of \(world.request): level 2 instead of 3"), "\(plan.output)")
            #expect(lines.contains { $0.hasPrefix("people available: 1 of 2") })
            let quick = try Self.run(world, "duty-desk", ["plan", "--no-openings"])
            #expect(quick.status == 3 && !quick.output.contains("What opens"))

            // Typed as they stand there.
            func typed(_ line: String, as who: String) throws -> ProgramRun {
                let words = line.split(separator: " ").map(String.init)
                #expect(words.first == "crrtctl")
                return try Self.run(world, who, Array(words.dropFirst()))
            }
            let held = try typed("crrtctl plan --hold \(second)", as: "duty-desk")
            #expect(held.status == 0 && !held.output.contains("What opens"), "\(held.output)")
            let amended = try typed(lines[relaxed + 1], as: "ncp-alb")
            #expect(amended.status == 0, "\(amended.errors)")
            #expect(try Self.run(world, "duty-desk", ["request", "validate", world.request]).status == 0)
            let whole = try Self.run(world, "duty-desk", ["plan"])
            #expect(whole.status == 0 && whole.errors.contains("next: crrtctl plan --propose"), "\(whole.output) \(whole.errors)")
        }
    }
}
