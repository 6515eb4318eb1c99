import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import JournalProof
import Testing
import Varlink

@testable import CRRTService

/// Injects of exercise control: known to it alone until they are released, by hand or by the clock, to those whom they name.
@Suite("Injects")
struct InjectTests {
    static let control: UInt32 = 2500
    static let site = TestSite(
        exercise: true,
        extraPrincipals: """
              - {name: control, users: [2500], roles: [excon], clearance: CTS}
              - {name: duty-nr, users: [2101], roles: [duty], clearance: NR}

            """)
    private static let (duty, low, estonia, latvia) = (TestSite.duty, UInt32(2101), TestSite.contact("EST"), TestSite.contact("LVA"))

    @Test("an inject is told to those whom it names, once it is released, if they are cleared for it")
    func readers() throws {
        let cases: [(to: [String], level: Exercise.AddInject.Parameters.Classification, told: Set<UInt32>)] = [
            (["desk"], .NR, [Self.duty, Self.low]), (["desk"], .NS, [Self.duty]), (["EST"], .NR, [Self.duty, Self.estonia]),
            (["all"], .NU, [Self.duty, Self.low, Self.estonia, Self.latvia]), (["LVA", "desk"], .NR, [Self.duty, Self.low, Self.latvia]),
        ]
        for (to, level, told) in cases {
            try InProcessDesk.with(Self.site) { (desk) throws in
                let id = try add(desk, to: to, level).message.id
                func listed() throws -> Set<UInt32> {
                    Set(try [Self.duty, Self.low, Self.estonia, Self.latvia].filter { try !list(desk, as: $0).isEmpty })
                }
                #expect(try listed() == [], "\(to) is planned")
                #expect(try list(desk, as: Self.control).count == 1 && list(desk, as: TestSite.auditor).count == 1)
                #expect(try entries(desk, as: TestSite.auditor).isEmpty, "the plan is not in the journal, which those who play read")
                _ = try desk.call(Exercise.ReleaseInject.self, .init(id: id), as: Self.control)
                #expect(try listed() == told, "\(to) \(level)")
                for uid in [Self.duty, Self.low, Self.estonia, Self.latvia] {
                    #expect(try !entries(desk, as: uid).isEmpty == told.contains(uid), "\(to) \(level), uid \(uid)")
                }
                for told in try list(desk, as: Self.duty) {
                    #expect(told.by == nil && told.addedAt == told.releasedAt, "who planned it, and when, is not told")
                }
            }
        }
    }

    @Test("those with a time are released when it comes, in order, also after a downtime")
    func timed() throws {
        try InProcessDesk.with(Self.site) { (desk) throws in
            let now = desk.clock.now
            let timed = try [5, 2, 3].map { hours in
                try add(desk, to: ["desk"], .NR, at: now.adding(hours: hours).description).message.id
            }
            let byHand = try add(desk, to: ["desk"], .NR).message.id
            desk.advance(hours: 2)
            #expect(try list(desk, as: Self.low).map(\.id) == [timed[1]])
            try desk.restart(killed: true, afterHours: 10)
            #expect(try list(desk, as: Self.low).map(\.id) == timed.sorted())
            #expect(try entries(desk, as: TestSite.auditor).map(\.subject) == [timed[1], timed[2], timed[0]])
            #expect(try entries(desk, as: TestSite.auditor).allSatisfy { $0.principal == "clock" })
            #expect(try list(desk, as: Self.control, state: "planned").map(\.id) == [byHand])
            #expect(try desk.store.verifyJournal().broken == nil)
        }
    }

    @Test("those who play are not told when an inject was planned, nor for when")
    func plan() throws {
        try InProcessDesk.with(Self.site) { (desk) throws in
            let at = desk.clock.now.adding(hours: 5).description
            let planned = try add(desk, to: ["desk", "EST"], .NR, at: at).message
            desk.advance(hours: 2)
            _ = try desk.call(Exercise.ReleaseInject.self, .init(id: planned.id), as: Self.control)
            for uid in [Self.duty, Self.low, Self.estonia] {
                let told = try #require(try list(desk, as: uid).first)
                #expect(told.at == nil && told.addedAt == told.releasedAt && told.addedAt != planned.addedAt)
            }
            let entry = try #require(try entries(desk, as: Self.estonia).first)
            #expect(entry.detail("at") == nil && entry.detail("plannedAt") == nil && entry.detail("plannedBy") == nil)
            let known = try #require(try list(desk, as: Self.control).first)
            #expect(known.at == at && known.addedAt == planned.addedAt)
            #expect(try entries(desk, as: TestSite.auditor).first?.detail("at") == at)
        }
    }

    @Test("the request that an inject is about is told to those who see it")
    func about() throws {
        try InProcessDesk.with(Self.site) { (desk) throws in
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            let id = try desk.call(
                Exercise.AddInject.self, .init(text: "x", classification: .NR, to: ["ALB", "EST"], request: request), as: Self.control
            ).message.id
            _ = try desk.call(Exercise.ReleaseInject.self, .init(id: id), as: Self.control)
            for (uid, told) in [(Self.estonia, nil), (TestSite.contact("ALB"), request), (Self.duty, request)] as [(UInt32, String?)] {
                #expect(try list(desk, as: uid).map(\.request) == [told])
                #expect(try entries(desk, as: uid).map { $0.detail("request") } == [told])
            }
        }
    }

