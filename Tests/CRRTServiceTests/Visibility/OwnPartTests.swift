import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

/// The rules below the table of docs/visibility.md: what a nation that is only asked for people reads of the whole, and what not.
@Suite("What a contributing nation does not read")
struct OwnPartTests {
    private typealias World = VisibleWorld

    /// The callers who read a text in any of the ways in which a request and a tasking of it are shown.
    private func readers(of words: String, _ world: World, tasking: String) throws -> [String: Set<String>] {
        [
            "Requests.Get": try world.whoLists(words, Requests.Get.self, .init(id: world.request)),
            "Requests.List": try world.whoLists(words, Requests.List.self, .init()),
            "Taskings.Get": try world.whoLists(words, Taskings.Get.self, .init(id: tasking)),
            "Taskings.List": try world.whoLists(words, Taskings.List.self, .init()),
            "Journal.Read": try world.whoLists(words, Journal.Read.self, .init()),
            "Journal.Read subject": try world.whoLists(words, Journal.Read.self, .init(subject: tasking))
                .union(world.whoLists(words, Journal.Read.self, .init(subject: world.request))),
        ]
    }

    /// That a text is read by the operations centre and the host, and by no contributing nation in any of those ways.
    private func checkOnlyWhole(_ words: String, _ world: World, tasking: String) throws {
        let readers = try readers(of: words, world, tasking: tasking)
        #expect(readers.values.contains { $0.isSuperset(of: World.operations.union(["ALB"])) }, "'\(words)' is nowhere to be read")
        for (way, names) in readers { #expect(names.isDisjoint(with: ["EST", "EST-nr", "LVA"]), "'\(words)' in \(way)") }
    }

    @Test("outcome and report of a closed request, and the reports on the way there")
    func closing() throws {
        try World.with { world in
            try world.ask()
            let id = try world.propose()
            try world.order(id)
            let steps: [(Taskings.Advance.Parameters.Event, UInt32)] = [
                (.depart, TestSite.duty), (.begin, TestSite.duty), (.release, TestSite.contact("ALB")), (.home, TestSite.duty),
                (.close, TestSite.duty),
            ]
            for (event, uid) in steps {
                world.desk.clock.advance(milliseconds: 1)
                if event == .depart { world.desk.advance(hours: 24 * 30 + 22) }
                _ = try world.desk.call(Taskings.Advance.self, .init(id: id, event: event, report: "report on \(event)"), as: uid)
            }
            _ = try world.desk.call(
                Requests.Close.self, .init(id: world.request, outcome: "solved", report: "what was found"), as: TestSite.duty)
            for words in steps.map({ "report on \($0.0)" }) + ["solved", "what was found"] {
                try checkOnlyWhole(words, world, tasking: id)
            }
            // That it is closed is no secret.
            let seen = try world.desk.call(Requests.Get.self, .init(id: world.request), as: TestSite.contact("EST")).request
            #expect(seen.state == .closed && seen.remark == nil && seen.filled == nil)
        }
    }

    @Test("why a request was cancelled")
    func cancelling() throws {
        try World.with { world in
            try world.ask()
            let id = try world.propose()
            _ = try world.desk.call(Requests.Cancel.self, .init(id: world.request, reason: "overtaken"), as: TestSite.contact("ALB"))
            try checkOnlyWhole("overtaken", world, tasking: id)
            let seen = try world.desk.call(Taskings.Get.self, .init(id: id), as: TestSite.contact("EST")).tasking
            #expect(seen.state == .aborted && seen.remark == "the request was cancelled")
        }
    }

    @Test("other nations' answers and the reasons for them; its own it reads")
    func answers() throws {
        try World.with { world in
            try world.ask()
            let id = try world.propose()
            try world.order(id)
            #expect(try world.whoLists("words of EST", Journal.Read.self, .init()) == World.operations.union(["ALB", "EST"]))
            _ = try world.desk.call(
                Taskings.Recall.self, .init(id: id, nation: "LVA", reason: "crisis at home"), as: TestSite.contact("LVA"))
            let readers = try readers(of: "crisis at home", world, tasking: id)
            for (way, names) in readers { #expect(names.isDisjoint(with: ["EST", "EST-nr"]), "\(way)") }
            #expect(readers["Journal.Read"] == World.operations.union(["ALB", "LVA"]))
            let entries = try world.desk.call(Journal.Read.self, .init(subject: id), as: TestSite.contact("EST")).entries ?? []
            #expect(entries.last?.event == "tasking.ordered", "another nation's recall is no change of its own part")
        }
    }

    @Test("the operations centre's word on an abort is for every nation in the tasking")
    func abort() throws {
        try World.with { world in
            try world.ask()
            let id = try world.propose()
            _ = try world.desk.call(Taskings.Abort.self, .init(id: id, reason: "no longer needed"), as: TestSite.authority)
            let everybody = World.operations.union(["ALB", "EST", "LVA"])
            #expect(try world.whoLists("no longer needed", Taskings.Get.self, .init(id: id)) == everybody)
            #expect(try world.whoLists(#""detail":{"reason":"no longer needed"}"#, Journal.Read.self, .init()) == everybody)
        }
    }

    @Test("an effect's id is told to who is cleared for the effect")
    func effectID() throws {
        try World.with { world in
            let effect = Roster.Effect(
                id: "LVA-EFF-01", nation: "LVA", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1,
                classification: .NS, releasableTo: ["NATO"])
            _ = try world.desk.call(Roster.PutEffect.self, .init(effect: effect), as: TestSite.contact("LVA"))
            try world.ask(.NR, releasableTo: ["NATO"])
            let id = try world.desk.call(
                Taskings.Propose.self, .init(request: world.request, kind: .effect, effects: ["LVA-EFF-01"]), as: TestSite.duty
            ).tasking.id
            let readers = try world.whoReads(Taskings.Get.self, .init(id: id))
            #expect(readers == World.operations.union(["duty-nr", "duty-ltu", "authority-nr", "council-nr", "ALB", "LVA"]))
            #expect(
                try world.whoLists("LVA-EFF-01", Taskings.Get.self, .init(id: id))
                    == readers.subtracting(["duty-nr", "authority-nr", "council-nr"]))
        }
    }

    @Test("a nation keeps its part of the tasking in sight when the request's list is narrowed, and loses the request")
    func narrowed() throws {
        try World.with { world in
            try world.ask(.NR, releasableTo: ["NATO"])
            let id = try world.propose()
            try world.order(id)
            var terms = try world.desk.call(Requests.Get.self, .init(id: world.request), as: TestSite.contact("ALB")).request
            (terms.releasableTo, terms.remark, terms.filled, terms.state, terms.revision) = (["ALB", "LVA"], nil, nil, nil, nil)
            _ = try world.desk.call(Requests.Amend.self, .init(id: world.request, request: terms), as: TestSite.contact("ALB"))
            let asked: Set = ["ALB", "EST", "EST-nr", "LVA"]
            #expect(try world.whoReads(Taskings.Get.self, .init(id: id)).intersection(asked) == asked)
            #expect(try world.whoReads(Requests.Get.self, .init(id: world.request)).intersection(asked) == ["ALB", "LVA"])
            #expect(try !world.whoReads(Taskings.Get.self, .init(id: id)).contains("duty-ltu"))
        }
    }
}
