import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import GRDB
import Testing

@testable import CRRTService

/// What the auditor hears of rows that were changed behind the daemon.
@Suite("Verify and the rows")
struct VerifyRowsTests {
    @Test("a consent that was forged in its row is named; the journal itself is intact")
    func forged() throws {
        try OneTasking.with(at: .awaitingConsent) { one in
            let before = try one.desk.call(Journal.Verify.self, .init(), as: TestSite.auditor)
            #expect(before.intact && before.rows == nil && before.faults == nil)
            let queue = try DatabaseQueue(path: one.desk.store.path)
            try queue.writeWithoutTransaction { db in
                try db.execute(
                    sql: """
                        UPDATE consent SET state = 'granted', record = replace(record, '"requested"', '"granted"') WHERE nation = 'EST'
                        """)
            }
            try queue.close()
            let after = try one.desk.call(Journal.Verify.self, .init(), as: TestSite.auditor)
            let words = ["consent of EST (contribute) to \(one.id) is not what the journal says"]
            #expect(!after.intact && after.rows == words && after.faults == words && after.broken == nil)
            #expect(after.head == before.head)
        }
    }
}
