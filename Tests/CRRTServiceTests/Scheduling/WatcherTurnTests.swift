import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// Those who read what was written long ago do not hold up those who wait for news.
@Suite("Turns of watchers")
struct WatcherTurnTests {
    private func watchers(_ count: Int, uid: UInt32, _ desk: InProcessDesk) throws -> [Watcher] {
        try (0..<count).map { _ in
            let call = Call<Journal.Watch>(pending: PacedCall(Journal.Watch.name, uid: uid))
            let caller = try desk.instance.environment.caller(of: call.pending, by: .readers)
            let watcher = Watcher(
                call, try desk.instance.environment.query(caller) { try JournalReader(since: 0, $0) }, epoch: "", isRestored: false)
            desk.instance.watchers.add(watcher)
            return watcher
        }
    }

    @Test("twenty watches from the beginning by one who sees nothing of it: another's news comes before they are done")
    func news() throws {
        try InProcessDesk.with { desk in
            let news = PacedCall(Journal.Watch.name, uid: OneTasking.estonia)
            desk.begin(news, Journal.Watch.Parameters())
            news.waitForReply()
            try desk.writeEntries(6000)
            try desk.writeNews()
            // The news itself stands behind those entries; what comes next does not.
            news.waitForReply()
            let late = try watchers(20, uid: TestSite.contact("ALB"), desk)
            try desk.writeNews()
            news.waitForReply()
            #expect(late.count { !$0.isSettled } > 10)
            let text = String(decoding: news.replies.last ?? [], as: UTF8.self)
            #expect(text.contains("EST-0001"))
        }
    }

    @Test("a stop ends twenty that catch up where they are")
    func stopping() throws {
        try InProcessDesk.with { desk in
            try desk.writeEntries(6000)
            try desk.writeNews()
            let late = try watchers(20, uid: TestSite.contact("ALB"), desk)
            desk.instance.watchers.stop()
            #expect(late.count { !$0.isSettled } > 10)
            #expect(late.allSatisfy { ($0.call.pending as? PacedCall)?.isOver == true })
        }
    }

    @Test("who does not read gets no turn until there is room, and then gets the rest")
    func room() throws {
        try InProcessDesk.with { desk in
            let call = PacedCall(Journal.Watch.name, uid: TestSite.auditor, room: 1)
            desk.begin(call, Journal.Watch.Parameters(since: 0))
            call.waitUntilFull()
            for _ in 0..<2 { try desk.writeNews() }
            desk.letWatchersRead()
            #expect(entries(call) == 0)
            call.read()
            call.waitUntilFull()
            #expect(entries(call) == 2)
        }
    }

    /// Replies that hold one: heartbeats come by the clock.
    private func entries(_ call: PacedCall) -> Int {
        call.replies.count { (try? Journal.Watch.Reply(json: $0))?.entry != nil }
    }
}
