import CRRTDomain
import GRDB
import Testing

@testable import CRRTStore

@Suite("Prepared statements")
struct PreparedStatementsTests {
    private func withStatements(_ body: (PreparedStatements) throws -> Void) throws {
        let queue = try DatabaseQueue()
        try queue.writeWithoutTransaction { db in
            let statements = try PreparedStatements(db)
            try statements.execute("CREATE TABLE thing (number INTEGER, word TEXT, bytes BLOB)")
            try body(statements)
        }
        try queue.close()
    }

    @Test("values come back as they were bound", arguments: ["", "Brașov", "a\0b", String(repeating: "ж", count: 100_000)])
    func values(word: String) throws {
        try withStatements { statements in
            let bytes: [UInt8] = word.isEmpty ? [] : [0, 255, 7]
            try statements.execute(
                "INSERT INTO thing VALUES (?, ?, ?)", [.integer(Int64.min), .text(word), .blob(bytes)])
            try statements.execute("INSERT INTO thing VALUES (?, ?, ?)", [.integer(Int64.max), .utf8(Array(word.utf8)), .null])
            var rows = 0
            try statements.forEachRow("SELECT number, word, bytes FROM thing ORDER BY number") { row in
                try #expect(row.integer(0) == (rows == 0 ? Int.min : Int.max))
                try #expect(row.text(1) == word)
                try #expect(Array(row.utf8(1)) == Array(word.utf8))
                if rows == 0 { try #expect(row.blob(2) == bytes) } else { try #expect(row.textIfAny(2) == nil) }
                rows += 1
                return true
            }
            #expect(rows == 2)
        }
    }

    @Test("a NULL takes the place of an earlier value")
    func argumentsDoNotStay() throws {
        try withStatements { statements in
            for arguments: [StatementValue] in [[.integer(1), .text("one")], [.integer(2), .null]] {
                try statements.execute("INSERT INTO thing (number, word) VALUES (?, ?)", arguments)
            }
            try #expect(statements.first("SELECT count(*) FROM thing WHERE word IS NULL") { try $0.integer(0) } == 1)
        }
    }

    @Test("a statement may be executed while its own rows are read")
    func sameTextWithin() throws {
        try withStatements { statements in
            func numbers(_ depth: Int) throws -> [Int] {
                var found: [Int] = []
                try statements.forEachRow("SELECT number FROM thing ORDER BY number") { row in
                    found.append(try row.integer(0))
                    if depth > 0 { found += try numbers(depth - 1) }
                    return true
                }
                return found
            }
            for number in 1...3 { try statements.execute("INSERT INTO thing (number) VALUES (?)", [.integer(number)]) }
            try #expect(numbers(1) == [1, 1, 2, 3, 2, 1, 2, 3, 3, 1, 2, 3])
            try #expect(numbers(0) == [1, 2, 3])
        }
    }

    @Test("an error leaves the statement usable, and names itself as GRDB does")
    func errors() throws {
        try withStatements { statements in
            try statements.execute("CREATE TABLE only (number INTEGER PRIMARY KEY) STRICT")
            func insert() throws -> Int { try statements.execute("INSERT INTO only VALUES (?)", [.integer(1)]) }
            try #expect(insert() == 1)
            let error = #expect(throws: DatabaseError.self) { try insert() }
            #expect(error?.resultCode == .SQLITE_CONSTRAINT)
            #expect(error?.extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY)
            #expect(error?.message == "UNIQUE constraint failed: only.number")
            try statements.execute("DELETE FROM only")
            try #expect(insert() == 1)
            #expect(throws: DatabaseError.self) { try statements.execute("SELECT nothing") }
            #expect(throws: DatabaseError.self) { try statements.execute("DELETE FROM only", [.integer(1)]) }
        }
    }

    @Test("an early end, and a body that throws, leave the connection free to close")
    func earlyEnd() throws {
        struct Stop: Error {}
        try withStatements { statements in
            for number in 1...3 { try statements.execute("INSERT INTO thing (number) VALUES (?)", [.integer(number)]) }
            var seen = 0
            try statements.forEachRow("SELECT number FROM thing") { _ in
                seen += 1
                return false
            }
            #expect(seen == 1)
            #expect(throws: Stop.self) { try statements.forEachRow("SELECT number FROM thing") { _ in throw Stop() } }
        }
    }

    @Test("a column of another type is a damaged row")
    func types() throws {
        try withStatements { statements in
            try statements.execute("INSERT INTO thing VALUES (?, ?, ?)", [.text("one"), .blob([1]), .text("x")])
            _ = try statements.first("SELECT number, word, bytes FROM thing") { row in
                #expect(throws: InvalidField("number", "has another type in the row")) { try row.integer(0) }
                #expect(throws: InvalidField.self) { try row.text(1) }
                #expect(throws: InvalidField.self) { try row.textIfAny(1) }
                #expect(throws: InvalidField.self) { try row.utf8(1) }
                #expect(throws: InvalidField.self) { try row.blob(2) }
            }
        }
    }

    @Test("a transaction that SQLite has ended is known")
    func transactions() throws {
        try withStatements { statements in
            #expect(!statements.isInsideTransaction)
            try statements.execute("BEGIN IMMEDIATE")
            #expect(statements.isInsideTransaction)
            try statements.execute("ROLLBACK")
            #expect(!statements.isInsideTransaction)
        }
    }
}

@Suite("The end of a store")
struct StoreEndTests {
    @Test("after it is closed, reads and writes fail and do not end the process")
    func closed() throws {
        try withFolder { folder in
            let store = try Store(path: folder + "/crrtd.db")
            _ = try store.read { try $0.seq() }
            try store.writeAndWait { _ in }
            try store.close()
            #expect(throws: StoreError.self) { try store.read { try $0.seq() } }
            #expect(throws: (any Error).self) { try store.writeAndWait { _ in } }
        }
    }
}
