import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Logging
import Synchronization
import Testing
import Varlink

@testable import CRRTService

/// A clock that ran ahead and was put right: the journal's newest entry bears a time that has not come yet.
@Suite("A journal ahead of the clock")
struct ClockAheadTests {
    private static let estonia = TestSite.contact("EST")
    private static let year: Int64 = 365 * 86_400_000

    private func put(_ id: String, _ desk: InProcessDesk) throws {
        let expert = Roster.Expert(id: id, nation: String(id.prefix(3)), skills: ["PD-WRL-003": 3], noticeHours: 1, mode: .remote)
        _ = try desk.call(Roster.PutExpert.self, .init(expert: expert), as: TestSite.contact(expert.nation))
    }

    /// Three entries: before, while and after the clock was a year ahead.
    private func with(_ body: (InProcessDesk) throws -> Void) throws {
        try InProcessDesk.with { desk in
            try put("EST-0001", desk)
            desk.clock.advance(milliseconds: Self.year)
            try put("EST-0002", desk)
            desk.clock.advance(milliseconds: -Self.year)
            try put("EST-0003", desk)
            try body(desk)
        }
    }

    private func begin(_ desk: InProcessDesk, since: Int? = nil, as uid: UInt32) -> RecordedCall {
        let parameters = Journal.Watch.Parameters(since: since).jsonBytes()
        let call = desk.begin(Journal.Watch.name, parameters, more: true, as: uid)
        call.waitForFirst()
        return call
    }

    private func read(_ call: RecordedCall, _ desk: InProcessDesk) throws -> [Journal.Watch.Reply] {
        desk.letWatchersRead()
        return try call.replies.map { try Journal.Watch.Reply(json: $0.dropFirst(2).utf8) }
    }

    @Test("a watch from now begins behind its newest entry", arguments: ["EST", "LVA"])
    func watchFromNow(nation: String) throws {
        try with { desk in
            let uid = TestSite.contact(nation)
            let call = begin(desk, as: uid)
            for id in ["EST-0004", "LVA-0004", "EST-0005"] { try put(id, desk) }
            let replies = try read(call, desk)
            #expect(replies.compactMap(\.entry?.subject) == (nation == "EST" ? ["EST-0004", "EST-0005"] : ["LVA-0004"]))
            // Who comes back from the first position misses nothing, and reads nothing of before.
            let again = try read(begin(desk, since: replies.first?.seq, as: uid), desk)
            #expect(again.compactMap(\.entry) == replies.compactMap(\.entry))
            // The positions are those of the list.
            let listed = try desk.call(Journal.Read.self, .init(), as: uid).entries ?? []
            #expect(Array(listed.suffix(replies.count - 1)) == replies.compactMap(\.entry))
        }
    }

    @Test("the first position tells nothing of what others wrote meanwhile")
    func nothingIsTold() throws {
        func first(others: Int) throws -> Int {
            try InProcessDesk.with { desk in
                desk.clock.advance(milliseconds: Self.year)
                for number in 0...others { try put("EST-000\(number)", desk) }
                desk.clock.advance(milliseconds: -Self.year)
                return try #require(try read(begin(desk, as: TestSite.contact("LVA")), desk).first?.seq)
            }
        }
        #expect(try first(others: 0) == first(others: 5))
    }

    @Test("the status says it to who may know, from the second on and only as long as it is so")
    func status() throws {
        try with { desk throws in
            func behind(_ uid: UInt32) throws -> Int? { try desk.call(Service.Status.self, .init(), as: uid).clockBehind }
            for uid in [TestSite.duty, TestSite.auditor, TestSite.administrator] { #expect(try behind(uid) == 365 * 86_400) }
            // A contact point is told no position either.
            #expect(try behind(Self.estonia) == nil)
            desk.clock.advance(milliseconds: Self.year - 1000)
            #expect(try behind(TestSite.duty) == 1)
            desk.clock.advance(milliseconds: 1)
            #expect(try behind(TestSite.duty) == nil)
        }
    }

    @Test("a start says it once, under an id of its own")
    func warning() throws {
        try TemporaryFolder.with { folder in
            try TestSite().write(to: folder)
            let (store, newest) = (try Store(path: folder.file("crrtd.db")), Samples.today.startOfDay)
            try store.writeAndWait { _ = try $0.append(JournalDraft(by: "clock", .rosterImported, "EST", []), at: newest) }
            func told(at now: Instant) throws -> [Recorder.Line] {
                let recorder = Recorder()
                let log = Logger(label: "test") { _ in recorder }
                let instance = try Instance(
                    store: store, log: log, clock: { now }, load: { try Configuration.load(directory: folder.file("etc")) })
                instance.stop()
                return recorder.lines.filter { $0.level >= .warning }
            }
            let lines = try told(at: newest.adding(hours: -2))
            #expect(lines.map { $0.fields["MESSAGE_ID"] } == [MessageID.clockBehind.rawValue])
            #expect(lines.first?.fields["secondsBehind"] == "7200" && lines.first?.text.contains("ahead of the clock") == true)
            #expect(try told(at: newest).isEmpty && told(at: newest.adding(hours: 2)).isEmpty)
            try store.close()
        }
    }
}