    @Test("after a restore those whose time has passed wait for people: they may have been cancelled since the backup")
    func restored() throws {
        try InProcessDesk.with(Self.site) { (desk) throws in
            let now = desk.clock.now
            let soon = try add(desk, to: ["desk"], .NR, at: now.adding(hours: 2).description).message.id
            let later = try add(desk, to: ["desk"], .NR, at: now.adding(hours: 8).description).message.id
            let backup = try desk.backup()
            _ = try desk.call(Exercise.CancelInject.self, .init(id: soon), as: Self.control)
            desk.advance(hours: 3)
            try desk.restore(backup)
            desk.settle()
            #expect(try list(desk, as: Self.low) == [])
            #expect(try Set(list(desk, as: Self.control, state: "planned").map(\.id)) == [soon, later])
            desk.advance(hours: 6)
            #expect(try list(desk, as: Self.low).map(\.id) == [later], "its time had not passed")
            _ = try desk.call(Exercise.ReleaseInject.self, .init(id: soon), as: Self.control)
            #expect(try Set(list(desk, as: Self.low).map(\.id)) == [soon, later])
            #expect(try desk.store.differingRows() == [])
        }
    }

    @Test("an id tells nothing of how many injects are planned")
    func drawnNumbers() throws {
        try InProcessDesk.with(Self.site) { (desk) throws in
            var numbers: [Int] = []
            for _ in 1...20 { numbers.append(try ExerciseMessageID(add(desk, to: ["desk"], .NR).message.id).number) }
            #expect(numbers.allSatisfy(ExerciseMessageID.drawnNumbers.contains) && Set(numbers).count == 20)
            #expect(zip(numbers, numbers.dropFirst()).contains { $1 < $0 }, "drawn, not counted")
        }
    }

    @Test("a released inject is not cancelled, a cancelled one not released, and nobody hears of it")
    func lifeCycle() throws {
        try InProcessDesk.with(Self.site) { (desk) throws in
            let (released, cancelled) = (try add(desk, to: ["all"], .NU).message.id, try add(desk, to: ["all"], .NU).message.id)
            _ = try desk.call(Exercise.ReleaseInject.self, .init(id: released), as: Self.control)
            _ = try desk.call(Exercise.CancelInject.self, .init(id: cancelled), as: Self.control)
            for id in [released, cancelled] {
                #expect(try desk.ask(Exercise.ReleaseInject.self, .init(id: id), as: Self.control).errorName == "IllegalTransition")
                #expect(try desk.ask(Exercise.CancelInject.self, .init(id: id), as: Self.control).errorName == "IllegalTransition")
            }
            #expect(try list(desk, as: Self.estonia).map(\.id) == [released])
        }
    }

    @Test("what is refused names the field")
    func refusals() throws {
        try InProcessDesk.with(Self.site) { (desk) throws in
            func field(_ parameters: Exercise.AddInject.Parameters) throws -> String? {
                try desk.ask(Exercise.AddInject.self, parameters, as: Self.control).error?.as(Service.InvalidRecord.self)?.field
            }
            func inject(_ text: String = "x", to: [String] = ["desk"], request: String? = nil, at: String? = nil)
                -> Exercise.AddInject.Parameters
            {
                .init(text: text, classification: .NR, to: to, request: request, at: at)
            }
            #expect(try field(inject("  ")) == "text")
            #expect(try field(inject("one line\nand another\tof it")) == nil)
            #expect(try field(inject("one line\u{1B}[2J")) == "text")
            #expect(try field(inject(to: [])) == "to")
            #expect(try field(inject(to: ["desk", "XX"])) == "to[1]")
            #expect(try field(inject(to: ["ZZZ"])) == "to")
            #expect(try field(inject(request: "x")) == "request")
            #expect(try field(inject(at: desk.clock.now.description)) == "at")
            let missing = inject(request: "EXR-ALB-2026-0009")
            #expect(try desk.ask(Exercise.AddInject.self, missing, as: Self.control).errorName == "NoSuchRecord")
            #expect(try desk.ask(Exercise.ReleaseInject.self, .init(id: "INJ-0009"), as: Self.control).errorName == "NoSuchRecord")
            for uid in [Self.duty, Self.estonia, TestSite.administrator] {
                #expect(try desk.ask(Exercise.AddInject.self, inject(), as: uid).errorName == "PermissionDenied")
            }
        }
    }

    @Test("a real instance has none of this")
    func realInstance() throws {
        try InProcessDesk.with { (desk) throws in
            for uid in [Self.duty, Self.estonia, TestSite.auditor] {
                #expect(try desk.ask(Exercise.ListInjects.self, .init(), as: uid).errorName == "NotAnExercise")
                #expect(try desk.ask(Exercise.RaiseNoDuff.self, .init(text: "fire"), as: uid).errorName == "NotAnExercise")
                #expect(try desk.ask(Exercise.ListNoDuff.self, .init(), as: uid).errorName == "NotAnExercise")
            }
            #expect(
                try desk.ask(Exercise.ClearNoDuff.self, .init(id: "NDF-0001"), as: TestSite.administrator).errorName == "NotAnExercise")
            #expect(try desk.store.read { try $0.countExerciseMessages(in: .standing) } == 0)
        }
    }

    private func add(
        _ desk: InProcessDesk, to: [String], _ level: Exercise.AddInject.Parameters.Classification, at: String? = nil
    ) throws -> Exercise.AddInject.Reply {
        try desk.call(
            Exercise.AddInject.self, .init(text: "A hospital reports encrypted servers", classification: level, to: to, at: at),
            as: Self.control)
    }

    private func list(_ desk: InProcessDesk, as uid: UInt32, state: String? = nil) throws -> [Exercise.Message] {
        try desk.call(Exercise.ListInjects.self, .init(state: state), as: uid).messages ?? []
    }

    private func entries(_ desk: InProcessDesk, as uid: UInt32) throws -> [Journal.Entry] {
        try (desk.call(Journal.Read.self, .init(limit: 100), as: uid).entries ?? []).filter { $0.event == "inject.released" }
    }
}
