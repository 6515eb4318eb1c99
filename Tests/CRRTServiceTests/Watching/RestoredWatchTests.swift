import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Testing
import Varlink

@testable import CRRTService

/// A watch that goes on after the restore of a backup: the watcher is told, and sees every entry of the restored journal that they have not
/// seen, and none twice.
@Suite("Watching over a restore")
struct RestoredWatchTests {
    private static let estonia = TestSite.contact("EST")

    private func put(_ id: String, _ desk: InProcessDesk) throws {
        desk.clock.advance(milliseconds: 10)
        let expert = Roster.Expert(id: id, nation: String(id.prefix(3)), skills: ["PD-WRL-003": 3], noticeHours: 1, mode: .remote)
        _ = try desk.call(Roster.PutExpert.self, .init(expert: expert), as: TestSite.contact(expert.nation))
    }

    /// What a watch says until nothing more is there to be read.
    private func watch(_ desk: InProcessDesk, since: Int? = nil, epoch: String? = nil, as uid: UInt32) throws -> [Journal.Watch.Reply] {
        let parameters = Journal.Watch.Parameters(since: since, epoch: epoch).jsonBytes()
        let call = desk.begin(Journal.Watch.name, parameters, more: true, as: uid)
        call.waitForFirst()
        desk.letWatchersRead()
        defer { call.close() }
        return try call.replies.map { try Journal.Watch.Reply(json: $0.dropFirst(2).utf8) }
    }

    private func subjects(_ replies: [Journal.Watch.Reply]) -> [String] { replies.compactMap { $0.entry?.subject } }

    @Test("shows what came after the backup, whatever the watcher had seen beyond it", arguments: [estonia, TestSite.auditor])
    func beyondTheBackup(uid: UInt32) throws {
        try InProcessDesk.with { desk in
            try put("EST-0001", desk)
            let backup = try desk.backup()
            for id in ["EST-0002", "EST-0003", "EST-0004"] { try put(id, desk) }
            let before = try watch(desk, since: 0, as: uid)
            let epoch = try #require(before.first?.epoch)
            #expect(before.first?.restored == nil && subjects(before).count == 4)
            #expect(before.dropFirst().allSatisfy { $0.epoch == nil && $0.restored == nil })
            try desk.restore(backup)
            for id in ["EST-0007", "EST-0008"] { try put(id, desk) }
            let after = try watch(desk, since: before.last?.seq, epoch: epoch, as: uid)
            let first = try #require(after.first)
            #expect(first.restored == true && first.entry == nil && first.epoch != nil && first.epoch != epoch)
            #expect(subjects(after) == ["EST-0007", "EST-0008"])
            // And on from there, in the new history.
            try put("EST-0009", desk)
            let next = try watch(desk, since: after.last?.seq, epoch: first.epoch, as: uid)
            #expect(next.first?.restored == nil && subjects(next) == ["EST-0009"])
            // Where nothing came yet, the first reply's own place is good.
            let again = try watch(desk, since: first.seq, epoch: first.epoch, as: uid)
            #expect(again.first?.restored == nil && subjects(again) == ["EST-0007", "EST-0008", "EST-0009"])
        }
    }

    @Test("goes on where the watcher was, where they had not come to the end of the backup", arguments: [estonia, TestSite.auditor])
    func withinTheBackup(uid: UInt32) throws {
        try InProcessDesk.with { desk in
            for id in ["EST-0001", "EST-0002"] { try put(id, desk) }
            let before = try watch(desk, since: 0, as: uid)
            for id in ["EST-0003", "EST-0004"] { try put(id, desk) }
            let backup = try desk.backup()
            try put("EST-0005", desk)
            try desk.restore(backup)
            try put("EST-0006", desk)
            let after = try watch(desk, since: before.last?.seq, epoch: before.first?.epoch, as: uid)
            #expect(after.first?.restored == true && after.first?.seq == before.last?.seq)
            #expect(subjects(after) == ["EST-0003", "EST-0004", "EST-0006"])
        }
    }

