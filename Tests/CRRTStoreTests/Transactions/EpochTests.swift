import CRRTDomain
import GRDB
import Glibc
import Testing

@testable import CRRTStore

/// A database knows since when it is what it is.
@Suite struct EpochTests {
    private func epochs(_ path: String) throws -> [Epoch] {
        let store = try Store(path: path)
        defer { try? store.close() }
        return try store.read { try $0.epochs() }
    }

    private func restore(_ backup: String, _ database: String) throws {
        let file = open(backup, O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        try Replacement(of: (file, nil, nil), for: database, keys: []).putInPlace(keeping: "\(database).\(Int.random(in: 0..<Int.max))")
    }

    @Test func eachDatabaseHasItsOwn() throws {
        let (one, other) = (try withStore { try $0.read { try $0.epochs() } }, try withStore { try $0.read { try $0.epochs() } })
        #expect(one.count == 1 && one[0].after == 0 && one[0].id.count == 32)
        #expect(one[0].id != other[0].id)
    }

    @Test func aRestoreBeginsAnother() throws {
        try withFolder { folder in
            let (database, backup) = (folder + "/crrtd.db", folder + "/backup.db")
            let store = try Store(path: database)
            for number in 1...3 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            _ = try store.backup(to: backup)
            for number in 4...6 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            let first = try store.read { try $0.epochs() }
            try store.close()
            // A copy is of the same history, and so is a start.
            #expect(try epochs(backup) == first && epochs(database) == first)
            try restore(backup, database)
            let second = try epochs(database)
            #expect(second.count == 2 && second[0] == first[0] && second[1].after == 3 && second[1].id != first[0].id)
            #expect(second[1].at >= first[0].at)
            // The same backup again: what was written meanwhile is gone, too.
            try restore(backup, database)
            let third = try epochs(database)
            #expect(third.count == 2 && third[0] == first[0] && third[1].id != second[1].id)
        }
    }

    @Test(arguments: 1...5) func earlierVersionsGetOne(version: Int) throws {
        try withFolder { folder in
            let (store, old) = (try Store(path: folder + "/crrtd.db"), folder + "/old.db")
            try store.append(.expert(Sample.expert("EST-1")))
            try OlderDatabase.write(version: version, store, to: old)
            try store.close()
            try restore(old, folder + "/new.db")
            #expect(try epochs(folder + "/new.db").map(\.after) == [0, 1])
            #expect(try epochs(old).map(\.after) == [0])
        }
    }

    @Test(arguments: [
        "UPDATE epoch SET after = 7", "DELETE FROM epoch", "INSERT INTO epoch VALUES (3, '00000000000000000000000000000000', 0, 0)",
        "INSERT INTO epoch VALUES (2, '00', 0, 0)",
    ]) func rowsStay(sql: String) throws {
        try withStore { store throws in
            #expect(throws: DatabaseError.self) { try store.raw { try $0.execute(sql: sql) } }
            #expect(try store.read { try $0.epochs() }.count == 1)
        }
    }
}
