import CRRTDomain
import Foundation
import GRDB
import Glibc
import JournalProof
import Synchronization
import Testing

@testable import CRRTStore

/// Whatever fails, and wherever: nothing is half written, the answer says so, and the store is usable again afterwards.
@Suite struct FailureTests {
    /// Touches every table, with inserts, updates and deletes.
    private func change(_ transaction: WriteTransaction) throws -> Int {
        let experts = try (1...3).map { RecordChange.expert(try Sample.expert("EST-\($0)", notice: 40, revision: 2)) }
        try transaction.append(JournalDraft(by: "x", .expertPut, "x", experts), at: Sample.now)
        try transaction.setName("Jaan Kask", of: ExpertID("EST-1"))
        try transaction.setName(nil, of: ExpertID("EST-2"))
        try transaction.append(
            JournalDraft(
                by: "x", .taskingOrdered, "x",
                [
                    .team(Sample.team("EST-T", ["EST-1"])), .effect(Sample.effect("EST-E")),
                    .request(Sample.request("REQ-EST-2026-0001", .closed)),
                    .tasking(Sample.tasking("TSK-EST-2026-0001-1", .closed, ["EST-1", "EST-2"])),
                    .tasking(Sample.tasking("TSK-EST-2026-0001-2", .ordered, ["EST-1"])),
                    .consent(Sample.consent("TSK-EST-2026-0001-1", "EST", .contribute, .granted)),
                ]), at: Sample.now)
        let receipt = Receipt(method: "M", question: Receipt.digest(of: [1]), answer: "{}")
        try transaction.keep(receipt, principal: "x", key: "k\(try transaction.rows.seq())", at: Sample.now.adding(days: 40))
        return try transaction.rows.seq()
    }

    private func prepare(_ store: Store) throws {
        try store.append(.expert(Sample.expert("EST-1")), .expert(Sample.expert("EST-2")), .expert(Sample.expert("EST-3")))
        try store.append(
            .request(Sample.request("REQ-EST-2026-0001")), .tasking(Sample.tasking("TSK-EST-2026-0001-1", .ordered, ["EST-1", "EST-2"])),
            .consent(Sample.consent("TSK-EST-2026-0001-1", "EST")))
        try store.writeAndWait { transaction in
            for number in 1...2 { try transaction.setName("Mari Tamm", of: ExpertID("EST-\(number)")) }
            let answer = #"{"expert":{"id":"EST-2","name":"Mari Tamm"}}"#
            try transaction.keep(
                Receipt(method: "M", question: Receipt.digest(of: [1]), answer: answer), principal: "x", key: "old", at: Sample.now)
        }
    }

    private func isStorageFull(_ error: any Error) -> Bool { if case WriteFailure.storageFull = error { true } else { false } }

    /// SQLite reports a full or failing disk in the n-th changed row, for every n.
    @Test(arguments: [ResultCode.SQLITE_FULL, .SQLITE_IOERR]) func everyRowMayFail(code: ResultCode) throws {
        try withStore { store in
            try prepare(store)
            let fault = Fault()
            try fault.install(in: store)
            let before = try store.rows()
            var failures = 0
            while true {
                fault.arm(failures + 1, DatabaseError(resultCode: code))
                do {
                    _ = try store.writeAndWait(change)
                    break
                } catch {
                    #expect(isStorageFull(error), "row \(failures + 1): \(error)")
                    failures += 1
                }
                fault.arm(nil)
                #expect(try store.rows() == before, "row \(failures)")
            }
            #expect(!fault.hasFired && failures > 20, "\(failures)")
            #expect(try store.verifyJournal().entries == 4)
        }
    }

