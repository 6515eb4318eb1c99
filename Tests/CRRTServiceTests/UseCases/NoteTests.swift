import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Foundation
import Testing
import Varlink

@testable import CRRTService

/// The log of the room: who writes and reads a note, what the journal has of it, and that its text goes for good.
@Suite("Notes")
struct NoteTests {
    /// By the onlookers' configuration: 2101 duty and 2102 authority, 2106 council, each of clearance NR.
    private static let everybody: [UInt32] = [
        TestSite.duty, TestSite.authority, 2101, 2106, TestSite.auditor, SharedTasking.albania, SharedTasking.estonia,
        SharedTasking.latvia, SharedTasking.poland, TestSite.administrator, TestSite.stranger,
    ]

    private static func field<Reply>(_ answer: Answer<Reply>) -> String? { answer.error?.as(Service.InvalidRecord.self)?.field }

    private static func told(_ desk: InProcessDesk, _ id: String) throws -> Set<UInt32> {
        Set(
            try everybody.filter { uid in
                let answer = try desk.ask(Notes.List.self, .init(), as: uid)
                guard case .reply(let reply) = answer else { return false }
                return reply.notes?.contains { $0.id == id } == true
            })
    }

    private static func inJournal(_ desk: InProcessDesk, _ id: String) throws -> Set<UInt32> {
        Set(
            try everybody.filter { uid in
                guard case .reply(let reply) = try desk.ask(Journal.Read.self, .init(limit: 500), as: uid) else { return false }
                return reply.entries?.contains { $0.event == "note.added" && $0.detail("note") == id } == true
            })
    }

    @Test("a note is told to those whom it names as far as they see its subject, in the list and in the journal")
    func readers() throws {
        let desk: Set<UInt32> = [TestSite.duty, TestSite.authority, 2101, TestSite.auditor]
        let whole = desk.union([2106, SharedTasking.albania])
        try SharedTasking.with(Onlooker.site, at: .ordered) { shared throws in
            let campaign = try shared.desk.call(
                Campaigns.Open.self, .init(title: "Wipers", domains: [.energy], classification: .NR, releasableTo: ["EST"]),
                as: TestSite.duty
            ).campaign.id
            let cases: [(String, to: String?, Set<UInt32>)] = [
                (shared.request, nil, desk), (shared.request, "desk", desk), (shared.request, "all", whole), (shared.id, nil, desk),
                (shared.id, "all", whole), (shared.id, "EST", desk.union([SharedTasking.estonia])),
                (shared.id, "LVA", desk.union([SharedTasking.latvia])), (campaign, nil, desk),
                (campaign, "all", desk.union([2106, SharedTasking.estonia])),
            ]
            for (subject, to, expected) in cases {
                let id = try shared.desk.call(Notes.Add.self, .init(subject: subject, note: "Call at 18:00Z", to: to), as: TestSite.duty).id
                let told = try Self.told(shared.desk, id)
                #expect(told == expected, "\(subject) \(to ?? "-") \(told.symmetricDifference(expected))")
                // A councillor reads of it in the journal no more than in the list, whatever they are cleared for.
                #expect(try Self.inJournal(shared.desk, id) == expected, "\(subject) \(to ?? "-")")
                let marking = try shared.desk.call(Notes.List.self, .init(subject: subject), as: TestSite.duty).marking
                #expect(marking?.classification == .NR && marking?.releasableTo == (subject == campaign ? ["EST"] : ["NATO"]))
            }
        }
    }

    @Test("the label of a note is that of its subject as it is now")
    func relabelled() throws {
        try SharedTasking.with(Onlooker.site, at: .ordered) { shared throws in
            let id = try shared.desk.call(Notes.Add.self, .init(subject: shared.request, note: "Call"), as: 2101).id
            #expect(try Self.told(shared.desk, id).contains(2101))
            var terms = try shared.desk.call(Requests.Get.self, .init(id: shared.request), as: TestSite.duty).request
            terms.classification = .NS
            _ = try shared.desk.call(Requests.Amend.self, .init(id: shared.request, request: terms), as: TestSite.duty)
            #expect(try !Self.told(shared.desk, id).contains(2101) && Self.told(shared.desk, id).contains(TestSite.duty))
            #expect(try shared.desk.ask(Notes.Erase.self, .init(id: id), as: 2101).errorName == "NoSuchRecord", "who wrote it, too")
            #expect(try shared.desk.call(Notes.List.self, .init(), as: TestSite.duty).marking?.classification == .NS)
        }
    }

