import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// What a rehearsing connection is answered is what the next real change gets, and nothing of it stays.
@Suite("Rehearsals", .needsOtherUsers)
struct RehearsalTests {
    /// Makes each change twice on a connection that rehearses, then for good.
    private struct Stage {
        let world: SmallWorld

        func journal() throws -> Int { try world.auditor.call(Journal.Read.self, .init(limit: 1000)).entries?.count ?? 0 }

        func rehearsing(_ uid: UInt32) throws -> VarlinkClient {
            let client = try world.daemon.connect(uid: uid)
            _ = try client.call(Service.Rehearse.self, .init())
            return client
        }

        @discardableResult
        func change<M: VarlinkMethod>(
            _ uid: UInt32, _ method: M.Type, _ parameters: M.Parameters, seq: (M.Reply) -> Int
        ) throws -> M.Reply {
            let (before, rehearsal) = (try journal(), try rehearsing(uid))
            // The first time leaves nothing, not even the receipt of an idempotency key.
            let tried = [seq(try rehearsal.call(method, parameters)), seq(try rehearsal.call(method, parameters))]
            #expect(try journal() == before, "\(M.name) has left something in the journal")
            let done = try world.daemon.connect(uid: uid).call(method, parameters)
            #expect(try journal() > before)
            // Contact points count by time, which has gone on.
            if uid == TestSite.duty || uid == TestSite.authority { #expect(tried == [seq(done), seq(done)], "\(M.name)") }
            return done
        }
    }

    @Test("a whole story, each step rehearsed first")
    func wholeStory() throws {
        try SmallWorld.with { world in
            let stage = Stage(world: world)
            let (albania, estonia) = (TestSite.contact("ALB"), TestSite.contact("EST"))
            let filed = try stage.change(
                albania, Requests.Submit.self, .init(request: SmallWorld.terms(from: 20, days: 5), idempotencyKey: "k")
            ) { $0.seq }
            let id = try #require(filed.request.id)
            try stage.change(TestSite.duty, Requests.Validate.self, .init(id: id)) { $0.seq }
            let proposal = Taskings.Propose.Parameters(
                request: id, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")], idempotencyKey: "k")
            let tasking = try stage.change(TestSite.duty, Taskings.Propose.self, proposal) { $0.seq }.tasking.id
            try stage.change(estonia, Consents.Grant.self, .init(tasking: tasking, nation: "EST", kind: .contribute)) { $0.seq }
            try stage.change(albania, Consents.Grant.self, .init(tasking: tasking, nation: "ALB", kind: .host)) { $0.seq }
            try stage.change(TestSite.authority, Taskings.Order.self, .init(id: tasking)) { $0.seq }
            try stage.change(TestSite.duty, Taskings.Advance.self, .init(id: tasking, event: .depart)) { $0.seq }
            try stage.change(estonia, Taskings.Recall.self, .init(id: tasking, nation: "EST", reason: "Needed at home")) { $0.seq ?? 0 }
            try stage.change(estonia, Roster.SetOffer.self, .init(kind: .expert, id: "EST-0001", event: .withdraw)) { $0.seq }
            #expect(try world.auditor.call(Journal.Verify.self, .init()).intact)
        }
    }

    /// People who are tasked in a rehearsal are free for all other callers, also in the roster that answers matches.
    @Test("no other caller sees a rehearsed change, and the roster in memory does not either")
    func unseen() throws {
        try SmallWorld.with { world in
            let stage = Stage(world: world)
            let watcher = try world.daemon.connect(uid: TestSite.auditor)
            let before = try stage.journal()
            var seen: [String] = []
            try watcher.stream(Journal.Watch.self, .init()) { reply, _ in
                if let entry = reply.entry {
                    seen.append(entry.subject)
                } else {
                    let rehearsal = try stage.rehearsing(TestSite.contact("EST"))
                    let answer = try rehearsal.call(Roster.PutExpert.self, .init(expert: SmallWorld.expert("EST-0002")))
                    #expect(answer.expert.id == "EST-0002")
                    // Its own connection does not see it either: it is undone before it is answered.
                    #expect(try rehearsal.ask(Roster.GetExpert.self, .init(id: "EST-0002")).error?.as(Service.NoSuchRecord.self) != nil)
                    let withdrawal = Roster.SetOffer.Parameters(kind: .expert, id: "EST-0001", event: .withdraw)
                    _ = try rehearsal.call(Roster.SetOffer.self, withdrawal)
                    _ = try world.contact("EST").call(Roster.PutExpert.self, .init(expert: SmallWorld.expert("EST-0003")))
                }
                return seen.isEmpty
            }
            #expect(seen == ["EST-0003"])
            #expect(try stage.journal() == before + 1)
            let match = try world.duty.call(Requests.Match.self, .init(id: world.request))
            #expect(match.seats.map(\.eligible) == [2])
            let administrator = try world.daemon.connect(uid: TestSite.administrator)
            #expect(try administrator.call(Service.CheckRoster.self, .init()).intact)
        }
    }

    @Test("what is refused is refused in the same words; what acts outside the database is not rehearsed")
    func refusals() throws {
        try SmallWorld.with { world in
            let stage = Stage(world: world)
            let order = Taskings.Order.Parameters(id: "TSK-ALB-2026-0001-9")
            let (tried, real) = (try stage.rehearsing(TestSite.authority), try world.daemon.connect(uid: TestSite.authority))
            #expect(
                try tried.ask(Taskings.Order.self, order).error?.as(Service.NoSuchRecord.self)
                    == real.ask(Taskings.Order.self, order).error?.as(Service.NoSuchRecord.self))
            let administrator = try stage.rehearsing(TestSite.administrator)
            let copy = world.daemon.folder.file("copy.db")
            let refused = try administrator.ask(Service.Backup.self, .init(path: copy)).error?.as(Service.InvalidRecord.self)
            #expect(refused?.field == "Rehearse")
            #expect(access(copy, F_OK) != 0)
            #expect(try administrator.ask(Service.Reload.self, .init()).error?.as(Service.InvalidRecord.self)?.field == "Rehearse")
        }
    }

    @Test("crrtctl --dry-run says what would be, and that nothing is")
    func commandLine() throws {
        let site = TestSite(
            exercise: true, extraPrincipals: "  - name: control\n    users: [\(geteuid())]\n    roles: [excon]\n    clearance: CTS\n")
        try SmallWorld.with(site) { world in
            let withdrawal = ["--as", "ncp-est", "expert", "withdraw", "EST-0001", "--dry-run"]
            let tried = try world.daemon.crrtctl(withdrawal)
            #expect(tried.status == 0, "\(tried.errors)")
            #expect(tried.output.contains("would be: EST-0001 withdrawn"), "\(tried.output)")
            #expect(tried.errors.contains("dry run: nothing was changed"))
            #expect(try world.daemon.crrtctl(["--as", "ncp-est", "expert", "show", "EST-0001"]).output.contains("offered"))
            let refused = try world.daemon.crrtctl(["--as", "ncp-lva", "expert", "withdraw", "EST-0001", "--dry-run"])
            #expect(refused.status == 4 || refused.status == 77, "\(refused.errors)")
        }
    }
}
