import CRRTDomain
import GRDB
import Testing

@testable import CRRTStore

@Suite struct DeadlineTests {
    /// What fires, in order, when each fired deadline is settled as the service settles it.
    private func fire(_ store: Store) throws -> [String] {
        var fired: [String] = []
        while let (at, deadline) = try store.read({ try $0.nextDeadline() }) {
            let hours = Int(at.milliseconds - Sample.now.milliseconds) / 3_600_000
            switch deadline {
            case .consent(var consent):
                fired.append("\(hours) \(consent.tasking) \(consent.nation) \(consent.kind)")
                consent.state = .lapsed
                try store.append(.consent(consent))
            case .request(let id, let end):
                #expect(end == at)
                fired.append("\(hours) \(id)")
                guard var request = try store.read({ try $0.request(id) }) else { return fired }
                request.state = .expired
                try store.append(.request(request))
            case .inject(let inject):
                fired.append("\(hours) \(inject.id)")
                let released = try inject.after(.release, by: nil, at: at)
                try store.writeAndWait { try $0.put(released) }
            }
        }
        return fired
    }

    @Test func inOrderEachOnce() throws {
        try withStore { store in
            try store.append(
                .request(Sample.request("REQ-EST-2026-0001", end: 40)), .request(Sample.request("REQ-EST-2026-0002", end: 20)),
                .request(Sample.request("REQ-ALB-2026-0001", end: 20)), .request(Sample.request("REQ-EST-2026-0003", .submitted, end: 1)),
                .request(Sample.request("REQ-EST-2026-0004", .closed, end: 2)), .tasking(Sample.tasking("TSK-EST-2026-0004-1", .closed)),
                .consent(Sample.consent("TSK-EST-2026-0004-1", "PRT", replyBy: 30)),
                .consent(Sample.consent("TSK-EST-2026-0004-1", "EST", replyBy: 20)),
                .consent(Sample.consent("TSK-EST-2026-0004-1", "EST", .host, replyBy: 20)),
                .consent(Sample.consent("TSK-EST-2026-0004-1", "ALB", .effect, replyBy: 20)),
                .consent(Sample.consent("TSK-EST-2026-0004-1", "BEL", .contribute, .granted, replyBy: 1)),
                .consent(Sample.consent("TSK-EST-2026-0004-1", "BEL", .contribute, .requested, replyBy: -5, digest: "b")))
            #expect(
                try fire(store) == [
                    "-5 TSK-EST-2026-0004-1 BEL contribute", "20 TSK-EST-2026-0004-1 ALB effect", "20 TSK-EST-2026-0004-1 EST contribute",
                    "20 TSK-EST-2026-0004-1 EST host", "20 REQ-ALB-2026-0001", "20 REQ-EST-2026-0002",
                    "30 TSK-EST-2026-0004-1 PRT contribute",
                    "40 REQ-EST-2026-0001",
                ])
        }
    }

    /// A request does not expire under people who are at work, nor once some have come home: it is closed with its outcome.
    @Test(arguments: Tasking.State.allCases) func taskingsHoldTheRequest(state: Tasking.State) throws {
        try withStore { store in
            try store.append(.request(Sample.request("REQ-EST-2026-0001", end: 1)), .tasking(Sample.tasking("TSK-EST-2026-0001-1", state)))
            #expect(try (store.read { try $0.nextDeadline() } == nil) == (state.isUnderWay || state.isProposed || state == .closed))
        }
    }

    /// The requests that expire are kept apart as records come; the rows themselves say the same.
    @Test(arguments: [1, 2, 3] as [UInt64]) func whatExpiresIsWhatTheRowsSay(seed: UInt64) throws {
        try withStore { store in
            var history = RandomHistory(seed: seed)
            for _ in 0..<20 {
                try history.live(10, in: store)
                try store.read { rows throws in
                    let sql = """
                        SELECT id AS request, ends_at FROM request WHERE state = 'validated' AND NOT EXISTS (
                            SELECT 1 FROM tasking WHERE tasking.request = request.id AND (tasking.active OR tasking.state = 'closed'))
                        ORDER BY request
                        """
                    let kept = try Row.fetchAll(rows.db, sql: "SELECT request, ends_at FROM expiry ORDER BY request")
                    #expect(try kept == Row.fetchAll(rows.db, sql: sql), "seed \(seed)")
                }
            }
        }
    }

    @Test func nothingToWaitFor() throws {
        #expect(try withStore { try $0.read { try $0.nextDeadline() } } == nil)
    }
}