    /// Where no transaction can be begun, all who wait are told, and the writer goes on once it can be.
    @Test func aForeignLockFailsWhoWaits() throws {
        try withStore { store in
            try prepare(store)
            try store.raw { db in
                try db.execute(sql: "BEGIN IMMEDIATE")
                for _ in 0..<2 { #expect(throws: WriteFailure.self) { try store.writeAndWait(change) } }
                try db.execute(sql: "ROLLBACK")
            }
            _ = try store.writeAndWait(change)
        }
    }

    /// A refusal in the n-th row concerns its own change only; the others of the batch commit.
    @Test func refusedRowsConcernOneChange() throws {
        try withStore { store in
            try prepare(store)
            let fault = Fault()
            try fault.install(in: store)
            for nth in 1...20 {
                let before = try store.read { try $0.seq() }
                let outcomes = Mutex<[Bool]>([])
                let tell: @Sendable (Result<Int, any Error>) -> Void = { result in
                    outcomes.withLock { $0.append((try? result.get()) != nil) }
                }
                store.write(
                    { transaction in
                        fault.arm(nil)
                        return try transaction.append(
                            JournalDraft(by: "a", .expertPut, "a", [.expert(Sample.expert("EST-A"))]), at: Sample.now
                        ).seq
                    }, then: tell)
                store.write(
                    { transaction in
                        fault.arm(nth, DatabaseError(resultCode: .SQLITE_CONSTRAINT, message: "no"))
                        return try change(transaction)
                    }, then: tell)
                store.write(
                    { transaction in
                        fault.arm(nil)
                        return try transaction.append(
                            JournalDraft(by: "b", .expertPut, "b", [.expert(Sample.expert("EST-B"))]), at: Sample.now
                        ).seq
                    }, then: tell)
                store.drain()
                #expect(outcomes.withLock { $0 } == [true, false, true], "row \(nth)")
                #expect(try store.read { try $0.journal(since: before, limit: 10) }.map(\.principal) == ["a", "b"])
            }
        }
    }

    /// SQLite may roll back the whole transaction by itself, and a change may have caught the error: then no change of the batch is there,
    /// and what came later is committed by the next one, as a whole.
    @Test(arguments: [false, true]) func spoiledTransaction(caught: Bool) throws {
        try withStore { store in
            try prepare(store)
            let before = try store.rows()
            try store.pool.writeWithoutTransaction { db in
                try db.execute(sql: "CREATE TEMP TRIGGER spoil BEFORE INSERT ON main.team BEGIN SELECT raise(ROLLBACK, 'gone'); END")
            }
            let (begun, go) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            let failures = Mutex(0)
            let tell: @Sendable (Result<Int, any Error>) -> Void = { result in if case .failure = result { failures.withLock { $0 += 1 } } }
            store.write(
                { _ in
                    begun.signal()
                    go.wait()
                    return 0
                }, then: { _ in })
            begun.wait()
            let expert = JournalDraft(by: "a", .expertPut, "a", [.expert(try Sample.expert("EST-A"))])
            let team = JournalDraft(by: "a", .teamPut, "a", [.team(try Sample.team("EST-T", ["EST-1"]))])
            store.write({ try $0.append(expert, at: Sample.now).seq }, then: tell)
            store.write(
                { transaction in
                    if caught { return (try? transaction.append(team, at: Sample.now).seq) ?? 0 }
                    return try transaction.append(team, at: Sample.now).seq
                }, then: tell)
            store.write({ try $0.append(expert, at: Sample.now).seq }, then: tell)
            go.signal()
            store.drain()
            #expect(failures.withLock { $0 } == 2)
            #expect(try store.read { try $0.seq() } == 3, "what came behind is in a commit of its own")
            #expect(try store.rows()["team"] == before["team"])
            try store.pool.writeWithoutTransaction { try $0.execute(sql: "DROP TRIGGER spoil") }
            #expect(try store.append(.team(Sample.team("EST-T", ["EST-1"]))) == 4)
        }
    }

    /// SQLite's own limit of pages, page by page: the real SQLITE_FULL at every place where it can come up.
    @Test func noMorePages() throws {
        try withStore { store in
            try prepare(store)
            let before = try store.rows()
            let pages = try store.read { try Int.fetchOne($0.db, sql: "PRAGMA page_count") ?? 0 }
            func limit(_ pages: Int) throws {
                try store.pool.writeWithoutTransaction { _ = try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages)") }
            }
            var failures = 0
            while true {
                try limit(pages + failures)
                do {
                    try store.writeAndWait { transaction in
                        for number in 1...60 {
                            try transaction.append(
                                JournalDraft(by: "x", .expertPut, "x", [.expert(Sample.expert("EST-X\(number)"))]), at: Sample.now)
                        }
                    }
                    break
                } catch {
                    #expect(isStorageFull(error), "\(failures) pages: \(error)")
                    failures += 1
                }
                #expect(try store.rows() == before, "\(failures) pages")
            }
            #expect(failures > 5)
            #expect(try store.verifyJournal().entries == 62)
        }
    }

    /// A disk that is full, in earnest: needs the right to mount a small one.
    @Test(.enabled(if: SmallDisk.isPossible, "a small disk cannot be mounted here")) func fullDisk() throws {
        try withFolder { folder in
            let disk = try #require(SmallDisk(at: folder))
            defer { disk.remove() }
            let store = try Store(path: folder + "/crrtd.db")
            try prepare(store)
            let ballast = folder + "/ballast"
            var acknowledged = 2
            for round in 1...3 {
                disk.fill(ballast)
                while true {
                    do { acknowledged = try store.append(.expert(Sample.expert("EST-\(acknowledged)"))) } catch {
                        #expect(isStorageFull(error), "round \(round): \(error)")
                        break
                    }
                }
                #expect(try store.read { try $0.seq() } == acknowledged, "round \(round)")
                #expect(unlink(ballast) == 0)
                acknowledged = try store.append(.expert(Sample.expert("EST-\(acknowledged)")))
            }
            #expect(try store.verifyJournal().entries == acknowledged)
            try store.close()
            let reopened = try Store(path: store.path)
            #expect(try reopened.verifyJournal().entries == acknowledged)
            try reopened.close()
        }
    }
}
