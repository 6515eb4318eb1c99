import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

/// The table "Who sees what" of docs/visibility.md: each row, for every caller.
@Suite("Who sees what")
struct WhoSeesWhatTests {
    private typealias World = VisibleWorld
    private let all = World.operations

    @Test("an expert and a team: the operations centre, their nation, the auditor, whatever the clearance")
    func offers() throws {
        try World.with { world in
            let seen = [
                try world.whoReads(Roster.GetExpert.self, .init(id: "EST-0001")),
                try world.whoReads(Roster.GetTeam.self, .init(id: "EST-CRRT-1")),
                try world.whoLists("EST-0001", Roster.ListExperts.self, .init()),
                try world.whoLists("EST-CRRT-1", Roster.ListTeams.self, .init()),
                try world.whoLists("EST-0001", Journal.Read.self, .init()),
            ]
            for names in seen { #expect(names == all.union(["duty-nr", "duty-ltu", "authority-nr", "council-nr", "EST", "EST-nr"])) }
        }
    }

    @Test("an effect: who is cleared for it, and whom it is released to")
    func effects() throws {
        try World.with { world in
            let effect = Roster.Effect(
                id: "EST-EFF-01", nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NS, releasableTo: ["LVA"])
            _ = try world.desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact("EST"))
            func check(_ expected: Set<String>) throws {
                #expect(try world.whoReads(Roster.GetEffect.self, .init(id: "EST-EFF-01")) == expected)
                #expect(try world.whoLists("EST-EFF-01", Roster.ListEffects.self, .init()) == expected)
            }
            try check(all.union(["EST"]))
            #expect(try world.whoLists("EST-EFF-01", Journal.Read.self, .init()) == all.union(["EST"]))
            var open = effect
            (open.classification, open.releasableTo) = (.NR, ["NATO"])
            _ = try world.desk.call(Roster.PutEffect.self, .init(effect: open), as: TestSite.contact("EST"))
            try check(all.union(["EST", "EST-nr", "duty-nr", "duty-ltu", "authority-nr", "council-nr"]))
        }
    }

    @Test("a request: its nation, the operations centre, and the nations that are asked in it, as far as they are cleared")
    func requests() throws {
        try World.with { world in
            try world.ask()
            func check(_ expected: Set<String>) throws {
                #expect(try world.whoReads(Requests.Get.self, .init(id: world.request)) == expected)
                #expect(try world.whoLists(world.request, Requests.List.self, .init()) == expected)
                #expect(try world.whoLists(world.request, Journal.Read.self, .init()) == expected)
            }
            try check(all.union(["ALB"]))
            _ = try world.propose()
            try check(all.union(["ALB", "EST", "LVA"]))
        }
        try World.with { world in
            try world.ask(.NR, releasableTo: ["NATO"])
            _ = try world.propose()
            let expected = all.union(["duty-nr", "duty-ltu", "authority-nr", "council-nr", "ALB", "EST", "EST-nr", "LVA"])
            #expect(try world.whoReads(Requests.Get.self, .init(id: world.request)) == expected)
        }
    }

    @Test("a tasking: whole to whom its request is whole, to a contributing nation its own part")
    func taskings() throws {
        try World.with { world in
            try world.ask()
            let id = try world.propose()
            let (whole, part) = (all.union(["ALB"]), Set(["EST", "LVA"]))
            #expect(try world.whoReads(Taskings.Get.self, .init(id: id)) == whole.union(part))
            #expect(try world.whoLists(id, Taskings.List.self, .init()) == whole.union(part))
            #expect(try world.whoLists(id, Taskings.List.self, .init(request: world.request)) == whole.union(part))
            #expect(try world.whoLists("LVA-0001", Taskings.Get.self, .init(id: id)) == whole.union(["LVA"]))
            #expect(try world.whoLists("EST-0001", Taskings.Get.self, .init(id: id)) == whole.union(["EST"]))
            for nation in part {
                let view = try world.desk.call(Taskings.Get.self, .init(id: id), as: TestSite.contact(nation)).tasking
                #expect(view.assignments.map(\.expert) == ["\(nation)-0001"])
                #expect(view.nations == [nation] && view.consents.map(\.nation) == [nation] && view.salt == nil)
            }
        }
    }

    @Test("a consent: all to whom the tasking is whole, to a contributing nation its own")
    func consents() throws {
        try World.with { world in
            try world.ask()
            let id = try world.propose()
            for (nation, others) in [("EST", ["EST"]), ("LVA", ["LVA"]), ("ALB", [])] {
                let seen = try world.who { uid in
                    guard case .reply(let reply) = try world.desk.ask(Consents.List.self, .init(tasking: id), as: uid) else { return false }
                    return reply.consents?.contains { $0.nation == nation } ?? false
                }
                #expect(seen == all.union(["ALB"]).union(others), "\(nation)")
            }
        }
    }

    @Test("a journal entry: what it changed of what the caller sees; hashes to who sees everything")
    func journal() throws {
        try World.with { world in
            try world.ask()
            let id = try world.propose()
            #expect(try world.whoLists(id, Journal.Read.self, .init(subject: id)) == all.union(["ALB", "EST", "LVA"]))
            #expect(try world.whoLists("LVA-0001", Journal.Read.self, .init(subject: id)) == all.union(["ALB", "LVA"]))
            let hashed = try world.who { uid in
                guard case .reply(let reply) = try world.desk.ask(Journal.Read.self, .init(subject: id), as: uid) else { return false }
                return reply.entries?.contains { !$0.hash.isEmpty } ?? false
            }
            #expect(hashed == all.subtracting(["council"]), "it reads none of the notes for the room")
        }
    }
}
