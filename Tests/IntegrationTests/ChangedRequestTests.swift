import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// What crrtctl says of a change to a request that taskings depend on, before it and after.
@Suite("Changed requests on the screen", .needsOtherUsers)
struct ChangedRequestTests {
    private static let site = TestSite(
        exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")

    private static func run(_ world: SmallWorld, _ who: String, _ arguments: String...) throws -> ProgramRun {
        try world.daemon.crrtctl(arguments + ["--as", who])
    }

    @Test("an amendment says which taskings it declines; one that changes nothing is refused and changes nothing")
    func amended() throws {
        try SmallWorld.with(Self.site) { world in
            let tasking = try world.consentedTasking().id
            try world.unchanged {
                for arguments in [[], ["--mode", "onSite"]] {
                    let same = try world.daemon.crrtctl(["request", "amend", world.request] + arguments + ["--as", "ncp-alb"])
                    #expect(same.status == 64 && same.errors.contains("nothing to change: \(world.request) has these terms already"))
                    #expect(same.errors.contains("try: crrtctl request show \(world.request)"))
                }
                let tried = try Self.run(world, "ncp-alb", "request", "amend", world.request, "--summary", "Other", "--dry-run")
                #expect(tried.errors.contains("declined by it: \(tasking) (consented); every consent to them is void"))
                let asked = try world.daemon.crrtctl(
                    typed: "n\r", ["request", "amend", world.request, "--summary", "Other", "--as", "ncp-alb"])
                #expect(asked.screen.contains("Amend \(world.request)? [y/N]") && asked.screen.contains(tasking))
            }
            let done = try Self.run(world, "ncp-alb", "request", "amend", world.request, "--summary", "Other")
            #expect(done.status == 0 && done.errors.contains("declined by it: \(tasking)"))
            #expect(done.errors.contains("next: the duty desk validates it"))
            let desk = try Self.run(world, "duty-desk", "request", "amend", world.request, "--summary", "More")
            #expect(desk.errors.contains("next: crrtctl request validate \(world.request)") && !desk.errors.contains("declined"))
        }
    }

    @Test("an amendment of what no nation consents to is told as a correction, also once a tasking is ordered")
    func corrected() throws {
        try SmallWorld.with(Self.site) { world in
            let tasking = try world.consentedTasking().id
            let amend = ["request", "amend", world.request, "--as", "ncp-alb"]
            let open = try world.daemon.crrtctl(amend + ["--title", "Other", "--share-with", "LVA", "--reference", "ticket 1"])
            #expect(open.status == 0 && open.output.contains("\(world.request) corrected") && open.errors == "", "\(open.errors)")
            _ = try world.authority.call(Taskings.Order.self, .init(id: tasking))
            let ordered = try world.daemon.crrtctl(amend + ["--cost-estimate", "9 EUR", "--people", "12", "--dry-run"])
            #expect(ordered.status == 0 && ordered.output.contains("corrected"), "\(ordered.errors)")
            let terms = try world.daemon.crrtctl(amend + ["--summary", "Other"])
            #expect(terms.status == 1 && terms.errors.contains("title, incident, costEstimate, shareWith, references"), "\(terms.errors)")
        }
    }

    @Test("an amendment says which nations a narrower release takes out of those it is shared with")
    func unshared() throws {
        try SmallWorld.with(Self.site) { world in
            let shared = try Self.run(world, "ncp-alb", "request", "correct", world.request, "--share-with", "EST,LVA")
            #expect(shared.status == 0, "\(shared.errors)")
            let narrow = try Self.run(world, "ncp-alb", "request", "amend", world.request, "--rel-to", "ALB,EST")
            #expect(narrow.errors.contains("the release is narrower: shared with EST now, not with EST LVA"), "\(narrow.errors)")
            let same = try Self.run(world, "ncp-alb", "request", "amend", world.request, "--summary", "Other")
            #expect(same.status == 0 && !same.errors.contains("shared with"), "\(same.errors)")
            let desk = try Self.run(world, "duty-desk", "request", "list", "--shared")
            #expect(desk.status == 77 && desk.errors.contains("requests are shared with nations"), "\(desk.errors)")
            #expect(desk.errors.contains("try: crrtctl request list"))
        }
    }

    @Test("a raised label says who is asked anew, and asks for no validation", arguments: [false, true])
    func relabelled(tried: Bool) throws {
        try SmallWorld.with(Self.site) { world in
            let tasking = try world.consentedTasking().id
            _ = try world.authority.call(Taskings.Order.self, .init(id: tasking))
            let arguments = ["request", "amend", world.request, "--classification", "NC", "--as", "ncp-alb"] + (tried ? ["--dry-run"] : [])
            let run = try world.daemon.crrtctl(arguments)
            #expect(run.status == 0, "\(run.errors)")
            let words = "\(tasking) is ordered: EST ALB (host) are asked anew about the label; until they agree, their people take no step"
            #expect(run.errors.contains(words + " but home"), "\(run.errors)")
            #expect(run.errors.contains("next: crrtctl consent show \(tasking)") == !tried)
            #expect(!run.errors.contains("validate"))
        }
    }

    @Test("cancelling names the taskings that it stops, and asks on a terminal")
    func cancelled() throws {
        try SmallWorld.with(Self.site) { world in
            let tasking = try world.consentedTasking().id
            _ = try world.authority.call(Taskings.Order.self, .init(id: tasking))
            let cancel = ["request", "cancel", world.request, "--reason", "own means", "--as", "ncp-alb"]
            let words = "stopped by it: \(tasking) (ordered); who has departed or begun is on the way home until reported home"
            try world.unchanged {
                #expect(try world.daemon.crrtctl(cancel + ["--dry-run"]).errors.contains(words))
                let asked = try world.daemon.crrtctl(typed: "n\r", cancel)
                #expect(asked.screen.contains("Cancel \(world.request)? [y/N]"))
            }
            let done = try world.daemon.crrtctl(cancel)
            #expect(done.status == 0 && done.errors.contains(words), "\(done.errors)")
            let match = try Self.run(world, "duty-desk", "match", world.request)
            #expect(match.errors.contains("\(world.request) is cancelled: no tasking can be proposed for it any more"))
            #expect(!match.errors.contains("tasking propose"))
        }
    }

    @Test("the desk is told that it cannot recall, and is offered what it can do")
    func recall() throws {
        try SmallWorld.with(Self.site) { world in
            let tasking = try world.consentedTasking().id
            for nation in [[], ["--nation", "EST"]] {
                let run = try world.daemon.crrtctl(["tasking", "recall", tasking, "--reason", "x", "--yes", "--as", "duty-desk"] + nation)
                #expect(run.status == 77 && run.errors.contains("its own contact points alone; the operations centre aborts"))
                #expect(run.errors.contains("try: crrtctl tasking abort \(tasking) --reason"))
            }
        }
    }

    @Test("the first digits of the terms are enough to grant; a nation that does not exist is named")
    func words() throws {
        try SmallWorld.with(Self.site) { world in
            let tasking = try world.proposedTasking()
            let run = try Self.run(
                world, "ncp-est", "consent", "grant", tasking.id, "--terms", String(try world.digest(tasking, "EST").prefix(8)))
            #expect(run.status == 0, "\(run.errors)")
            for report in ["readiness", "expiring", "coverage", "consents"] {
                let run = try Self.run(world, "duty-desk", "report", report, "--nation", "XYZ")
                #expect(run.status == 64 && run.errors.contains("'XYZ' is no nation here"), "\(report): \(run.errors)")
                #expect(try Self.run(world, "duty-desk", "report", report, "--nation", "FRA").status == 0)
            }
        }
    }

    @Test("the log counts its lines: the records of an import are one")
    func counted() throws {
        try SmallWorld.with(Self.site) { world in
            let records = (1...3).map { Roster.Record(expert: SmallWorld.expert("FIN-000\($0)")) }
            _ = try world.contact("FIN").call(Roster.Import.self, .init(records: records))
            let log = try Self.run(world, "ncp-fin", "audit", "log")
            #expect(log.errors.contains("1 entry\n") || log.output.contains("1 entry\n"), "\(log.output)\(log.errors)")
        }
    }
}