    @Test("the journal has a salted digest of the text, and an erasure takes the text from the rows and from the files")
    func erasure() throws {
        try SharedTasking.with(at: .ordered) { shared throws in
            let (desk, secret) = (shared.desk, "Ms Undisclosed called")
            let add = Notes.Add.Parameters(subject: shared.request, note: secret, idempotencyKey: "key")
            let added = try desk.call(Notes.Add.self, add, as: TestSite.duty)
            #expect(try desk.call(Notes.Add.self, add, as: TestSite.duty).id == added.id, "a repetition adds nothing")
            let read = try desk.call(Journal.Read.self, .init(limit: 500), as: TestSite.auditor).entries ?? []
            let entry = try #require(read.last)
            #expect(entry.event == "note.added" && entry.subject == shared.request && entry.detail("digest")?.utf8.count == 64)
            #expect(!entry.payload.jsonString().contains("Undisclosed"))
            for uid in [TestSite.authority, 2103] where uid == TestSite.authority {
                #expect(try desk.ask(Notes.Erase.self, .init(id: added.id), as: uid).errorName == "PermissionDenied")
            }
            #expect(try desk.ask(Notes.Erase.self, .init(id: added.id), as: SharedTasking.albania).errorName == "NoSuchRecord")
            _ = try desk.call(Notes.Erase.self, .init(id: added.id), as: TestSite.duty)
            let note = try #require(try desk.call(Notes.List.self, .init(), as: TestSite.duty).notes?.first)
            #expect(note.text == nil && note.erasedBy?.name == note.by.name && note.erasedAt != nil && note.id == added.id)
            #expect(try desk.ask(Notes.Erase.self, .init(id: added.id), as: TestSite.duty).errorName == "IllegalTransition")
            #expect(try desk.call(Notes.Search.self, .init(words: ["undisclosed"]), as: TestSite.duty).hits == [])
            for end in ["", "-wal"] {
                let bytes = try Data(contentsOf: URL(filePath: desk.store.path + end))
                #expect(bytes.range(of: Data("Undisclosed".utf8)) == nil, "crrtd.db\(end)")
            }
            let other = try desk.call(Notes.Add.self, .init(subject: shared.request, note: "Again"), as: TestSite.duty).id
            _ = try desk.call(Notes.Erase.self, .init(id: other), as: TestSite.administrator)
            #expect(try desk.ask(Notes.Erase.self, .init(id: "NTE-10000000"), as: TestSite.administrator).errorName == "NoSuchRecord")
            #expect(try desk.store.differingRows().isEmpty)
        }
    }

    @Test("notes are kept by a restart and a backup, and take notes after the request is closed")
    func kept() throws {
        try SharedTasking.with(at: .awaitingConsent) { shared throws in
            let desk = shared.desk
            func add(_ text: String) throws -> String {
                try desk.call(Notes.Add.self, .init(subject: shared.request, note: text), as: TestSite.duty).id
            }
            let first = try add("First")
            desk.advance(hours: 1)
            let backup = try desk.backup()
            _ = try desk.call(Taskings.Abort.self, .init(id: shared.id, reason: "no"), as: TestSite.duty)
            _ = try desk.call(Requests.Close.self, .init(id: shared.request, outcome: "done"), as: TestSite.duty)
            let second = try add("After the close")
            try desk.restart(killed: true, afterHours: 1)
            #expect(try desk.call(Notes.List.self, .init(), as: TestSite.duty).notes?.map(\.id) == [first, second])
            try desk.restore(backup)
            #expect(try desk.call(Notes.List.self, .init(), as: TestSite.duty).notes?.map(\.text) == ["First"])
        }
    }

