import CRRTDomain
import Dispatch
import Foundation
import JournalProof
import Synchronization
import Testing

@testable import CRRTStore

/// Changes that wait together share a commit; each keeps its own outcome, told after the commit and in the order of the journal.
@Suite struct GroupCommitTests {
    /// What happened, in the order in which it was told.
    private enum Told: Equatable {
        case commit(Int, [Int])
        case outcome(Int)
        case refused
    }

    private final class Log: Sendable {
        private let told = Mutex<[Told]>([])
        func add(_ what: Told) { told.withLock { $0.append(what) } }
        var all: [Told] { told.withLock { $0 } }
        var outcomes: [Int] { all.compactMap { if case .outcome(let seq) = $0 { seq } else { nil } } }
    }

    private struct Refusal: Error {}

    private func draft(_ number: Int) throws -> JournalDraft {
        JournalDraft(by: "test", .expertPut, "EST-\(number)", [.expert(try Sample.expert("EST-\(number)", notice: number % 1000))])
    }

    /// Queues a change that holds the writer until the returned semaphore is signalled: what is queued meanwhile is one batch.
    private func hold(_ store: Store) -> DispatchSemaphore {
        let (begun, go) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        store.write(
            { _ in
                begun.signal()
                go.wait()
            }, then: { _ in })
        begun.wait()
        return go
    }

    private func observe(_ store: Store, _ log: Log) {
        store.onCommit { committed in
            log.add(.commit(committed.seq, committed.changes.map { if case .expert(let expert) = $0 { expert.noticeHours } else { -1 } }))
        }
    }

    private func queue(_ store: Store, _ log: Log, _ body: @escaping @Sendable (WriteTransaction) throws -> Int) {
        store.write(body) { result in
            switch result {
            case .success(let seq): log.add(.outcome(seq))
            case .failure: log.add(.refused)
            }
        }
    }

