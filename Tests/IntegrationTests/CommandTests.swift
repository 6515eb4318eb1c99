import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// What holds for every command and every reader.
@Suite("Commands and watchers", .needsOtherUsers)
struct CommandTests {
    @Test("a command sent again gets its first answer, also after a SIGKILL; its key answers nothing else")
    func idempotency() throws {
        try SmallWorld.with { world in
            let terms = SmallWorld.terms(from: 0, days: 5)
            let first = try world.contact("ALB").call(Requests.Submit.self, .init(request: terms, idempotencyKey: "k-1"))
            world.daemon.kill()
            try world.daemon.start()
            let albania = try world.contact("ALB")
            let again = try albania.call(Requests.Submit.self, .init(request: terms, idempotencyKey: "k-1"))
            #expect(again == first)
            var other = terms
            other.title = "Another"
            let error = try albania.ask(Requests.Submit.self, .init(request: other, idempotencyKey: "k-1")).error
            #expect(error?.as(Service.InvalidRecord.self)?.field == "idempotencyKey")
            // Another caller's key is another key.
            #expect(
                try world.contact("ALB", second: true).call(Requests.Submit.self, .init(request: terms, idempotencyKey: "k-1")).request.id
                    != first.request.id)
        }
    }

    @Test("a watcher gets the present position, what they missed and what comes, and sees only what they may")
    func watching() throws {
        try SmallWorld.with { world in
            let watcher = try world.daemon.connect(uid: TestSite.contact("LVA"))
            var events: [String] = []
            var positions: [Int] = []
            try watcher.stream(Journal.Watch.self, .init(since: 0)) { reply, _ in
                positions.append(reply.seq)
                if let entry = reply.entry { events.append(entry.event + " " + entry.subject) }
                if positions.count == 1 {
                    _ = try world.contact("LVA").call(Roster.PutExpert.self, .init(expert: SmallWorld.expert("LVA-0001")))
                }
                return reply.entry == nil
            }
            #expect(events == ["expert.put LVA-0001"])
            #expect(positions.first == 0)
        }
    }

    @Test("lists stream with more and page without, and hold the same")
    func lists() throws {
        try SmallWorld.with { world in
            let records = (1...450).map { number -> Roster.Record in
                let digits = String(number)
                return .init(expert: SmallWorld.expert("FIN-" + String(repeating: "0", count: 4 - digits.count) + digits))
            }
            _ = try world.contact("FIN").call(Roster.Import.self, .init(records: records))
            var streamed: [String] = []
            try world.duty.stream(Roster.ListExperts.self, .init(nation: "FIN")) { reply, _ in
                if let expert = reply.expert { streamed.append(expert.id) }
                return true
            }
            var paged: [String] = []
            var after: String?
            let duty = try world.daemon.connect(uid: TestSite.duty)
            repeat {
                let page = try duty.call(Roster.ListExperts.self, .init(nation: "FIN", limit: 100, after: after))
                paged += page.experts?.map(\.id) ?? []
                after = page.next
            } while after != nil
            #expect(streamed.count == 450)
            #expect(streamed == paged)
            #expect(try duty.call(Requests.List.self, .init(state: "closed")).requests == [])
        }
    }

    @Test("a bad configuration is not taken over, a good one is")
    func reload() throws {
        try RunningDaemon.with { daemon in
            let admin = try daemon.connect(uid: TestSite.administrator)
            try daemon.folder.write("staleAfterDays: many\n", to: "etc/policy.yaml")
            let error = try admin.ask(Service.Reload.self, .init()).error
            #expect(error?.as(Service.InvalidRecord.self)?.field.contains("policy.yaml:1") == true)
            #expect(try daemon.connect(uid: TestSite.duty).call(Service.WhoAmI.self, .init()).roles == ["duty"])
            try daemon.folder.write("staleAfterDays: 30\n", to: "etc/policy.yaml")
            _ = try admin.call(Service.Reload.self, .init())
        }
    }

    @Test("no instance becomes an exercise, neither by a reload nor at its next start")
    func worlds() throws {
        try RunningDaemon.with { daemon in
            let admin = try daemon.connect(uid: TestSite.administrator)
            let terms = SmallWorld.terms(from: 0, days: 10)
            _ = try daemon.connect(uid: TestSite.contact("ALB")).call(Requests.Submit.self, .init(request: terms))
            try daemon.folder.write("exercise: true\n", to: "etc/crrtd.yaml")
            let refused = try admin.ask(Service.Reload.self, .init()).error
            #expect(refused?.as(Service.InvalidRecord.self)?.message.contains("exercise cannot change") == true)
            #expect(try admin.call(Service.Status.self, .init()).exercise == false)
            daemon.stop()
            let start = try ProgramRun(
                "crrtd", ["--config", daemon.folder.file("etc"), "--state", daemon.folder.file("state"), "--socket", daemon.socket],
                in: daemon.folder)
            #expect(start.status == 78 && start.errors.contains("holds real records"), "\(start.errors)")
        }
    }
}
