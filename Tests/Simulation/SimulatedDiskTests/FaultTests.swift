import GRDB
import Glibc
import SimulatedDisk
import Testing

/// Each failure reaches SQLite as the code that the real one has.
@Suite struct FaultTests {
    /// A database with one table, in the journal mode.
    private func withDatabase(_ mode: String, _ body: (SimulatedDisk, DatabaseQueue) throws -> Void) throws {
        try withDisk { disk in
            let queue = try DatabaseQueue(path: disk.file("db"))
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = \(mode); PRAGMA synchronous = FULL; CREATE TABLE t (x)")
                try db.execute(sql: "INSERT INTO t VALUES (randomblob(20000))")
            }
            try body(disk, queue)
            disk.heal()
            // Whatever failed, the database is whole.
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "INSERT INTO t VALUES (2)")
                #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
            }
            try queue.close()
        }
    }

    private func code(_ body: () throws -> Void) -> ResultCode? {
        do { try body() } catch { return (error as? DatabaseError)?.extendedResultCode }
        return nil
    }

    private func insert(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: "INSERT INTO t VALUES (1)") }
    }

    @Test(arguments: [
        (SimulatedDisk.Operation.write, EIO, "WAL", ResultCode.SQLITE_IOERR_WRITE), (.write, ENOSPC, "WAL", .SQLITE_FULL),
        (.write, ENOSPC, "DELETE", .SQLITE_FULL), (.sync, EIO, "WAL", .SQLITE_IOERR_FSYNC), (.sync, EIO, "DELETE", .SQLITE_IOERR_FSYNC),
        (.lock, EIO, "DELETE", .SQLITE_IOERR_LOCK), (.lock, ENOLCK, "DELETE", .SQLITE_BUSY), (.unlink, EIO, "DELETE", .SQLITE_IOERR_DELETE),
        (.truncate, EIO, "TRUNCATE", .SQLITE_IOERR_TRUNCATE), (.open, EMFILE, "DELETE", .SQLITE_CANTOPEN),
    ])
    func aChangeFails(operation: SimulatedDisk.Operation, error: Int32, mode: String, expected: ResultCode) throws {
        try withDatabase(mode) { disk, queue in
            disk.fail(operation, after: 1, errno: error, untilHealed: true)
            #expect(code { try insert(queue) } == expected)
            #expect(disk.failures(operation) > 0)
        }
    }

    @Test func aFolderThatCannotBeSynced() throws {
        try withDatabase("DELETE") { disk, queue in
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = EXTRA") }
            // The journal, its folder, the journal's head, the database, and the folder again once the journal is unlinked. Of the first
            // sync of the folder SQLite does not look at the result.
            disk.fail(.sync, after: 5, errno: EIO)
            #expect(code { try insert(queue) } == .SQLITE_IOERR_DIR_FSYNC)
        }
    }

    /// SQLite takes an EIO of a read for damage to the file system, and reports a damaged database.
    @Test(arguments: [(EIO, ResultCode.SQLITE_CORRUPT), (ESTALE, .SQLITE_IOERR_READ)])
    func aReadFails(error: Int32, expected: ResultCode) throws {
        try withDatabase("DELETE") { disk, queue in
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA shrink_memory") }
            disk.fail(.read, after: 2, errno: error)
            #expect(code { _ = try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM t") } } == expected)
        }
    }

    @Test func openingFails() throws {
        try withDatabase("WAL") { disk, _ in
            disk.fail(.open, after: 1, errno: EMFILE)
            #expect(code { _ = try DatabaseQueue(path: disk.file("other")) } == .SQLITE_CANTOPEN)
        }
    }

    @Test func sharedMemoryCannotBeMapped() throws {
        try withDatabase("WAL") { disk, _ in
            try withDisk { other in
                let queue = try DatabaseQueue(path: other.file("db"))
                other.fail(.map, after: 1, errno: ENOMEM)
                #expect(
                    code { try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE t (x)") } }
                        == .SQLITE_IOERR_SHMMAP)
                try queue.close()
            }
        }
    }

    /// A write may come to half a page before there is no room.
    @Test(arguments: [("WAL", 2), ("DELETE", 3)])
    func aWriteCutShort(mode: String, page: Int) throws {
        try withDatabase(mode) { disk, queue in
            disk.fail(.write, after: page, errno: ENOSPC, shortBy: 2048)
            #expect(code { try insert(queue) } == .SQLITE_FULL)
            #expect(disk.failures(.write) == 2)
        }
    }

    @Test func theNthFailsAndTheNextDoesNot() throws {
        try withDisk { disk in
            let file = open(disk.file("f"), O_RDWR | O_CREAT, 0o600)
            disk.fail(.write, after: 3, errno: EDQUOT)
            disk.fail(.write, after: 4, errno: EIO)
            var results: [Int32] = []
            for _ in 1...5 { results.append(pwrite(file, "text", 4, 0) == 4 ? 0 : errno) }
            #expect(results == [0, 0, EDQUOT, EIO, 0])
            #expect(disk.count(.write) == 5 && disk.failures(.write) == 2)
            disk.fail(.write, after: 2, errno: ENOSPC, shortBy: 3, untilHealed: true)
            #expect(pwrite(file, "text", 4, 0) == 4 && pwrite(file, "text", 4, 0) == 1 && pwrite(file, "t", 1, 0) == -1)
            #expect(pwrite(file, "t", 1, 0) == -1 && errno == ENOSPC)
            disk.heal()
            #expect(pwrite(file, "t", 1, 0) == 1)
            close(file)
        }
    }

    @Test func namesFail() throws {
        try withDisk { disk in
            disk.write("text", to: "f")
            for operation in [SimulatedDisk.Operation.rename, .link, .unlink] { disk.fail(operation, after: 1, errno: EDQUOT) }
            #expect(rename(disk.file("f"), disk.file("g")) == -1 && errno == EDQUOT)
            #expect(link(disk.file("f"), disk.file("g")) == -1 && errno == EDQUOT)
            #expect(unlink(disk.file("f")) == -1 && errno == EDQUOT)
            #expect(disk.names() == ["f"])
            #expect(rename(disk.file("f"), disk.file("g")) == 0 && link(disk.file("g"), disk.file("f")) == 0 && unlink(disk.file("g")) == 0)
            #expect(disk.names() == ["f"])
        }
    }
}
