import CRRTDomain
import GRDB
import Synchronization
import Testing

@testable import CRRTStore

/// What is asked after each commit, each second or for each page finds its rows by an index: what has ended, and what is at work, costs
/// nothing. Told by SQLite itself.
@Suite struct QueryPlanTests {
    private final class Statements: Sendable {
        let all = Mutex<[String]>([])
    }

    /// How each statement of a question goes through its tables: `SEARCH tasking USING INDEX …`.
    private func plans(_ store: Store, _ question: (ReadTransaction) throws -> Void) throws -> [String] {
        let ran = Statements()
        return try store.read { rows in
            rows.db.trace(options: .statement) { event in
                guard case .statement(let statement) = event else { return }
                ran.all.withLock { $0.append(statement.expandedSQL) }
            }
            try question(rows)
            rows.db.trace(options: .statement, nil)
            let statements = ran.all.withLock { $0 }
            #expect(!statements.isEmpty)
            return try statements.flatMap { sql in
                try Row.fetchAll(rows.db, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
            }
        }
    }

    @Test func deadlinesAndCounts() throws {
        try withStore { store in
            for plan in try plans(store, { _ = try $0.nextDeadline() }) {
                // In the order of an index of what is waited for: the first row is the answer.
                let isFirst = [
                    "expiry USING COVERING INDEX expiry_by_time", "INDEX consent_by_deadline", "INDEX exercise_message_by_time",
                    // What that row follows from.
                    "request USING PRIMARY KEY", "CORRELATED SCALAR SUBQUERY", "tasking_that_holds_a_request (request=?)",
                ].contains { plan.contains($0) }
                #expect(isFirst, "\(plan)")
            }
            for plan in try plans(store, { _ = try $0.openCounts() }) {
                let open = [
                    "request_by_state (state=?)", "tasking_that_is_active", "consent_that_is_waited_for", "consent_by_deadline",
                ]
                #expect(open.contains { plan.hasSuffix($0) }, "\(plan)")
            }
        }
    }

    @Test func lists() throws {
        try withStore { store in
            let id = try TaskingID("TSK-ALB-2026-0001-1")
            let place = ConsentPosition(tasking: id.description, nation: "EST", kind: "host", digest: "a")
            for plan in try plans(
                store,
                { rows in
                    _ = try rows.requests(nation: nil, state: nil, after: id.request, limit: 10)
                    _ = try rows.requests(nation: nil, state: .validated, after: id.request, limit: 10)
                    _ = try rows.requests(nation: NationCode("ALB"), state: nil, after: id.request, limit: 10)
                    _ = try rows.taskings(state: nil, after: id, limit: 10)
                    _ = try rows.taskings(state: .ordered, after: id, limit: 10)
                    _ = try rows.taskings(of: id.request, state: .ordered, after: id, limit: 10)
                    _ = try rows.consents(nation: nil, state: nil, tasking: nil, after: place, limit: 10)
                    _ = try rows.consents(nation: nil, state: .requested, tasking: nil, after: place, limit: 10)
                }) where !plan.hasPrefix("SCALAR SUBQUERY")
            {
                #expect(plan.hasPrefix("SEARCH"), "\(plan)")
            }
        }
    }
}
