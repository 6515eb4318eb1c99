import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// What the verbs about single people of a tasking ask the daemon for.
@Suite("Verbs about the people of a tasking")
struct TaskingVerbsTests {
    private static let id = "TSK-ALB-2026-0001-1"

    private func parsed<Command: ParsableCommand>(_ line: String, _: Command.Type = Command.self) throws -> Command {
        let words = try ArgumentNormalizer.normalized(line.split(separator: " ").map(String.init), root: Crrtctl.self)
        return try #require(try Crrtctl.parseAsRoot(words) as? Command)
    }

    private func step<Step: TaskingStep>(_ line: String, _: Step.Type) throws -> Taskings.Advance.Parameters {
        try parsed("tasking \(line)", TaskingAdvance<Step>.self).parameters("k")
    }

    @Test("a step is for all, or for those who are named, now or at a time")
    func steps() throws {
        let at = "2026-12-04T05:00:00Z"
        for (found, event) in [
            (try step("depart \(Self.id) --expert EST-0042 --expert LVA-0007 --at \(at)", DepartStep.self), "depart"),
            (try step("begin \(Self.id) --expert EST-0042 --expert LVA-0007 --at \(at)", BeginStep.self), "begin"),
            (try step("home \(Self.id) --expert EST-0042 --expert LVA-0007 --at \(at)", HomeStep.self), "home"),
        ] {
            #expect(found.id == Self.id && found.event.rawValue == event && found.idempotencyKey == "k")
            #expect(found.experts == ["EST-0042", "LVA-0007"] && found.at == at)
        }
        let all = try step("home \(Self.id) --if-revision 3", HomeStep.self)
        #expect(all.experts == nil && all.at == nil && all.ifRevision == 3)
        let released = try step("release \(Self.id) --expert EST-0042", ReleaseStep.self)
        #expect(released.event == .release && released.experts == ["EST-0042"] && released.at == nil)
        #expect(throws: (any Error).self) { try step("release \(Self.id) --at \(at)", ReleaseStep.self) }
        #expect(throws: (any Error).self) { try parsed("tasking close \(Self.id) --report r --expert EST-0042", TaskingClose.self) }
    }

    @Test("a replacement names people and seats, and needs somebody")
    func replace() throws {
        let line = "tasking replace \(Self.id) --expert EST-0042@1 --expert LVA-0007@2"
        let found = try parsed("\(line) --reply-by 2026-12-04T05:00:00Z", TaskingReplace.self).parameters("k")
        #expect(found.assignments.map { "\($0.expert)@\($0.seat)" } == ["EST-0042@1", "LVA-0007@2"])
        #expect(found.id == Self.id && found.replyBy == "2026-12-04T05:00:00Z" && found.idempotencyKey == "k")
        #expect(try parsed(line, TaskingReplace.self).parameters("k").replyBy == nil)
        #expect(throws: (any Error).self) { try parsed("tasking replace \(Self.id)", TaskingReplace.self) }
        #expect(throws: (any Error).self) { try parsed("tasking replace \(Self.id) --expert EST-0042", TaskingReplace.self) }
    }

    @Test("who is withdrawn is ill or no longer needed")
    func withdraw() throws {
        let line = "tasking withdraw \(Self.id) --expert EST-0042 --expert EST-0043 --reason fever"
        let found = try parsed("\(line) --cause ill", TaskingWithdraw.self).parameters("k")
        #expect(found.id == Self.id && found.experts == ["EST-0042", "EST-0043"] && found.cause == .ill && found.reason == "fever")
        #expect(try parsed("\(line) --cause released", TaskingWithdraw.self).parameters("k").cause == .released)
        #expect(throws: (any Error).self) { try parsed("\(line) --cause recalled", TaskingWithdraw.self) }
        #expect(throws: (any Error).self) { try parsed(line, TaskingWithdraw.self) }
        #expect(throws: (any Error).self) {
            try parsed("tasking withdraw \(Self.id) --cause ill --reason fever", TaskingWithdraw.self)
        }
    }

    @Test("a recall is of all from one tasking, of single people from it, or of people from every tasking")
    func recall() throws {
        func found(_ words: String) throws -> Taskings.Recall.Parameters {
            try parsed("tasking recall \(words) --reason needed", TaskingRecall.self).parameters("EST", "k")
        }
        let all = try found(Self.id)
        #expect(all.id == Self.id && all.experts == nil && all.nation == "EST" && all.reason == "needed")
        let some = try found("\(Self.id) --expert EST-0042 --expert EST-0043")
        #expect(some.id == Self.id && some.experts == ["EST-0042", "EST-0043"])
        let everywhere = try found("--expert EST-0042")
        #expect(everywhere.id == nil && everywhere.experts == ["EST-0042"])
        #expect(throws: (any Error).self) { try found("") }
    }

    @Test("an order names who and what it left out")
    func order() {
        let people = [
            BoardSample.element("DEU-0001", .ordered), BoardSample.element("USA-0002", .asked),
            BoardSample.element("LVA-0003", .agreed, batch: 1),
        ]
        #expect(
            BoardSample.tasking("ALB", .ordered, people).notOrdered == [
                "not ordered, no answer yet: USA-0002", "not ordered, the host has not agreed: LVA-0003",
            ])
        #expect(BoardSample.tasking("ALB", .ordered, [people[0]]).notOrdered == [])
    }

    @Test("an order waits for the consents of a replacement as for those of the proposal")
    func awaited() {
        let host = Taskings.ConsentState(nation: "ALB", kind: .host, state: .requested)
        var tasking = BoardSample.tasking(
            "ALB", .onTask, [BoardSample.element("DEU-0001", .onTask), BoardSample.element("LVA-0003", .asked, batch: 1)])
        #expect(TaskingOrder.isAwaited(tasking))
        tasking.elements?[1].state = .agreed
        #expect(!TaskingOrder.isAwaited(tasking))
        tasking.consents = [host]
        #expect(TaskingOrder.isAwaited(tasking))
        tasking.extension = .init(end: BoardSample.at(400), digest: "e", replyBy: BoardSample.at(9))
        #expect(!TaskingOrder.isAwaited(tasking), "the host is asked for a longer period")
        #expect(TaskingOrder.isAwaited(BoardSample.tasking("ALB", .awaitingConsent)))
        #expect(!TaskingOrder.isAwaited(BoardSample.tasking("ALB", .consented)))
    }

    @Test("after people turned back they are reported home, and then the tasking is closed")
    func wayHome() {
        let home = BoardSample.element("DEU-0001", .home, cause: .released, leftAt: -1)
        let back = BoardSample.element("USA-0002", .returning, cause: .released, leftAt: -1)
        #expect(BoardSample.tasking("ALB", .returning, [home, back]).wayHome == "crrtctl tasking home \(Self.id) --expert USA-0002")
        #expect(BoardSample.tasking("ALB", .returning, [home]).wayHome == "crrtctl tasking close \(Self.id) --report …")
        #expect(BoardSample.tasking("ALB", .onTask, [BoardSample.element("DEU-0001", .onTask), home]).wayHome == nil)
        #expect(BoardSample.tasking("ALB", .onTask, [home]).wayHome == nil, "a nation whose own people are home does not see the others")
    }
}