    @Test("bad fields are named, and nothing is written")
    func faults() throws {
        try SharedTasking.with(at: .ordered) { shared throws in
            let cases: [(Notes.Add.Parameters, String)] = [
                (.init(subject: "x", note: "a"), "subject"), (.init(subject: "EST-0001", note: "a"), "subject"),
                (.init(subject: shared.request, note: " "), "note"),
                (.init(subject: shared.request, note: "a\u{7}"), "note"), (.init(subject: shared.request, note: "a", to: "some"), "to"),
                (.init(subject: shared.request, note: "a", to: "EST"), "to"), (.init(subject: shared.id, note: "a", to: "POL"), "to"),
            ]
            for (parameters, field) in cases {
                #expect(Self.field(try shared.desk.ask(Notes.Add.self, parameters, as: TestSite.duty)) == field, "\(parameters)")
            }
            let long = Notes.Add.Parameters(subject: shared.request, note: String(repeating: "n", count: 4001))
            #expect(try shared.desk.ask(Notes.Add.self, long, as: TestSite.duty).errorName == "InvalidParameter")
            let lines = Notes.Add.Parameters(subject: shared.request, note: "two\nlines")
            #expect(try shared.desk.ask(Notes.Add.self, lines, as: TestSite.duty).error == nil)
            #expect(
                try shared.desk.ask(Notes.Add.self, .init(subject: "REQ-ALB-2020-0001", note: "a"), as: TestSite.duty).errorName
                    == "NoSuchRecord")
            #expect(try shared.desk.call(Notes.List.self, .init(), as: TestSite.duty).notes?.count == 1)
        }
    }

    @Test("the list has them in the order of adding, by subject, kind and time, page by page")
    func list() throws {
        try SharedTasking.with(at: .onTask) { shared throws in
            let desk = shared.desk
            var ids: [String] = []
            for number in 0..<7 {
                if number == 4 { desk.advance(hours: 1) }
                let subject = number.isMultiple(of: 2) ? shared.request : shared.id
                ids.append(try desk.call(Notes.Add.self, .init(subject: subject, note: "Call \(number)"), as: TestSite.duty).id)
            }
            var (found, after): ([Notes.Note], String?) = ([], nil)
            repeat {
                let page = try desk.call(Notes.List.self, .init(limit: 2, after: after), as: TestSite.duty)
                found += page.notes ?? []
                after = page.next
            } while after != nil
            #expect(Set(found.map(\.id)) == Set(ids) && found.count == ids.count)
            #expect(found.map(\.at) == found.map(\.at).sorted())
            let since = desk.clock.now.adding(hours: -1).adding(seconds: 1).description
            let later = try desk.call(Notes.List.self, .init(since: since), as: TestSite.duty).notes ?? []
            #expect(Set(later.map(\.id)) == Set(ids[4...]))
            let about = try desk.call(Notes.List.self, .init(subject: shared.id, kind: "note"), as: TestSite.duty).notes ?? []
            #expect(Set(about.map(\.id)) == [ids[1], ids[3], ids[5]])
            for (parameters, field) in [
                (Notes.List.Parameters(subject: "x"), "subject"), (.init(kind: "x"), "kind"), (.init(since: "x"), "since"),
                (.init(after: "x"), "after"), (.init(kind: "note", open: true), "open"), (.init(limit: 0), "limit"),
            ] {
                #expect(Self.field(try desk.ask(Notes.List.self, parameters, as: TestSite.duty)) == field, "\(parameters)")
            }
        }
    }

    @Test("a lesson has an owner and a day, is open until it is done, and is done once")
    func lessons() throws {
        try SharedTasking.with(at: .ordered) { shared throws in
            let desk = shared.desk
            func add(_ change: (inout Notes.AddLesson.Parameters) -> Void = { _ in }) throws -> Answer<Notes.AddLesson.Reply> {
                var lesson = Notes.AddLesson.Parameters(
                    subject: shared.request, lesson: "Ask for the plan", owner: "duty-desk", due: OneTasking.day(30).prefix(10).description)
                change(&lesson)
                return try desk.ask(Notes.AddLesson.self, lesson, as: TestSite.authority)
            }
            let faults: [((inout Notes.AddLesson.Parameters) -> Void, String)] = [
                ({ $0.lesson = " " }, "lesson"), ({ $0.owner = " " }, "owner"), ({ $0.due = "tomorrow" }, "due"),
                ({ $0.due = "2020-01-01" }, "due"), ({ $0.to = "EST" }, "to"),
            ]
            for (change, field) in faults { #expect(Self.field(try add(change)) == field) }
            let (first, second) = (try add().reply().id, try add { $0.to = "all" }.reply().id)
            func open(_ uid: UInt32 = TestSite.duty) throws -> Set<String> {
                Set(try desk.call(Notes.List.self, .init(open: true), as: uid).notes?.map(\.id) ?? [])
            }
            #expect(try open() == [first, second] && open(SharedTasking.albania) == [second])
            _ = try desk.call(Notes.CompleteLesson.self, .init(id: first), as: TestSite.duty)
            #expect(try open() == [second])
            let done = try #require(
                try desk.call(Notes.List.self, .init(kind: "lesson"), as: TestSite.duty).notes?.first { $0.id == first })
            #expect(done.doneAt != nil && done.doneBy?.uid == Int(TestSite.duty) && done.owner == "duty-desk")
            #expect(try desk.ask(Notes.CompleteLesson.self, .init(id: first), as: TestSite.duty).errorName == "IllegalTransition")
            let note = try desk.call(Notes.Add.self, .init(subject: shared.request, note: "a"), as: TestSite.duty).id
            #expect(try desk.ask(Notes.CompleteLesson.self, .init(id: note), as: TestSite.duty).errorName == "IllegalTransition")
            let events = try desk.call(Journal.Read.self, .init(limit: 500), as: TestSite.auditor).entries?.map(\.event) ?? []
            #expect(events.contains("lesson.done"))
        }
    }
}
