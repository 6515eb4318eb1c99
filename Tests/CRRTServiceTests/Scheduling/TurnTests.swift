import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Dispatch
import Foundation
import Synchronization
import Testing
import Varlink

@testable import CRRTService

/// Lists and journal pages in turns: bounded, told to no one, and ended by bytes.
@Suite("Turns of a list")
struct TurnTests {
    private static let begins = "BEGIN DEFERRED"

    @Test("where 200 looks into the journal by one user wait, another's list comes before them")
    func others() throws {
        try InProcessDesk.with { desk in
            // A look is over in one turn, so that what is seen is whose turn it is.
            try desk.writeEntries(500)
            try desk.writeNews()
            let (gate, scheduler) = (SchedulerTests.Gate(), desk.instance.environment.scheduler)
            let threads = Plan(processors: ProcessInfo.processInfo.activeProcessorCount)[.lists].maxConcurrent
            for user in 0..<UInt32(threads) { #expect(scheduler.add(.lists, of: user) { gate.pass() }) }
            gate.waitForArrivals(threads)
            let looks = (0..<200).map { _ in PacedCall(Journal.Read.name, uid: TestSite.contact("ALB"), more: false) }
            for call in looks { desk.begin(call, Journal.Read.Parameters()) }
            let before = Mutex(0)
            let list = PacedCall(Roster.ListExperts.name, uid: OneTasking.estonia, more: false) {
                before.withLock { $0 = looks.count { $0.isOver } }
            }
            desk.begin(list, Roster.ListExperts.Parameters())
            gate.open()
            list.wait()
            let reply = try #require(list.replies.first)
            #expect(try Roster.ListExperts.Reply(json: reply).experts?.map(\.id) == ["EST-0001"])
            #expect(before.withLock { $0 } < 100)
            for call in looks { call.close() }
        }
    }

    @Test("where long streams wait, others' lists and short streams do not")
    func longStreams() throws {
        try InProcessDesk.with { desk in
            try desk.writeEntries(500)
            let (gate, scheduler) = (SchedulerTests.Gate(), desk.instance.environment.scheduler)
            let threads = Plan(processors: ProcessInfo.processInfo.activeProcessorCount)[.streams].maxConcurrent
            for user in 0..<UInt32(threads) { #expect(scheduler.add(.streams, of: user) { gate.pass() }) }
            gate.waitForArrivals(threads)
            // More of them than threads for lists.
            let streamers = [TestSite.auditor, TestSite.duty, TestSite.secondDuty, TestSite.authority]
            let streams = streamers.map { PacedCall(Journal.Read.name, uid: $0) }
            for stream in streams { desk.begin(stream, Journal.Read.Parameters()) }
            for stream in streams { stream.waitForReply() }
            let short = PacedCall(Journal.Read.name, uid: TestSite.both)
            desk.begin(short, Journal.Read.Parameters(limit: 20))
            short.wait()
            #expect(short.replies.count == 20)
            let list = PacedCall(Journal.Read.name, uid: TestSite.both, more: false)
            desk.begin(list, Journal.Read.Parameters(limit: 20))
            list.wait()
            #expect(streams.allSatisfy { !$0.isOver })
            gate.open()
            for stream in streams { stream.wait() }
            #expect(streams.allSatisfy { $0.replies.count == 500 })
        }
    }

    @Test("what has no caller any more is not looked for")
    func gone() throws {
        try InProcessDesk.with { desk in
            try desk.writeEntries(6000)
            let albania = TestSite.contact("ALB")
            let long = (0..<8).map { _ in PacedCall(Journal.Read.name, uid: albania, more: false) }
            for call in long {
                desk.begin(call, Journal.Read.Parameters())
                call.close()
            }
            let last = PacedCall(Journal.Read.name, uid: albania, more: false)
            desk.begin(last, Journal.Read.Parameters())
            last.wait()
            #expect(long.allSatisfy { !$0.isOver })
        }
    }

    @Test("a transaction looks at a thousand entries at most, and the reply does not tell how many there were", arguments: [true, false])
    func bounded(_ apart: Bool) throws {
        func replies(hidden: Int) throws -> (page: [String], stream: [String], transactions: Int) {
            try InProcessDesk.with { desk in
                let start = desk.clock.now
                for hour in 1...2 {
                    // What is seen happens at the same instant whatever is hidden.
                    let instant = start.adding(hours: hour).description
                    if !apart { desk.waitFor(instant) }
                    try desk.writeEntries(hidden, apart: apart)
                    if apart { desk.waitFor(instant) }
                    try desk.writeNews()
                }
                let trace = try Trace(desk.store)
                let page = desk.transcript(Journal.Read.name, Array("{}".utf8), as: OneTasking.estonia)
                let transactions = trace.statements.count { $0.hasPrefix(Self.begins) }
                return (page, desk.transcript(Journal.Read.name, Array("{}".utf8), more: true, as: OneTasking.estonia), transactions)
            }
        }
        let (few, many) = (try replies(hidden: 1), try replies(hidden: 2500))
        #expect(few.page == many.page && few.stream == many.stream)
        #expect(few.page.count == 1 && few.stream.count == 2)
        #expect(few.transactions == 1)
        #expect(many.transactions >= 6, "5,002 entries in looks of a thousand")
    }

    @Test("entries of one instant are looked at once, however many are hidden")
    func oneInstant() throws {
        try InProcessDesk.with { desk in
            try desk.writeEntries(5000, apart: false)
            try desk.writeNews()
            let caller = try desk.instance.environment.caller(of: PacedCall(Journal.Read.name, uid: OneTasking.estonia), by: .readers)
            var (text, turns): (String?, Int) = (nil, 0)
            repeat {
                let look = try desk.instance.environment.query(caller) { query in
                    var reader = try text.flatMap { JournalReader(continuing: $0) } ?? JournalReader(since: 0, query)
                    let trace = Trace(query.rows)
                    let (entries, more) = try reader.next(200, within: ReadBudget(), query)
                    #expect(trace.statements.count { $0.contains("FROM journal WHERE seq >") } <= 7)
                    return (entries, more ? reader.text : nil)
                }
                text = look.1
                turns += 1
            } while text != nil
            #expect(turns == 6)
        }
    }

    @Test("a page ends with the record that fills a megabyte, and all pages together are the whole")
    func bytes() throws {
        try InProcessDesk.with { desk in
            try desk.writeEntries(10, bytes: 300_000)
            var (pages, next): ([[Int]], Int?) = ([], 0)
            while let since = next {
                let reply = try desk.call(Journal.Read.self, .init(since: since), as: TestSite.auditor)
                pages.append((reply.entries ?? []).map(\.seq))
                next = reply.next
            }
            #expect(pages == [Array(1...4), Array(5...8), [9, 10]])
            // An export's pages as well.
            let export = try desk.call(Journal.Export.self, .init(), as: TestSite.auditor)
            #expect(export.lines.count == 5 && export.next == "4/10")
        }
    }

    @Test("a stream and a watch that are not read hold a megabyte or two, not two hundred large entries", arguments: [true, false])
    func unread(_ watching: Bool) throws {
        try InProcessDesk.with { desk in
            try desk.writeEntries(24, bytes: 300_000)
            try desk.writeNews()
            let call = PacedCall(watching ? Journal.Watch.name : Journal.Read.name, uid: TestSite.auditor, room: 1 << 20)
            if watching {
                desk.begin(call, Journal.Watch.Parameters(since: 0))
            } else {
                desk.begin(call, Journal.Read.Parameters())
            }
            var (count, most) = (0, 0)
            while count < 25, !call.isOver {
                call.waitUntilFull()
                (count, most) = (call.replies.count, max(most, call.unread))
                call.read()
            }
            #expect(most < 3 << 20 && most > 1 << 20)
        }
    }

    @Test("the loop is answered while every thread that may read beside it does")
    func loop() throws {
        try InProcessDesk.with { desk in
            try desk.writeNews()
            let (gate, store) = (SchedulerTests.Gate(), desk.store)
            var readers = 0
            for work in Work.allCases {
                for user in 0..<UInt32(8) {
                    _ = desk.instance.environment.scheduler.add(work, of: user) { (try? store.read { _ in gate.pass() }) ?? false }
                }
                readers += Plan(processors: ProcessInfo.processInfo.activeProcessorCount)[work].maxConcurrent
            }
            gate.waitForArrivals(readers)
            #expect(readers >= 7)
            let reply = try desk.call(Roster.GetExpert.self, .init(id: "EST-0001"), as: OneTasking.estonia)
            #expect(reply.expert.id == "EST-0001")
            // Those that waited pass, too.
            desk.instance.environment.scheduler.stop()
            gate.open()
        }
    }
}
