import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import GRDB
import Testing
import Varlink

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

    @Test(
        "a message of an exercise that contradicts its entries is named, and a rebuild leaves it out",
        arguments: [
            "UPDATE exercise_message SET state = 'planned', record = json_set(record, '$.state', 'planned') WHERE number = ?",
            "UPDATE exercise_message SET record = json_set(record, '$.text', 'another') WHERE number = ?",
            "UPDATE exercise_message SET record = json_set(record, '$.to', json('[\"all\"]')) WHERE number = ?",
        ])
    func messages(_ sql: String) throws {
        try InProcessDesk.with(InjectTests.site) { (desk) throws in
            let texts = ["told", "planned"]
            let ids = try texts.map { text in
                try desk.call(
                    Exercise.AddInject.self, .init(text: text, classification: .NR, to: ["desk"]), as: InjectTests.control
                ).message.id
            }
            _ = try desk.call(Exercise.ReleaseInject.self, .init(id: ids[0]), as: InjectTests.control)
            let raised = try desk.call(Exercise.RaiseNoDuff.self, .init(text: "fire"), as: TestSite.duty).message.id
            _ = try desk.call(Exercise.ClearNoDuff.self, .init(id: raised), as: InjectTests.control)
            #expect(try desk.call(Journal.Verify.self, .init(), as: TestSite.auditor).intact)
            let number = try ExerciseMessageID(ids[0]).number
            let queue = try DatabaseQueue(path: desk.store.path)
            try queue.writeWithoutTransaction { try $0.execute(sql: sql, arguments: [number]) }
            try queue.close()
            let after = try desk.call(Journal.Verify.self, .init(), as: TestSite.auditor)
            #expect(!after.intact && after.rows == ["message \(number) of the exercise is not what the journal says"])
            let copy = desk.store.path + ".copy"
            let source = try DatabaseQueue(path: desk.store.path)
            try source.backup(to: DatabaseQueue(path: copy))
            try source.close()
            let replacement = try Replacement(rebuilding: copy, keys: [])
            #expect(replacement.omittedRows == ["message \(number) of the exercise"])
            try replacement.putInPlace(keeping: copy + ".kept")
            let anew = try Store(path: copy)
            #expect(try anew.differingRows() == [])
            #expect(try anew.read { try $0.exerciseMessages(.inject, state: nil, after: 0, limit: 9) }.map(\.id.description) == [ids[1]])
            try anew.close()
        }
    }

    @Test("an index that has more than its table is named")
    func indexes() throws {
        try OneTasking.with(at: .ordered) { one in
            // The index has an entry of another number in the place of the right one.
            for sql in [
                "CREATE TABLE kept AS SELECT * FROM sqlite_schema WHERE name = 'expiry_by_time'",
                "INSERT INTO expiry SELECT id, 1 FROM request", "DELETE FROM sqlite_schema WHERE name = 'expiry_by_time'",
                "DELETE FROM expiry WHERE ends_at = 1", "INSERT INTO sqlite_schema SELECT * FROM kept",
            ] {
                let queue = try DatabaseQueue(path: one.desk.store.path)
                try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA writable_schema = ON; \(sql)") }
                try queue.close()
            }
            let after = try one.desk.call(Journal.Verify.self, .init(), as: TestSite.auditor)
            #expect(!after.intact && after.broken == nil)
            #expect(after.faults?.contains { $0.hasPrefix("the database file: ") && $0.contains("expiry_by_time") } == true)
        }
    }

    @Test("a deadline that was invented behind the running daemon does not happen")
    func deadlines() throws {
        try OneTasking.with(at: .ordered) { one in
            let queue = try DatabaseQueue(path: one.desk.store.path)
            try queue.writeWithoutTransaction { try $0.execute(sql: "INSERT INTO expiry SELECT id, 1 FROM request") }
            try queue.close()
            one.desk.settle()
            #expect(try one.desk.call(Requests.Get.self, .init(id: one.request), as: TestSite.duty).request.state == .validated)
        }
    }

    @Test("a request whose row was given another end behind the running daemon does not expire before its own")
    func earlierEnd() throws {
        try InProcessDesk.with { desk in
            let request = try OneTasking.validated(OneTasking.terms(), desk)
            let queue = try DatabaseQueue(path: desk.store.path)
            try queue.writeWithoutTransaction { try $0.execute(sql: "UPDATE request SET ends_at = 1") }
            try queue.close()
            desk.settle()
            #expect(try desk.store.read { try $0.nextDeadline() }?.at == Instant(milliseconds: 1), "the deadline is due")
            #expect(try desk.call(Requests.Get.self, .init(id: request), as: TestSite.duty).request.state == .validated)
        }
    }

    @Test("a tasking of a request that is not validated is not ordered")
    func unvalidated() throws {
        try OneTasking.with(at: .consented) { one in
            let queue = try DatabaseQueue(path: one.desk.store.path)
            try queue.writeWithoutTransaction { db in
                try db.execute(
                    sql: "UPDATE request SET state = 'submitted', record = replace(record, '\"validated\"', '\"submitted\"')")
            }
            try queue.close()
            let error = try one.desk.ask(Taskings.Order.self, .init(id: one.id), as: TestSite.authority).error?
                .as(Service.IllegalTransition.self)
            #expect(error?.message.contains("its request is submitted") == true)
        }
    }
}
