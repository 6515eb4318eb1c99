import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Glibc
import Testing
import Varlink

/// Deadlines are stored: they fire while the daemon serves, and after downtime once each, in order.
@Suite("Deadlines", .needsOtherUsers)
struct DeadlineTests {
    /// Soon enough to wait for, late enough to be set before.
    private func soon(_ seconds: Int) -> String { RealClock.now.adding(seconds: seconds).description }

    /// Waits for an event by watching the journal.
    private func wait(for event: String, _ client: VarlinkClient) throws -> [Journal.Entry] {
        var entries: [Journal.Entry] = []
        try client.stream(Journal.Watch.self, .init(since: 0)) { reply, _ in
            if let entry = reply.entry { entries.append(entry) }
            return reply.entry?.event != event
        }
        return entries
    }

    @Test("silence is refusal: a consent lapses while the daemon serves")
    func lapse() throws {
        try SmallWorld.with { world in
            let tasking = try world.duty.call(
                Taskings.Propose.self,
                .init(
                    request: world.request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")], replyBy: soon(1))
            ).tasking
            let entries = try wait(for: "consent.lapsed", try world.daemon.connect(uid: TestSite.auditor))
            #expect(entries.last?.principal == "clock")
            let declined = try world.duty.call(Taskings.Get.self, .init(id: tasking.id)).tasking
            #expect(declined.state == .declined)
            #expect(declined.consents.allSatisfy { $0.state == .lapsed })
        }
    }

    @Test("after downtime the overdue ones fire once each, in order")
    func downtime() throws {
        try SmallWorld.with { world in
            let short = Requests.Request(
                nation: "ALB", title: "Short", classification: .NR, releasableTo: ["NATO"], mode: .remote, start: soon(-60), end: soon(3),
                seats: [.init(skill: "PD-WRL-003", minLevel: 3)])
            let expiring = try #require(try world.contact("ALB").call(Requests.Submit.self, .init(request: short)).request.id)
            _ = try world.duty.call(Requests.Validate.self, .init(id: expiring))
            let tasking = try world.duty.call(
                Taskings.Propose.self,
                .init(
                    request: world.request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")], replyBy: soon(2))
            ).tasking
            world.daemon.kill()
            RealClock.wait(until: try Instant(short.end))
            try world.daemon.start()
            let auditor = try world.daemon.connect(uid: TestSite.auditor)
            let events = try auditor.call(Journal.Read.self, .init(limit: 1000)).entries?.map { ($0.event, $0.subject) } ?? []
            let fired = events.filter { $0.0 == "consent.lapsed" || $0.0 == "request.expired" }
            #expect(fired.map(\.0) == ["consent.lapsed", "request.expired"])
            #expect(fired.map(\.1) == [tasking.id, expiring])
            world.daemon.kill()
            try world.daemon.start()
            let again = try world.daemon.connect(uid: TestSite.auditor).call(Journal.Verify.self, .init())
            #expect(again.entries == events.count)
        }
    }
}
