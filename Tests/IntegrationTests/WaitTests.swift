import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// --wait ends when other people have done their part, and not before.
@Suite("Waiting", .needsOtherUsers)
struct WaitTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")

    private func begin(_ arguments: [String], _ world: SmallWorld) throws -> ProgramUnderWay {
        let run = try ProgramUnderWay("crrtctl", arguments, ["CRRT_SOCKET": world.daemon.socket])
        try run.wait(for: "waiting for")
        return run
    }

    private func state(_ tasking: Taskings.Tasking, _ world: SmallWorld) throws -> Taskings.Tasking.State {
        try world.duty.call(Taskings.Get.self, .init(id: tasking.id)).tasking.state
    }

    @Test("order --wait orders once the last nation has agreed, also over a restart of the daemon")
    func order() throws {
        try SmallWorld.with(Self.site) { world in
            let tasking = try world.proposedTasking()
            let run = try begin(["--as", "releasing-authority", "tasking", "order", tasking.id, "--wait"], world)
            #expect(run.output.contains("waiting for the consent of ALB host, EST contribute"), "\(run.output)")
            try world.grant(tasking, "EST", .contribute)
            #expect(try state(tasking, world) == .awaitingConsent)
            world.daemon.kill()
            try run.wait(for: "going on after")
            try world.daemon.start()
            _ = try world.daemon.connect(uid: TestSite.contact("ALB")).call(
                Consents.Grant.self, .init(tasking: tasking.id, nation: "ALB", kind: .host))
            #expect(run.end() == 0, "\(run.output)")
            let after = try world.daemon.connect(uid: TestSite.duty).call(Taskings.Get.self, .init(id: tasking.id)).tasking
            #expect(after.state == .ordered)
        }
    }

    @Test("order --wait does not order upon conditions that came meanwhile, nor what was refused")
    func conditionsAndRefusals() throws {
        try SmallWorld.with(Self.site) { world in
            let tasking = try world.proposedTasking()
            let run = try begin(["--as", "releasing-authority", "tasking", "order", tasking.id, "--wait"], world)
            try world.grant(tasking, "EST", .contribute)
            let condition = Consents.Grant.Parameters(tasking: tasking.id, nation: "ALB", kind: .host, conditions: "Only by day")
            _ = try world.contact("ALB").call(Consents.Grant.self, condition)
            #expect(run.end() == 1)
            #expect(run.output.contains("ALB: Only by day"), "\(run.output)")
            #expect(try state(tasking, world) == .consented)
            // Who has read them orders.
            let order = ["--as", "releasing-authority", "tasking", "order", tasking.id, "--wait"]
            #expect(try world.daemon.crrtctl(order).status == 0)
        }
        try SmallWorld.with(Self.site) { world in
            let tasking = try world.proposedTasking()
            let run = try begin(["--as", "releasing-authority", "tasking", "order", tasking.id, "--wait"], world)
            let answers = try begin(["--as", "duty-desk", "consent", "show", tasking.id, "--wait"], world)
            _ = try world.contact("ALB").call(
                Consents.Refuse.self, .init(tasking: tasking.id, nation: "ALB", kind: .host, reason: "No room"))
            #expect(run.end() == 1)
            #expect(run.output.contains("is declined"), "\(run.output)")
            _ = try? world.grant(tasking, "EST", .contribute)
            #expect(answers.end() == 1, "\(answers.output)")
        }
    }

    @Test("consent grant --wait tells the nation when its people are ordered")
    func grant() throws {
        try SmallWorld.with(Self.site) { world in
            let tasking = try world.proposedTasking()
            try world.grant(tasking, "ALB", .host)
            let run = try begin(["--as", "ncp-est", "consent", "grant", tasking.id, "--wait"], world)
            _ = try world.authority.call(Taskings.Order.self, .init(id: tasking.id))
            #expect(run.end() == 0)
            #expect(run.output.contains("\(tasking.id) is ordered"), "\(run.output)")
        }
    }
}
