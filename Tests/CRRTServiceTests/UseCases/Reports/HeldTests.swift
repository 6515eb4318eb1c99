import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Committed is who is held: readiness, coverage, the lists of experts and taskings, the expert's page and what ends soon say the same.
@Suite("Who is out is out")
struct HeldTests {
    private static let lowDuty: UInt32 = 2150
    private static let site = TestSite(
        extraPrincipals: "  - name: low-duty\n    users: [\(lowDuty)]\n    roles: [duty]\n    clearance: NU\n")

    /// What each place says of the one expert: held, overdue.
    private struct Word: Equatable {
        var held: Bool
        var overdue: Bool
    }

    private func words(_ one: OneTasking, as uid: UInt32 = TestSite.duty, at: String? = nil) throws -> [String: Word] {
        let ready = try #require(try one.desk.call(Reports.Readiness.self, .init(at: at), as: uid).nations.first?.experts)
        #expect(ready.committed + ready.available == 1)
        let coverage = try one.desk.call(Reports.Coverage.self, .init(at: at), as: uid)
        let cell = coverage.skills.first { $0.skill == "PD-WRL-003" }?.cover.first { $0.clearance == .NS }
        #expect(cell?.people == coverage.available)
        let endings = try one.desk.call(Reports.Expiring.self, .init(within: 80_000, at: at), as: uid).endings ?? []
        let ending = try #require(endings.first { $0.id == "EST-0001" })
        var words: [String: Word] = [
            "readiness": Word(held: ready.committed == 1, overdue: ready.overdue == 1),
            "coverage": Word(held: coverage.available == 0, overdue: ready.overdue == 1),
            "expiring": Word(held: ending.tasking == one.id, overdue: ending.overdue == true),
        ]
        let asked = Roster.ListExperts.Parameters(availableFrom: at ?? one.desk.clock.now.description)
        let free = try one.desk.call(Roster.ListExperts.self, asked, as: uid).experts ?? []
        words["expert list, available"] = Word(held: free.isEmpty, overdue: ready.overdue == 1)
        guard at == nil else { return words }
        let onTask = try one.desk.call(Roster.ListExperts.self, .init(onTask: true), as: uid)
        words["expert list, on task"] = Word(
            held: onTask.experts?.map(\.id) == ["EST-0001"], overdue: onTask.serving?.first?.overdue == true)
        let serving = try one.desk.call(Roster.GetExpert.self, .init(id: "EST-0001"), as: uid).serving ?? []
        words["expert show"] = Word(held: serving.map(\.tasking) == [one.id], overdue: serving.first?.overdue == true)
        let listed = try one.desk.call(Taskings.List.self, .init(), as: uid).taskings ?? []
        let out = listed.filter { [.ordered, .moving, .onTask, .returning].contains($0.state) }
        words["tasking list"] = Word(held: out.map(\.id) == [one.id], overdue: out.first?.overdue == true)
        return words
    }

    private func expect(
        _ one: OneTasking, _ word: Word, as uid: UInt32 = TestSite.duty, at: String? = nil, _ context: Comment
    ) throws {
        for (place, shown) in try words(one, as: uid, at: at) { #expect(shown == word, "\(place): \(context)") }
    }

    @Test(
        "from the order until it is closed, before the start and past the end, all places agree",
        arguments: [Tasking.State.ordered, .moving, .onTask])
    func agree(stage: Tasking.State) throws {
        try OneTasking.with(at: stage) { (one) throws in
            try expect(one, Word(held: true, overdue: false), "\(stage)")
            for day in [10, 25] {
                one.desk.waitFor(OneTasking.day(day))
                try expect(one, Word(held: true, overdue: true), "\(stage) on day \(day)")
                try expect(one, Word(held: true, overdue: true), as: OneTasking.estonia, "\(stage) on day \(day), to Estonia")
            }
            if stage == .ordered {
                _ = try one.desk.call(Taskings.Abort.self, .init(id: one.id, reason: "over"), as: TestSite.authority)
            } else {
                _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .release), as: TestSite.duty)
                try expect(one, Word(held: true, overdue: true), "on the way home")
                _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .home), as: TestSite.duty)
                _ = try one.desk.call(Taskings.Advance.self, .init(id: one.id, event: .close), as: TestSite.duty)
            }
            try expect(one, Word(held: false, overdue: false), "home")
        }
    }

    @Test("as of another instant: until the agreed end; of one who is overdue at every instant")
    func asOf() throws {
        try OneTasking.with(at: .onTask) { (one) throws in
            for (day, held) in [(0, true), (5, true), (10, false), (20, false)] {
                try expect(one, Word(held: held, overdue: false), at: OneTasking.day(day), "as of day \(day)")
            }
            one.desk.waitFor(OneTasking.day(10))
            for day in [10, 11, 40] {
                try expect(one, Word(held: true, overdue: true), at: OneTasking.day(day), "as of day \(day), overdue")
            }
        }
    }

    @Test("one who does not see the tasking is told that its people are free, and no label of it")
    func hidden() throws {
        try OneTasking.with(Self.site, at: .onTask, classification: .NC) { (one) throws in
            one.desk.waitFor(OneTasking.day(11))
            try expect(one, Word(held: false, overdue: false), as: Self.lowDuty, "not cleared")
            try expect(one, Word(held: true, overdue: true), "cleared")
            func marked(_ uid: UInt32) throws -> Reports.Marking.Classification? {
                try one.desk.call(Reports.Expiring.self, .init(within: 80_000), as: uid).marking?.classification
            }
            #expect(try marked(TestSite.duty) == .NC, "what is said of a tasking bears its label")
            #expect(try marked(Self.lowDuty) != .NC)
        }
    }

    @Test("a match goes by planned periods: one who is overdue is still a candidate for what comes next")
    func matching() throws {
        try OneTasking.with(at: .onTask) { (one) throws in
            one.desk.waitFor(OneTasking.day(10))
            var terms = OneTasking.terms(nation: "LVA")
            (terms.start, terms.end) = (OneTasking.day(12), OneTasking.day(20))
            let next = try OneTasking.validated(terms, one.desk)
            let found = try one.desk.call(Requests.Match.self, .init(id: next), as: TestSite.duty)
            #expect(found.candidates.map { $0.assignments.map(\.expert) } == [["EST-0001"]])
        }
    }

    @Test("that the terms changed is told to callers who see all that they are made of")
    func termsChanged() throws {
        try OneTasking.with(Self.site, at: .ordered) { (one) throws in
            func changed(_ uid: UInt32) throws -> Bool? {
                try one.desk.call(Taskings.Get.self, .init(id: one.id), as: uid).tasking.termsChanged
            }
            for uid in [TestSite.duty, OneTasking.albania, OneTasking.estonia] { #expect(try changed(uid) == nil) }
            var terms = OneTasking.terms()
            terms.classification = .NC
            _ = try one.desk.call(Requests.Amend.self, .init(id: one.request, request: terms), as: OneTasking.albania)
            #expect(try changed(TestSite.duty) == nil, "each nation is asked anew")
            try one.grant("ALB", .host)
            _ = try one.desk.call(
                Consents.Refuse.self, .init(tasking: one.id, nation: "EST", kind: .contribute, reason: "no"), as: OneTasking.estonia)
            #expect(try changed(TestSite.duty) == true && changed(OneTasking.albania) == true)
            #expect(try changed(OneTasking.estonia) == nil, "a contributing nation sees a part of the terms")
        }
    }
}