    @Test(
        "of several restores the earliest end counts; of an epoch that is not known here nothing was seen",
        arguments: [estonia, TestSite.auditor])
    func severalRestores(uid: UInt32) throws {
        try InProcessDesk.with { desk in
            try put("EST-0001", desk)
            let early = try desk.backup()
            for id in ["EST-0002", "EST-0003"] { try put(id, desk) }
            let first = try watch(desk, since: 0, as: uid)
            try desk.restore(early)
            for id in ["EST-0004", "EST-0005", "EST-0006"] { try put(id, desk) }
            let second = try watch(desk, since: 0, as: uid)
            let late = try desk.backup()
            try desk.restore(late)
            try put("EST-0007", desk)
            let after = try watch(desk, since: first.last?.seq, epoch: first.first?.epoch, as: uid)
            #expect(after.first?.restored == true)
            #expect(subjects(after) == ["EST-0004", "EST-0005", "EST-0006", "EST-0007"])
            try desk.restore(early)
            let unknown = try watch(desk, since: second.last?.seq, epoch: second.first?.epoch, as: uid)
            #expect(unknown.first?.restored == true && unknown.first?.seq == 0 && subjects(unknown) == ["EST-0001"])
        }
    }

    @Test("a clock that was ahead before the restore hides nothing that comes after it", arguments: [estonia, TestSite.auditor])
    func clockAhead(uid: UInt32) throws {
        try InProcessDesk.with { desk in
            try put("EST-0001", desk)
            let backup = try desk.backup()
            let year: Int64 = 365 * 86_400_000
            desk.clock.advance(milliseconds: year)
            try put("EST-0002", desk)
            let before = try watch(desk, since: 0, as: uid)
            desk.clock.advance(milliseconds: -year)
            try desk.restore(backup)
            try put("EST-0003", desk)
            let after = try watch(desk, since: before.last?.seq, epoch: before.first?.epoch, as: uid)
            #expect(subjects(after) == ["EST-0003"])
        }
    }

    @Test("from now on is from now on, and is told, too; the same epoch, or none, is nothing new")
    func fromNow() throws {
        try InProcessDesk.with { desk in
            try put("EST-0001", desk)
            desk.clock.advance(milliseconds: 1)
            for uid in [Self.estonia, TestSite.auditor] {
                let stranger = try watch(desk, epoch: "another", as: uid)
                #expect(stranger.first?.restored == true && subjects(stranger).isEmpty)
                for epoch in [nil, desk.instance.epochs.current.id] {
                    let known = try watch(desk, since: 0, epoch: epoch, as: uid)
                    #expect(known.first?.restored == nil && subjects(known) == ["EST-0001"])
                }
            }
            let status = try desk.call(Service.Status.self, .init(), as: Self.estonia)
            #expect(status.epoch == desk.instance.epochs.current.id)
        }
    }

    /// What the position before the first new entry says must not be the time of an entry that the watcher does not see.
    @Test("the place where a watch begins anew is the same whatever others wrote last before the backup", arguments: [false, true])
    func nothingIsTold(hidden: Bool) throws {
        try InProcessDesk.with { desk in
            try put("EST-0001", desk)
            desk.clock.advance(milliseconds: 1000)
            if hidden { try put("LVA-0001", desk) } else { desk.clock.advance(milliseconds: 10) }
            let backup = try desk.backup()
            desk.clock.advance(milliseconds: 1000)
            try put("EST-0002", desk)
            let before = try watch(desk, since: 0, as: Self.estonia)
            try desk.restore(backup)
            let after = try watch(desk, since: before.last?.seq, epoch: before.first?.epoch, as: Self.estonia)
            // As far as the watcher had come, and not the time of the backup's last entry.
            let reached = try #require(before.last?.seq)
            #expect(try #require(after.first?.seq) == ViewerPosition.start(of: ViewerPosition.instant(of: reached)))
            #expect(subjects(after).isEmpty)
        }
    }

    @Test("a command that is repeated after a restore is done again where it is gone, and answered as before where it is not")
    func repeatedCommands() throws {
        try InProcessDesk.with { desk in
            func submit(_ key: String) throws -> Requests.Submit.Reply {
                try desk.call(Requests.Submit.self, .init(request: OneTasking.terms(), idempotencyKey: key), as: OneTasking.albania)
            }
            let kept = try submit("one")
            let backup = try desk.backup()
            let lost = try submit("two")
            try desk.restore(backup)
            #expect(try submit("one") == kept)
            let again = try submit("two")
            #expect(again.request.id == lost.request.id, "the number is free again")
            #expect(try submit("two") == again)
            #expect(try desk.call(Requests.List.self, .init(), as: OneTasking.albania).requests?.count == 2)
        }
    }
}
