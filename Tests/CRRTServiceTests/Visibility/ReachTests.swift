import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// The table "How it reaches everything" of docs/visibility.md, as far as no other suite holds a row of it.
@Suite("How visibility reaches everything")
struct ReachTests {
    private typealias World = VisibleWorld

    /// Three requests above a low clearance, and between them two that are not.
    private func mixed(_ world: World) throws -> (low: [String], all: [String]) {
        var (low, all): ([String], [String]) = ([], [])
        for level in [Requests.Classification.NS, .NR, .NS, .NR, .NS] {
            try world.ask(level, releasableTo: ["NATO"])
            all.append(world.request)
            if level == .NR { low.append(world.request) }
        }
        return (low, all)
    }

    @Test("pages of a list are counted, continued and ended by what is visible")
    func pages() throws {
        try World.with { world in
            let (low, all) = try mixed(world)
            for (uid, expected) in [(World.callers["duty-nr"]!, low), (TestSite.duty, all)] {
                var (seen, after): ([String], String?) = ([], nil)
                repeat {
                    let page = try world.desk.call(Requests.List.self, .init(limit: 1, after: after), as: uid)
                    #expect(page.requests?.count ?? 0 <= 1)
                    seen += page.requests?.compactMap(\.id) ?? []
                    after = page.next
                    // A page that goes on from a hidden record would name it.
                    if let after { #expect(expected.contains { after == "#" + $0 }) }
                } while after != nil
                #expect(seen == expected)
            }
        }
    }

    @Test("sums count what is visible, and a contact point is told none")
    func sums() throws {
        try World.with { world in
            let (low, all) = try mixed(world)
            #expect(try world.desk.call(Service.Status.self, .init(), as: TestSite.duty).openRequests == all.count)
            #expect(try world.desk.call(Service.Status.self, .init(), as: World.callers["duty-nr"]!).openRequests == low.count)
            let status = try world.desk.call(Service.Status.self, .init(), as: TestSite.contact("ALB"))
            #expect(status.openRequests == nil && status.experts == nil && status.pendingConsents == nil)
        }
    }

    @Test("whom a hidden tasking holds is free in a match, an explanation, a relaxation and a proposal")
    func held() throws {
        try World.with { world in
            try world.ask()
            try world.order(world.propose())
            try world.ask(.NR, releasableTo: ["NATO"])
            let id = world.request
            func names(_ uid: UInt32) throws -> Bool {
                let match = try world.desk.call(Requests.Match.self, .init(id: id), as: uid)
                return match.candidates.contains { $0.assignments.contains { $0.expert == "EST-0001" } }
            }
            func eligible(_ uid: UInt32) throws -> Bool {
                try world.desk.call(Requests.Explain.self, .init(id: id, expert: "EST-0001"), as: uid).eligible
            }
            func proposed(_ uid: UInt32) throws -> Bool {
                let assignments = [Taskings.Assignment(seat: 0, expert: "EST-0001")]
                return try world.desk.ask(
                    Taskings.Propose.self, .init(request: id, kind: .assembled, assignments: assignments), as: uid
                ).error == nil
            }
            let low = World.callers["duty-nr"]!
            #expect(try !names(TestSite.duty) && !eligible(TestSite.duty) && !proposed(TestSite.duty))
            #expect(try names(low) && eligible(low) && proposed(low))
            #expect(try world.desk.call(Requests.Relax.self, .init(id: id), as: low).relaxations.isEmpty)
        }
    }

    @Test("the journal tells of a record that was secret then, or is now, to nobody below that")
    func downgraded() throws {
        try World.with { world in
            let contact = TestSite.contact("EST")
            var effect = Roster.Effect(
                id: "EST-EFF-01", nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NS, releasableTo: ["NATO"])
            func events(_ uid: UInt32) throws -> Int {
                try world.desk.call(Journal.Read.self, .init(subject: effect.id), as: uid).entries?.count ?? 0
            }
            let low = World.callers["EST-nr"]!
            _ = try world.desk.call(Roster.PutEffect.self, .init(effect: effect), as: contact)
            effect.classification = .NR
            _ = try world.desk.call(Roster.PutEffect.self, .init(effect: effect), as: contact)
            #expect(try [events(contact), events(low)] == [2, 1], "what was secret then stays so")
            effect.classification = .NS
            _ = try world.desk.call(Roster.PutEffect.self, .init(effect: effect), as: contact)
            #expect(try [events(contact), events(low)] == [3, 0], "what is secret now is so as a whole")
        }
    }

    @Test("a list that waits for its reader ends when the reader has lost the right to it")
    func longList() throws {
        try InProcessDesk.with { desk in
            let records = (1...450).map { Roster.Record(expert: OneTasking.expert("EST-\($0)")) }
            _ = try desk.call(Roster.Import.self, .init(records: records), as: TestSite.contact("EST"))
            let call = SlowCall(Roster.ListExperts.name, uid: TestSite.contact("EST"))
            Array("{}".utf8).withUnsafeBytes { desk.router.dispatch($0, call) }
            call.waitUntilFull()
            #expect(!call.replies.isEmpty && call.replies.count < records.count)
            try desk.reconfigure(principals: TestSite().principals.replacing("users: [\(TestSite.contact("EST"))]", with: "users: [2998]"))
            call.readOn()
            #expect(call.wait().last?.contains("PermissionDenied") == true)
            #expect(call.replies.count < records.count)
        }
    }

    @Test("a repeated command gets the first answer from its own principal only")
    func repeated() throws {
        try World.with { world in
            let parameters = Requests.Submit.Parameters(request: OneTasking.terms(), idempotencyKey: "once")
            let first = try world.desk.call(Requests.Submit.self, parameters, as: TestSite.contact("ALB"))
            #expect(try world.desk.call(Requests.Submit.self, parameters, as: TestSite.contact("ALB")) == first)
            let others = try world.desk.call(Requests.Submit.self, parameters, as: TestSite.duty)
            #expect(others.request.id != first.request.id)
        }
    }
}
