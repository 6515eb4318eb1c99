import GRDB
import Synchronization

@testable import CRRTStore

/// Every statement that the store runs, on the writer and on the readers that are idle now.
final class Trace: Sendable {
    private let found = Mutex<[String]>([])

    /// - Parameter connections: of readers; those that others use meanwhile, such as the deadlines, count among them.
    init(_ store: Store, connections: Int = 1) throws {
        let note = note
        func trace(_ left: Int) throws {
            guard left > 0 else { return }
            try store.read { rows in
                rows.db.trace(options: .statement, note)
                try trace(left - 1)
            }
        }
        try trace(connections)
        store.pool.writeWithoutTransaction { $0.trace(options: .statement, note) }
    }

    /// Of one look at the rows, from now on.
    init(_ rows: ReadTransaction) { rows.db.trace(options: .statement, note) }

    private var note: @Sendable (Database.TraceEvent) -> Void {
        { event in
            guard case .statement(let statement) = event else { return }
            self.found.withLock { $0.append(statement.sql) }
        }
    }

    func clear() { found.withLock { $0 = [] } }
    var statements: [String] { found.withLock { $0 } }
}
