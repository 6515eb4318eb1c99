import GRDB
import Synchronization

@testable import CRRTStore

/// Makes the n-th changed row of the writer's connection fail: each table has a trigger that asks this first.
final class Fault: Sendable {
    private let left = Mutex<(until: Int, error: DatabaseError)?>(nil)

    /// From now on the n-th fails; nil: none.
    func arm(_ nth: Int?, _ error: DatabaseError = DatabaseError(resultCode: .SQLITE_FULL)) {
        left.withLock { $0 = nth.map { ($0, error) } }
    }

    var hasFired: Bool { left.withLock { $0?.until == 0 } }

    private func step() throws {
        try left.withLock { left in
            guard let (until, error) = left, until > 0 else { return }
            left = (until - 1, error)
            if until == 1 { throw error }
        }
    }

    func install(in store: Store) throws {
        try store.pool.writeWithoutTransaction { db in
            db.add(
                function: DatabaseFunction("fault", argumentCount: 0) { _ in
                    try self.step()
                    return 0
                })
            for table in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'") {
                for event in ["INSERT", "UPDATE", "DELETE"] {
                    try db.execute(
                        sql: "CREATE TEMP TRIGGER fault_\(table)_\(event) BEFORE \(event) ON main.\(table) BEGIN SELECT fault(); END")
                }
            }
        }
    }
}
