import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import GRDB
import JournalProof
import Testing
import Varlink

@testable import CRRTStore

/// A journal of before elements is read as docs/decisions/0029 says: each tasking as one batch, whose elements have the state that the
/// tasking's implies. Nothing that was shown of it is another thing now.
@Suite("A journal of before elements") struct BeforeElementsTests {
    /// A store with the journal's entries, applied as the start of an empty one.
    ///
    /// Booking rules stay in force: an expert whom an older version recalled, and whose next tasking was ordered, is in one tasking only.
    private func withJournal<Value>(_ body: (Store) throws -> Value) throws -> Value {
        try withStore { store in
            let entries = try BeforeElements.entries()
            try store.writeAndWait { transaction in for entry in entries { try transaction.replay(entry) } }
            return try body(store)
        }
    }

    @Test("its hashes, its signatures and its orders hold, in the file and once replayed")
    func chain() throws {
        let key = try BeforeElements.key()
        var file = JournalExportVerifier(keys: [key])
        for line in try BeforeElements.journal() { file.take(line[...]) }
        let verdict = file.finish()
        #expect(verdict.isIntact, "\(verdict.faults)")
        #expect(verdict.entries == 268 && verdict.signed?.seq == 268)
        #expect(file.consents.findings.filter { $0.key != nil }.map { [$0.tasking, $0.nation] } == [["TSK-ALB-2026-0002-1", "EST"]])
        try withJournal { (store) throws in #expect(try store.verifyJournal().last == verdict.last) }
    }

    @Test("every record is shown as it was, and no row differs from the journal")
    func records() throws {
        try withJournal { store in
            try expectShown(by: store)
            #expect(try store.differingRows() == [])
            try store.checkOpenRows()
        }
    }

    /// What the rows show now of each record, against what was shown.
    private func expectShown(by store: Store) throws {
        let shown = try BeforeElements.shown()
        try store.read { rows throws in
            var consents = 0
            for was in shown {
                let id = was.record[was.kind == "consent" ? "tasking" : "id"]?.stringValue ?? ""
                switch was.kind {
                case "request":
                    let request = try #require(try rows.request(RequestID(id)), "\(id)")
                    // How far it is filled is derived where it is shown.
                    var record = was
                    record.record["filled"] = nil
                    let now = try JSONObject(json: Requests.Request(request).jsonBytes())
                    #expect(record.differences(from: now) == [], "\(id)")
                case "tasking":
                    let tasking = try #require(try rows.tasking(TaskingID(id)), "\(id)")
                    // Consents are rows of their own; whether it is overdue is a question to the clock.
                    var record = was
                    (record.record["consents"], record.record["overdue"]) = (nil, nil)
                    var now = try JSONObject(json: Taskings.Tasking(tasking, consents: []).jsonBytes())
                    now["consents"] = nil
                    #expect(record.differences(from: now, added: ["elements", "hosted"]) == [], "\(id)")
                default:
                    consents += 1
                    let key = (was.record["nation"]?.stringValue, was.record["kind"]?.stringValue, was.record["digest"]?.stringValue)
                    let consent = try #require(
                        try rows.consents(of: TaskingID(id)).first { ($0.nation.description, $0.kind.rawValue, $0.digest) == key }, "\(id)")
                    let now = try JSONObject(json: Consents.Consent(consent).jsonBytes())
                    #expect(was.differences(from: now, added: ["batch"]) == [], "\(id) \(key)")
                }
            }
            let taskings = try rows.everyTasking()
            let kept = try taskings.reduce(0) { try $0 + rows.consents(of: $1.id).count }
            #expect(taskings.count == shown.count { $0.kind == "tasking" } && kept == consents)
        }
    }

    /// The state of all elements of each tasking, by the end of its id.
    private static let elements: KeyValuePairs<String, Element.State> = [
        "0001-1": .asked, "0002-1": .agreed, "0003-1": .ordered, "0004-1": .moving,
        // On task; the period of the first was extended, another extension is asked for, a third was refused.
        "0005-1": .onTask, "0006-1": .onTask, "0007-1": .onTask,
        "0008-1": .returning, "0009-1": .home,
        // Refused, lapsed, revoked, amended, recalled and aborted, all before an order.
        "0010-1": .out, "0011-1": .out, "0012-1": .out, "0013-1": .out, "0014-1": .out, "0015-1": .out,
        // Recalled after the order; one of its people was ordered again at once.
        "0016-1": .home, "0016-2": .ordered,
        // Recalled by an expert's handle, aborted, revoked by the host, revoked by a nation, all after the order. Cancelled before one.
        "0017-1": .home, "0018-1": .home, "0019-1": .home, "0020-1": .home, "0021-1": .out,
        // A team of a nation that sends no one, a team, a team with one more.
        "0022-1": .ordered, "0023-1": .moving, "0024-1": .asked,
        // An effect that one of two has granted, and one on task.
        "0025-1": .asked, "0026-1": .onTask,
        // Past its end.
        "0027-1": .onTask,
    ]

    @Test("the elements are one batch in the state that the tasking's implies")
    func states() throws {
        try withJournal { store in
            let taskings = try store.read { try $0.everyTasking() }
            #expect(taskings.count == Self.elements.count)
            for (end, state) in Self.elements {
                let tasking = try #require(taskings.first { $0.id.description.hasSuffix(end) }, "\(end)")
                let wasOrdered = ![Element.State.asked, .agreed, .out].contains(state)
                #expect(!tasking.elements.isEmpty)
                for element in tasking.elements {
                    #expect(element.state == state, "\(tasking.id) \(element.text)")
                    #expect(element.batch == 0 && element.period == tasking.period, "\(tasking.id) \(element.text)")
                    #expect(element.wasOrdered == wasOrdered, "\(tasking.id) \(element.text)")
                    #expect((element.left == nil) == element.state.isForward, "\(tasking.id) \(element.text)")
                    #expect((element.departedAt, element.begunAt, element.homeAt, element.left?.at) == (nil, nil, nil, nil))
                }
                // What had ended keeps its state, whatever would follow: who was recalled before an order would be declined.
                #expect(!tasking.isActive || tasking.derivedState == tasking.state, "\(tasking.id)")
                #expect(tasking.isActive == !(tasking.state == .closed || tasking.state.isStopped), "\(tasking.id)")
                #expect(tasking.holdsPeople == tasking.state.isUnderWay, "\(tasking.id)")
            }
        }
    }

    /// The rows as the version of before elements kept them are brought up to those that the journal gives now.
    @Test("a database of that version is brought up to the same rows")
    func broughtUp() throws {
        let beside: Set = ["journal_identity", "checkpoint", "epoch"]
        try withJournal { store in
            try withFolder { folder in
                try OlderDatabase.write(version: 6, store, to: folder + "/old.db")
                let old = try Store(path: folder + "/old.db")
                let (rows, replayed) = try (old.rows(except: beside), store.rows(except: beside))
                #expect(Set(rows.keys) == Set(replayed.keys))
                for (table, rows) in rows { #expect(rows == replayed[table], "\(table)") }
                try expectShown(by: old)
                #expect(try old.differingRows() == [])
                try old.close()
            }
        }
    }
}

extension ReadTransaction {
    /// Of all requests, by id.
    fileprivate func everyTasking() throws -> [Tasking] {
        try String.fetchAll(db, sql: "SELECT id FROM tasking ORDER BY request, number").compactMap { try tasking(TaskingID($0)) }
    }
}
