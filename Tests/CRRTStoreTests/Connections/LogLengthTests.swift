import CRRTDomain
import Dispatch
import Foundation
import GRDB
import JournalProof
import Testing

@testable import CRRTStore

/// The write-ahead log is emptied once it is long and no reader needs it.
@Suite struct LogLengthTests {
    private func logBytes(_ store: Store) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: store.path + "-wal")[.size] as? Int ?? 0
    }

    private func write(_ count: Int, bytes: Int, to store: Store) throws {
        try store.writeAndWait { transaction in
            for _ in 0..<count {
                let text = String(repeating: "x", count: bytes)
                try transaction.append(JournalDraft(by: "test", .expertPut, "EST-1", [], detail: ["reason": text]), at: Sample.now)
            }
        }
    }

    /// Writes this many MiB, in one transaction.
    private func fill(_ count: Int, of store: Store) throws {
        try store.writeAndWait { transaction in
            let db = transaction.rows.db
            try db.execute(sql: "CREATE TABLE IF NOT EXISTS ballast (content BLOB) STRICT")
            for _ in 0..<count { try db.execute(sql: "INSERT INTO ballast VALUES (zeroblob(1 << 20))") }
        }
    }

    @Test func aLongLogIsEmptiedWhenItsReaderIsGone() throws {
        try withStore { store in
            try write(1, bytes: 10, to: store)
            let (reads, go, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            DispatchQueue.global().async {
                _ = try? store.read { rows in
                    _ = try rows.seq()
                    reads.signal()
                    go.wait()
                }
                done.signal()
            }
            reads.wait()
            for _ in 0..<5 { try fill(4, of: store) }
            #expect(try logBytes(store) > WriteAheadLog.maxBytes)
            go.signal()
            done.wait()
            try write(1, bytes: 10, to: store)
            store.drain()
            #expect(try logBytes(store) < 1 << 20)
        }
    }

    @Test func onlyALargeChangeMakesItLong() throws {
        try withStore { store in
            for _ in 0..<10 {
                try fill(3, of: store)
                store.drain()
                #expect(try logBytes(store) <= WriteAheadLog.maxBytes)
            }
            try fill(20, of: store)
            store.drain()
            #expect(try logBytes(store) < 1 << 20)
        }
    }

    @Test func aLookReadsNoMoreThanItMay() throws {
        try withStore { store in
            try write(20, bytes: 300_000, to: store)
            try write(1500, bytes: 0, to: store)
            let large = ReadBudget()
            #expect(try store.read { try $0.journal(since: 0, limit: .max, within: large) }.map(\.seq) == [1, 2, 3, 4])
            #expect(large.isSpent)
            #expect(try store.read { try $0.journal(since: 4, limit: .max, within: large) }.isEmpty)
            #expect(try store.read { try $0.journal(since: 20, limit: .max, within: ReadBudget()) }.count == ReadBudget.maxRows)
            let small = ReadBudget()
            #expect(try store.read { try $0.journal(since: 1400, limit: .max, within: small) }.count == 120)
            #expect(!small.isSpent)
            // A record larger than all of it is still read.
            #expect(try store.read { try $0.journal(since: 0, limit: 5, within: ReadBudget(bytes: 1)) }.count == 1)
        }
    }
}