    @Test func refusedChangesLeaveNoTrace() throws {
        try withStore(on: TimelessBackground()) { store in
            let log = Log()
            observe(store, log)
            try store.append(.expert(Sample.expert("EST-1", notice: 1)))
            let go = hold(store)
            queue(store, log) { try $0.append(draft(2), at: Sample.now).seq }
            queue(store, log) { _ in throw Refusal() }
            queue(store, log) { transaction in
                try transaction.append(draft(3), at: Sample.now)
                try transaction.setName("Mari Tamm", of: ExpertID("EST-3"))
                #expect(try transaction.rows.seq() == 3, "a change sees what it has written")
                throw Refusal()
            }
            queue(store, log) {
                try $0.append(
                    JournalDraft(by: "x", .taskingProposed, "x", [.tasking(Sample.tasking("TSK-EST-2026-0001-1"))]), at: Sample.now
                ).seq
            }
            queue(store, log) { transaction in
                // A change that catches SQLite's refusal of one statement may go on.
                #expect(throws: (any Error).self) { try transaction.setName("Nobody", of: ExpertID("EST-404")) }
                return try transaction.append(draft(4), at: Sample.now).seq
            }
            queue(store, log) { try $0.append(draft(5), at: Sample.now).seq }
            go.signal()
            store.drain()
            #expect(
                log.all == [
                    .commit(1, [1]), .commit(4, [2, 4, 5]), .outcome(2), .refused, .refused, .refused, .outcome(3), .outcome(4),
                ])
            #expect(
                try store.read { try $0.experts(nation: nil, after: nil, limit: 10) }.map(\.id.text) == [
                    "EST-1", "EST-2", "EST-4", "EST-5",
                ])
            #expect(try store.verifyJournal().entries == 4)
            #expect(!files(of: store.path, hold: "Mari Tamm"))
        }
    }

    /// In one batch with changes that stay.
    @Test func aRehearsalLeavesNoTrace() throws {
        try withStore(on: TimelessBackground()) { store throws in
            let log = Log()
            observe(store, log)
            let go = hold(store)
            queue(store, log) { try $0.append(draft(1), at: Sample.now).seq }
            store.write(
                rehearsing: true,
                { transaction in
                    try transaction.append(draft(2), at: Sample.now)
                    try transaction.setName("Mari Tamm", of: ExpertID("EST-2"))
                    return try transaction.rows.seq()
                }, then: { log.add((try? $0.get()).map { .outcome($0) } ?? .refused) })
            queue(store, log) { try $0.append(draft(3), at: Sample.now).seq }
            go.signal()
            store.drain()
            #expect(log.all == [.commit(2, [1, 3]), .outcome(1), .outcome(2), .outcome(2)])
            #expect(try store.read { try $0.experts(nation: nil, after: nil, limit: 10) }.map(\.id.text) == ["EST-1", "EST-3"])
            #expect(try store.verifyJournal().entries == 2)
            #expect(!files(of: store.path, hold: "Mari Tamm"))
        }
    }

    @Test func aChangeWithoutEntriesIsNotObserved() throws {
        try withStore(on: TimelessBackground()) { store throws in
            let log = Log()
            observe(store, log)
            #expect(try store.writeAndWait { try $0.rows.seq() } == 0)
            #expect(log.all.isEmpty)
        }
    }

    /// However many commits there were before, the way to who looks on is as short as at first.
    @Test func commitsLeaveNothingBehind() throws {
        try withStore(on: TimelessBackground()) { store in
            let depths = Mutex<[Int]>([])
            store.onCommit { _ in depths.withLock { $0.append(Thread.callStackReturnAddresses.count) } }
            for number in 1...50 { _ = try store.writeAndWait { try $0.append(draft(number), at: Sample.now) } }
            let seen = depths.withLock { $0 }
            #expect(seen.count == 50 && Set(seen).count == 1, "\(seen)")
        }
    }

    /// From many threads at once: every change acknowledged, no gap in the numbers, outcomes in their order, each after its commit was
    /// observed; and all of it still there when the file is opened again.
    @Test func manyAtOnce() throws {
        try withFolder { folder in
            let (threads, each) = (16, 100)
            let store = try Store(path: folder + "/crrtd.db")
            let log = Log()
            observe(store, log)
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                for number in 0..<each { queue(store, log) { try $0.append(draft(thread * each + number), at: Sample.now).seq } }
            }
            try store.close()

            #expect(log.outcomes == Array(1...threads * each))
            var (seen, observed) = (0, [Int]())
            for told in log.all {
                switch told {
                case .commit(let seq, let notices):
                    observed += notices
                    seen = seq
                    #expect(observed.count == seq)
                case .outcome(let seq): #expect(seq <= seen)
                case .refused: Issue.record("refused")
                }
            }
            let reopened = try Store(path: store.path)
            let entries = try reopened.read { try $0.journal(since: 0, limit: .max) }
            #expect(entries.map(\.seq) == Array(1...threads * each))
            #expect(
                try entries.flatMap { try $0.changes() }.map { if case .expert(let expert) = $0 { expert.noticeHours } else { -1 } }
                    == observed)
            #expect(try reopened.read { try $0.counts() }.experts == threads * each)
            try reopened.close()
        }
    }

    /// One thread's changes are written in its order, and what is read after an answer holds the change.
    @Test func whoIsAnsweredReadsHisChange() throws {
        try withStore(on: TimelessBackground()) { store in
            DispatchQueue.concurrentPerform(iterations: 8) { thread in
                for number in 0..<20 {
                    let seq = try? store.append(.expert(Sample.expert("EST-\(thread)-\(number)")))
                    #expect(try! store.read { try $0.seq() } >= seq ?? .max)
                    #expect(try! store.read { try $0.expert(ExpertID("EST-\(thread)-\(number)")) } != nil)
                }
            }
        }
    }

    /// More than one commit takes: drain waits for the last.
    @Test func drainWaitsForAll() throws {
        try withStore(on: TimelessBackground()) { store in
            let log = Log()
            let go = hold(store)
            for number in 1...1000 { queue(store, log) { try $0.append(draft(number), at: Sample.now).seq } }
            go.signal()
            store.drain()
            #expect(log.outcomes == Array(1...1000))
        }
    }

    /// A long look does not see what is written meanwhile, and holds nobody up.
    @Test func readsAreOfOneMoment() throws {
        try withStore(on: TimelessBackground()) { store in
            try store.append(.expert(Sample.expert("EST-1")))
            try store.read { rows in
                let before = try rows.seq()
                try store.append(.expert(Sample.expert("EST-2")))
                #expect(try rows.seq() == before)
                #expect(try rows.expert(ExpertID("EST-2")) == nil)
            }
            #expect(try store.read { try $0.seq() } == 2)
        }
    }

    @Test func manyReadAtOnce() throws {
        try withStore(on: TimelessBackground()) { store in
            for number in 1...20 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            DispatchQueue.concurrentPerform(iterations: 32) { thread in
                for number in 1...200 {
                    let id = "EST-\((thread + number) % 20 + 1)"
                    #expect(try! store.read { try $0.expert(ExpertID(id)) }?.id.text == id)
                }
            }
            #expect(throws: Refusal.self) { try store.read { _ in throw Refusal() } }
            #expect(try store.read { try $0.seq() } == 20)
        }
    }
}
