import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import GRDB
import Testing
import Varlink

@testable import CRRTService
@testable import CRRTStore

/// What one more request costs does not grow with those that are there: no statement passes through a table of them.
@Suite("The cost of a change")
struct SubmitCostTests {
    @Test("a submitted request, and what follows its commit, look for rows by an index")
    func submit() throws {
        try InProcessDesk.with { desk in
            func submit() throws {
                let key = "\(desk.instance.seq)"
                _ = try desk.call(Requests.Submit.self, .init(request: OneTasking.terms(), idempotencyKey: key), as: OneTasking.albania)
                desk.settle()
                // The look at the deadlines goes on beside the caller.
                desk.instance.deadlines.queue.sync {}
                _ = try desk.instance.statusLine()
            }
            // Once before, so that the reader that is asked is the one that is traced.
            try submit()
            let trace = try Trace(desk.store, connections: 3)
            try submit()
            let statements = Set(
                trace.statements.filter { sql in ["SELECT", "DELETE", "UPDATE"].contains { sql.hasPrefix($0) } })
            #expect(statements.contains { $0.contains("FROM expiry") } && statements.contains { $0.contains("count(*)") })
            let tables = ["request", "tasking", "assignment", "consent", "label", "granter", "receipt", "expert", "team", "effect"]
            for sql in statements {
                let plans = try desk.store.read { rows in
                    try Row.fetchAll(rows.db, sql: "EXPLAIN QUERY PLAN " + sql.replacing(/\?\d*/, with: "1")).map {
                        $0["detail"] as String
                    }
                }
                for plan in plans {
                    // Consents are counted in the index of those that are waited for, taskings in that of active ones.
                    let partial = ["consent_that_is_waited_for", "consent_by_deadline", "tasking_that_is_active"]
                    let isScan = tables.contains { plan.hasPrefix("SCAN \($0)") } && !partial.contains { plan.contains($0) }
                    #expect(!isScan, "\(sql): \(plan)")
                }
            }
        }
    }
}
