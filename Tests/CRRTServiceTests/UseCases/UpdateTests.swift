import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService
@testable import CRRTStore

/// A daemon of this version on a journal that a version of before elements wrote: it shows what that one showed, and what is under way
/// goes on under the consents that were given then, whose terms are of form 1.
@Suite("An update over taskings that are under way") struct UpdateTests {
    private let norway = TestSite.contact("NOR")

    /// A desk on the older version's journal, an hour after that version stopped.
    private func withJournal(_ body: (InProcessDesk) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("old.db")
            let store = try Store(path: path)
            let entries = try BeforeElements.entries()
            try store.writeAndWait { transaction in for entry in entries { try transaction.replay(entry) } }
            try store.close()
            try InProcessDesk.with { desk in
                let wait = try desk.clock.now.milliseconds - Instant(BeforeElements.shownAt).milliseconds
                #expect((0..<3_600_000).contains(wait))
                try desk.restore(path)
                desk.settle()
                try body(desk)
                #expect(try desk.store.differingRows() == [])
            }
        }
    }

    @Test("the duty desk is shown every request, tasking and consent as before")
    func shown() throws {
        try withJournal { desk in
            for (kind, method, added) in [
                ("request", "Requests", []), ("tasking", "Taskings", ["elements", "hosted", "orderBy"]), ("consent", "Consents", ["batch"]),
            ] as [(String, String, Set<String>)] {
                let answer = desk.ask("io.crrtd.\(method).List", json: Array(#"{"limit":1000}"#.utf8), as: TestSite.duty)
                let now = try JSONObject(json: answer.json)[kind + "s"]?.arrayValue?.compactMap(\.objectValue) ?? []
                let was = try BeforeElements.shown().filter { $0.kind == kind }
                #expect(now.count == was.count && !was.isEmpty, "\(kind)")
                for (was, now) in zip(was, now) {
                    #expect(was.differences(from: now, added: added) == [], "\(kind) \(was.record) is shown as \(now)")
                }
            }
        }
    }

    private func id(_ end: String) -> String { "TSK-ALB-2026-\(end)" }

    private func grant(_ end: String, _ nations: [String], _ desk: InProcessDesk) throws {
        for nation in nations {
            _ = try desk.call(
                Consents.Grant.self, .init(tasking: id(end), nation: nation, kind: nation == "ALB" ? .host : .contribute),
                as: TestSite.contact(nation))
        }
    }

    @discardableResult
    private func advance(_ end: String, _ event: Taskings.Advance.Parameters.Event, _ desk: InProcessDesk) throws -> Taskings.Tasking {
        try desk.call(Taskings.Advance.self, .init(id: id(end), event: event), as: TestSite.duty).tasking
    }

    private func order(_ end: String, _ desk: InProcessDesk) throws -> Taskings.Tasking {
        try desk.call(Taskings.Order.self, .init(id: id(end)), as: TestSite.authority).tasking
    }

    private func tasking(_ end: String, _ desk: InProcessDesk) throws -> Taskings.Tasking {
        try desk.call(Taskings.Get.self, .init(id: id(end)), as: TestSite.duty).tasking
    }

    /// Each person or effect with its state and planned end.
    private func states(_ tasking: Taskings.Tasking) -> [String] {
        (tasking.elements ?? []).map { "\($0.expert ?? $0.effect ?? "") \($0.state.rawValue) \($0.until.prefix(10))" }
    }

    @Test("what waits for answers is agreed to, ordered and departs; so does what all have agreed to")
    func proposals() throws {
        try withJournal { desk in
            // Estonia agreed before the update.
            try grant("0001-1", ["LVA"], desk)
            #expect(try states(tasking("0001-1", desk)) == ["EST-0001 agreed 2026-12-21", "LVA-0001 agreed 2026-12-21"])
            #expect(try tasking("0001-1", desk).state == .awaitingConsent)
            try grant("0001-1", ["ALB"], desk)
            #expect(try tasking("0001-1", desk).state == .consented)
            for end in ["0001-1", "0002-1"] {
                #expect(try order(end, desk).state == .ordered)
                #expect(try advance(end, .depart, desk).state == .moving)
            }
            // A team with one more, whose members serve until the day before.
            try grant("0024-1", ["DEU", "LVA", "ALB"], desk)
            #expect(try order("0024-1", desk).state == .ordered)
            // One of two Norwegians granted the effect before the update.
            let again = try desk.ask(
                Consents.Grant.self, .init(tasking: id("0025-1"), nation: "NOR", kind: .effect), as: norway)
            #expect(again.errorName == "TwoPersonRule")
            _ = try desk.call(
                Consents.Grant.self, .init(tasking: id("0025-1"), nation: "NOR", kind: .effect), as: TestSite.contact("NOR", second: true))
            #expect(try order("0025-1", desk).state == .ordered)
        }
    }

    @Test("what was ordered departs, begins, and comes home")
    func steps() throws {
        try withJournal { desk in
            for end in ["0003-1", "0016-2"] { #expect(try advance(end, .depart, desk).state == .moving) }
            for end in ["0004-1", "0023-1", "0016-2"] { #expect(try advance(end, .begin, desk).state == .onTask) }
            for end in ["0004-1", "0005-1", "0007-1", "0023-1", "0026-1", "0027-1"] {
                #expect(try advance(end, .release, desk).state == .returning)
            }
            for end in ["0004-1", "0005-1", "0007-1", "0008-1", "0023-1", "0026-1", "0027-1"] {
                let early = try desk.ask(Taskings.Advance.self, .init(id: id(end), event: .close), as: TestSite.duty)
                #expect(early.errorName == "IllegalTransition", "\(end): \(early)")
                _ = try advance(end, .home, desk)
                let closed = try advance(end, .close, desk)
                #expect(closed.state == .closed && closed.consents.allSatisfy { $0.state == .spent }, "\(end): \(closed.consents)")
            }
        }
    }

    @Test("the consent of a nation that lends a team and sends no one lasts as long as the others'")
    func lentTeam() throws {
        try withJournal { desk in
            #expect(try advance("0022-1", .depart, desk).state == .moving)
            #expect(try tasking("0022-1", desk).consents.allSatisfy { $0.state == .granted })
            #expect(try advance("0022-1", .begin, desk).state == .onTask)
            _ = try advance("0022-1", .release, desk)
            _ = try advance("0022-1", .home, desk)
            #expect(try tasking("0022-1", desk).consents.allSatisfy { $0.state == .spent })
        }
    }

    @Test("an extension that was asked is in force once all have agreed; the next one is each nation's own")
    func extensions() throws {
        try withJournal { desk in
            try grant("0006-1", ["LVA"], desk)
            #expect(try states(tasking("0006-1", desk)) == ["EST-0006 onTask 2026-12-13", "LVA-0004 onTask 2026-12-13"])
            try grant("0006-1", ["ALB"], desk)
            #expect(try states(tasking("0006-1", desk)) == ["EST-0006 onTask 2026-12-16", "LVA-0004 onTask 2026-12-16"])
            // Estonia agrees, Germany refuses; also of one that is past its end.
            for (end, refusing, people) in [
                ("0007-1", "DEU", ["EST-0007 onTask 2026-12-16", "DEU-0003 onTask 2026-12-13"]),
                ("0027-1", "NOR", ["EST-0016 onTask 2026-12-16", "NOR-0001 onTask 2026-11-30"]),
            ] {
                _ = try desk.call(
                    Taskings.Extend.self, .init(id: id(end), until: "2026-12-16T06:00:00Z", replyBy: "2026-12-03T06:00:00Z"),
                    as: TestSite.duty)
                try grant(end, ["EST", "ALB"], desk)
                _ = try desk.call(
                    Consents.Refuse.self, .init(tasking: id(end), nation: refusing, kind: .contribute, reason: "Needed at home"),
                    as: TestSite.contact(refusing))
                let shown = try tasking(end, desk)
                #expect(states(shown) == people)
                #expect(shown.extension == nil && shown.refusedExtensions?.last?.nation == refusing)
                // Each nation's word holds for the end that its people have now, so that all can be asked again.
                _ = try desk.call(
                    Taskings.Extend.self, .init(id: id(end), until: "2026-12-20T06:00:00Z", replyBy: "2026-12-03T06:00:00Z"),
                    as: TestSite.duty)
                _ = try advance(end, .release, desk)
            }
        }
    }

    @Test("a stricter label is asked of all anew, and then they go on")
    func relabelled() throws {
        try withJournal { desk in
            let request = "REQ-ALB-2026-0004"
            var terms = try desk.call(Requests.Get.self, .init(id: request), as: TestSite.duty).request
            terms.classification = .NC
            _ = try desk.call(Requests.Amend.self, .init(id: request, request: terms), as: TestSite.contact("ALB"))
            let early = try desk.ask(Taskings.Advance.self, .init(id: id("0004-1"), event: .begin), as: TestSite.duty)
            #expect(Set(early.error?.as(Taskings.ConsentMissing.self)?.nations ?? []) == ["ALB", "DEU", "EST"], "\(early)")
            try grant("0004-1", ["EST", "DEU", "ALB"], desk)
            #expect(try advance("0004-1", .begin, desk).state == .onTask)
        }
    }

    @Test("a part of an older tasking is recalled and replaced, and all of them go on together")
    func replaced() throws {
        try withJournal { desk in
            _ = try desk.call(
                Taskings.Recall.self, .init(id: id("0016-2"), nation: "DEU", reason: "Needed at home"), as: TestSite.contact("DEU"))
            #expect(try states(tasking("0016-2", desk)) == ["EST-0011 ordered 2026-12-13", "DEU-0008 out 2026-12-13"])
            _ = try desk.call(
                Taskings.Replace.self,
                .init(id: id("0016-2"), assignments: [.init(seat: 1, expert: "LVA-0009")], replyBy: "2026-12-02T06:00:00Z"),
                as: TestSite.duty)
            try grant("0016-2", ["LVA", "ALB"], desk)
            _ = try order("0016-2", desk)
            #expect(
                try states(advance("0016-2", .depart, desk)) == [
                    "EST-0011 moving 2026-12-13", "DEU-0008 out 2026-12-13", "LVA-0009 moving 2026-12-13",
                ])
            #expect(try advance("0016-2", .begin, desk).state == .onTask)
        }
    }
}
