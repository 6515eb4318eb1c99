import CRRTConfiguration
import CRRTDomain
import CRRTProtocol
import CRRTStore
import CRRTTestSupport
import Dispatch
import GRDB
import JournalProof
import Logging
import Testing

@testable import CRRTService

/// When the journal is signed, and when not.
@Suite("The notary")
struct NotaryTests {
    private static let key = Result { try SigningKey() }

    private func withStore(_ body: (Store) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let store = try Store(path: folder.file("crrtd.db"))
            defer { try? store.close() }
            try body(store)
        }
    }

    private func notary(
        _ store: Store, every entries: Int = 3, key: SigningKey? = nil,
        log: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, retryDelay: Duration = .seconds(60)
    ) throws -> Notary {
        var policy = SigningPolicy()
        policy.entries = entries
        return Notary(
            store, key: try key ?? Self.key.get(), policy: policy, name: "test", retryDelay: retryDelay,
            clock: { Samples.today.startOfDay }, log: log)
    }

    @discardableResult
    private func append(_ store: Store, _ notary: Notary? = nil, _ count: Int = 1) throws -> Int {
        var last = 0
        for _ in 0..<count {
            last = try store.writeAndWait {
                try $0.append(JournalDraft(by: "test (uid 1)", .expertPut, "EST-1", []), at: Samples.today.startOfDay).seq
            }
            notary?.didCommit(last)
        }
        return last
    }

    private func signed(_ store: Store) throws -> [Int] { try store.read { try $0.checkpoints(since: 0) }.map(\.seq) }

    @Test("it signs what an earlier life has left, then after a number of entries, and at the end; nothing twice")
    func whenItSigns() throws {
        try withStore { store in
            try append(store, nil, 2)
            let notary = try notary(store)
            notary.start()
            notary.signNow()
            #expect(try signed(store) == [2])
            try append(store, notary, 2)
            #expect(try signed(store) == [2])
            // The third new one; what it starts is done before what is asked for next.
            try append(store, notary)
            notary.signNow()
            #expect(try signed(store) == [2, 5])
            try append(store, notary)
            notary.signNow()
            notary.signNow()
            #expect(try signed(store) == [2, 5, 6])
            #expect(try store.verifyJournal(keys: [Self.key.get().verifyingKey], signedThrough: 6).isIntact)
        }
    }

    @Test("the next life goes on where the last one ended")
    func nextLife() throws {
        try withStore { store in
            try append(store, nil, 4)
            try notary(store).signNow()
            let again = try notary(store)
            again.signNow()
            #expect(again.lastSigned?.seq == 4)
            try append(store, again)
            again.signNow()
            #expect(try signed(store) == [4, 5])
        }
    }

    @Test("an empty journal is not signed")
    func empty() throws {
        try withStore { store in
            try notary(store).signNow()
            #expect(try signed(store) == [])
        }
    }

    @Test("a new key signs all that is there, at once")
    func newKey() throws {
        try withStore { store in
            try append(store, nil, 4)
            try notary(store).signNow()
            let key = try SigningKey()
            try notary(store, key: key).signNow()
            #expect(try signed(store) == [4, 4])
            #expect(try store.verifyJournal(keys: [key.verifyingKey], signedThrough: 4).isIntact)
        }
    }

    @Test("what fails once, such as the look for its last checkpoint, it tries again by itself")
    func failsOnce() throws {
        try withStore { store in
            try append(store, nil, 2)
            let other = try DatabaseQueue(path: store.path)
            try other.writeWithoutTransaction { try $0.execute(sql: "ALTER TABLE checkpoint RENAME TO away") }
            let recorder = Recorder()
            let notary = try notary(store, log: recorder.log, retryDelay: .milliseconds(10))
            notary.signNow()
            #expect(recorder.lines.first?.text == "the journal could not be signed; it is tried again in a minute")
            try other.writeWithoutTransaction { try $0.execute(sql: "ALTER TABLE away RENAME TO checkpoint") }
            try other.close()
            #expect(recorder.wait { $0.text == "journal signed up to entry 2" })
            #expect(try signed(store) == [2])
        }
    }

    @Test(
        "it gives no word for a journal that was changed behind it",
        arguments: [
            "UPDATE journal SET principal = 'me' WHERE seq = 5", "DELETE FROM journal WHERE seq = 5", "DELETE FROM journal WHERE seq >= 3",
            "UPDATE journal SET hash = zeroblob(32) WHERE seq = 4", "UPDATE checkpoint SET signature = zeroblob(3309)",
        ], [false, true])
    func tampered(sql: String, restarted: Bool) throws {
        try withStore { store in
            try append(store, nil, 4)
            let first = try notary(store)
            first.signNow()
            try append(store, nil, 2)
            let file = try DatabaseQueue(path: store.path)
            try file.writeWithoutTransaction { db in
                for trigger in try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
                    try db.execute(sql: "DROP TRIGGER \(trigger)")
                }
                try db.execute(sql: sql)
            }
            try file.close()
            let later = restarted ? try notary(store) : first
            later.signNow()
            // What it remembers itself, it need not read again.
            if restarted || !sql.contains("checkpoint") { #expect(try signed(store) == [4]) }
            #expect(try !store.verifyJournal(keys: [Self.key.get().verifyingKey], signedThrough: 4).isIntact)
        }
    }
}
