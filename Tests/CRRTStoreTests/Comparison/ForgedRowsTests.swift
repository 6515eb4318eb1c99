import CRRTDomain
import Foundation
import GRDB
import JournalProof
import Testing

@testable import CRRTStore

/// Rows that were changed behind the daemon: the journal is the truth, and each of them is found and named.
@Suite struct ForgedRowsTests {
    private static let open = "TSK-EST-2026-0001-1"
    private static let closed = "TSK-EST-2026-0001-2"

    /// The file of a database with people, a team, an effect, an open and a closed request, an ordered and a closed tasking, and the
    /// consents to them.
    private static let records = Result {
        try withFolder { folder in
            let store = try Store(path: folder + "/crrtd.db")
            try fill(store)
            try store.close()
            return bytes(store.path)
        }
    }

    private func withRecords(_ body: (Store) throws -> Void) throws {
        try withFolder { folder in
            try Data(Self.records.get()).write(to: URL(fileURLWithPath: folder + "/crrtd.db"))
            let store = try Store(path: folder + "/crrtd.db")
            try body(store)
            try store.close()
        }
    }

    private static func fill(_ store: Store) throws {
        for id in ["EST-1", "EST-2"] { try store.append(.expert(Sample.expert(id)), subject: id) }
        try store.append(.team(Sample.team("EST-T", ["EST-1"])), event: .teamPut, subject: "EST-T")
        try store.append(.effect(Sample.effect("EST-E")), event: .effectPut, subject: "EST-E")
        let campaign = try Campaign(
            id: CampaignID("CMP-483920"), title: "Wipers", domains: [.energy], classification: .restricted, releasableTo: ["NATO"],
            openedAt: Sample.now)
        try store.append(.campaign(campaign), event: .campaignOpened, subject: campaign.id.description)
        for (id, state) in [("REQ-EST-2026-0001", Request.State.validated), ("REQ-EST-2026-0002", .closed)] {
            try store.append(.request(Sample.request(id, .submitted)), event: .requestSubmitted, subject: id)
            try store.append(.request(Sample.request(id, state)), event: .requestValidated, subject: id)
        }
        for (id, ends, expert) in [(Self.open, Tasking.State.ordered, "EST-1"), (Self.closed, .closed, "EST-2")] {
            try store.append(
                .tasking(Sample.tasking(id, .awaitingConsent, [expert])), .consent(Sample.consent(id, "EST")),
                .consent(Sample.consent(id, "EST", .host)), event: .taskingProposed, subject: id)
            var granted = try Sample.consent(id, "EST", .contribute, .granted)
            granted.decidedBy = [Principal(name: "ncp", uid: 7)]
            try store.append(.consent(granted), event: .consentGranted, subject: id)
            try store.append(.consent(Sample.consent(id, "EST", .host, .granted)), event: .consentGranted, subject: id)
            try store.append(.tasking(Sample.tasking(id, .ordered, [expert])), event: .taskingOrdered, subject: id)
            if ends == .ordered { continue }
            try store.append(
                .tasking(Sample.tasking(id, ends, [expert])), .consent(Sample.consent(id, "EST", .contribute, .spent)),
                .consent(Sample.consent(id, "EST", .host, .spent)), event: .taskingClosed, subject: id)
        }
    }

    /// As the sqlite3 shell changes it, with every check and trigger switched off.
    private func forge(_ store: Store, _ sql: String) throws {
        try store.raw { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            let triggers = try Row.fetchAll(db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)") }
            try db.execute(sql: sql)
            #expect(db.changesCount > 0, "\(sql) changes nothing")
            for trigger in triggers { try db.execute(sql: trigger["sql"]) }
        }
    }

    @Test func honestRowsAreTheJournals() throws {
        try withRecords { store in
            #expect(try store.differingRows() == [])
            #expect(try !store.read(OpenRecordCheck.init).mayDiffer(at: store.path))
            try store.checkOpenRows()
        }
    }

    /// Entries of a random life name whatever subject; whatever a start finds doubtful, all entries decide.
    @Test(arguments: [1, 2, 3] as [UInt64]) func randomHistoriesAreHonest(seed: UInt64) throws {
        try withStore { store in
            var history = RandomHistory(seed: seed)
            try history.live(200, in: store)
            #expect(try store.differingRows() == [])
            try store.checkOpenRows()
        }
    }

    struct Forgery: Sendable, CustomTestStringConvertible {
        var sql: String
        var record: String
        /// Whether it changes what a start looks at.
        var isOpen = true
        var testDescription: String { sql }
    }

    private static let forgeries = [
        Forgery(
            sql: "UPDATE consent SET state = 'refused', record = replace(record, '\"granted\"', '\"refused\"') WHERE tasking = '\(open)'",
            record: "consent of EST (contribute) to \(open) is not what the journal says"),
        Forgery(sql: "UPDATE consent SET state = 'lapsed' WHERE tasking = '\(open)' AND kind = 'host'", record: "consent of EST (host)"),
        Forgery(sql: "UPDATE consent SET reply_by = reply_by + 1 WHERE tasking = '\(open)'", record: "consent of EST (host)"),
        Forgery(sql: "UPDATE consent SET asked = 1 WHERE tasking = '\(open)' AND kind = 'host'", record: "consent of EST (host)"),
        Forgery(sql: "DELETE FROM consent WHERE tasking = '\(open)' AND kind = 'host'", record: "(host) to \(open) is missing"),
        Forgery(
            sql: """
                INSERT INTO consent SELECT tasking, 'FIN', kind, asked, digest, state, reply_by, record FROM consent
                WHERE tasking = '\(open)'
                """,
            record: "consent of FIN (host) to \(open) is in no entry"),
        Forgery(
            sql: "UPDATE consent SET state = 'requested', record = replace(record, 'spent', 'requested') WHERE tasking = '\(closed)'",
            record: "consent of EST (contribute) to \(closed)"),
        // Made to look ended, and the other way round.
        Forgery(
            sql: "UPDATE tasking SET state = 'closed', record = replace(record, '\"ordered\"', '\"closed\"') WHERE id = '\(open)'",
            record: "tasking \(open)"),
        Forgery(sql: "UPDATE tasking SET state = 'closed' WHERE id = '\(open)'", record: "tasking \(open)"),
        Forgery(
            sql: "UPDATE tasking SET state = 'onTask', record = replace(record, '\"closed\"', '\"onTask\"') WHERE id = '\(closed)'",
            record: "tasking \(closed)"),
        Forgery(sql: "UPDATE tasking SET ends_at = ends_at + 1 WHERE id = '\(open)'", record: "tasking \(open)"),
        Forgery(sql: "DELETE FROM tasking WHERE id = '\(open)'", record: "tasking \(open) is missing"),
        Forgery(sql: "DELETE FROM tasking WHERE id = '\(closed)'", record: "tasking \(closed) is missing"),
        Forgery(
            sql: """
                INSERT INTO tasking SELECT replace(id, '1-1', '1-3'), request, 3, 'closed', starts_at, ends_at, revision, record, 0, 0
                FROM tasking WHERE id = '\(open)'
                """, record: "tasking TSK-EST-2026-0001-3 is in no entry"),
        Forgery(
            sql: "UPDATE tasking SET record = replace(record, 'ordered', 'ordere\u{01}') WHERE id = '\(open)'", record: "tasking \(open)"),
        Forgery(sql: "UPDATE assignment SET state = 'home' WHERE tasking = '\(open)'", record: "assignment of EST-1 to \(open)"),
        Forgery(sql: "UPDATE assignment SET state = 'moving' WHERE tasking = '\(closed)'", record: "assignment of EST-2 to \(closed)"),
        Forgery(sql: "UPDATE assignment SET starts_at = 0 WHERE tasking = '\(open)'", record: "assignment of EST-1 to \(open)"),
        Forgery(
            sql: "UPDATE assignment SET expert = 'EST-2' WHERE tasking = '\(open)'", record: "assignment of EST-1 to \(open) is missing"),
        Forgery(sql: "DELETE FROM granter WHERE tasking = '\(open)'", record: "granter of EST (contribute) for \(open) is missing"),
        Forgery(
            sql: "INSERT INTO granter SELECT tasking, nation, 'uid 9', kind, digest FROM consent WHERE tasking = '\(closed)'",
            record: "granter of EST (contribute) for \(closed) is in no entry"),
        Forgery(
            sql: "UPDATE request SET state = 'closed', record = replace(record, 'validated', 'closed') WHERE number = 1",
            record: "request REQ-EST-2026-0001"),
        Forgery(sql: "UPDATE request SET ends_at = 0 WHERE number = 1", record: "request REQ-EST-2026-0001"),
        Forgery(sql: "DELETE FROM request WHERE number = 1", record: "request REQ-EST-2026-0001 is missing"),
        Forgery(sql: "DELETE FROM request WHERE number = 2", record: "request REQ-EST-2026-0002 is missing"),
        Forgery(
            sql: """
                INSERT INTO request SELECT 'REQ-EST-2026-0009', nation, year, 9, state, ends_at, revision, record, linked FROM request
                WHERE number = 2
                """,
            record: "request REQ-EST-2026-0009 is in no entry"),
        Forgery(
            sql: "UPDATE request SET record = replace(record, 'Request', 'Requesu') WHERE number = 2", record: "request REQ-EST-2026-0002"),
        Forgery(sql: "UPDATE label SET classification = 'NU' WHERE id = 'REQ-EST-2026-0001'", record: "label of REQ-EST-2026-0001"),
        Forgery(sql: "UPDATE label SET releasable_to = '[\"XXX\"]' WHERE id = 'EST-E'", record: "label of EST-E"),
        Forgery(sql: "DELETE FROM label WHERE id = 'EST-E'", record: "label of EST-E is missing"),
        Forgery(sql: "UPDATE effect SET record = replace(record, 'NR', 'NU')", record: "effect EST-E"),
        // What a start does not look at; what looks at everything finds it.
        Forgery(sql: "UPDATE label SET classification = 'NU' WHERE id = 'REQ-EST-2026-0002'", record: "label of REQ-", isOpen: false),
        Forgery(sql: "DELETE FROM label WHERE id = '~'", record: "label of ~ is missing", isOpen: false),
        Forgery(
            sql: "UPDATE consent SET record = replace(record, 'spent', 'spenu') WHERE tasking = '\(closed)' AND kind = 'host'",
            record: "consent of EST (host) to \(closed)", isOpen: false),
        Forgery(sql: "UPDATE expert SET record = replace(record, ':12', ':13') WHERE id = 'EST-2'", record: "expert EST-2", isOpen: false),
        Forgery(
            sql: "UPDATE expert SET record = CAST(CAST(record AS BLOB) || x'ff' AS TEXT) WHERE id = 'EST-2'", record: "expert EST-2",
            isOpen: false),
        Forgery(sql: "DELETE FROM expert WHERE id = 'EST-2'", record: "expert EST-2 is missing", isOpen: false),
        Forgery(
            sql: "INSERT INTO expert SELECT 'EST-9', nation, revision, record FROM expert WHERE id = 'EST-2'",
            record: "expert EST-9 is in no entry", isOpen: false),
        Forgery(sql: "UPDATE team SET record = replace(record, 'Team', 'Tean')", record: "team EST-T", isOpen: false),
        Forgery(
            sql: "UPDATE campaign SET record = replace(record, 'Wipers', 'Wiper')", record: "campaign CMP-483920 is not", isOpen: true),
        Forgery(sql: "DELETE FROM campaign", record: "campaign CMP-483920 is missing", isOpen: true),
        Forgery(
            sql: "UPDATE label SET classification = 'NU' WHERE id = 'CMP-483920'", record: "label of CMP-483920", isOpen: true),
        Forgery(
            sql: "UPDATE request SET linked = 1 WHERE id = 'REQ-EST-2026-0001'", record: "request REQ-EST-2026-0001", isOpen: true),
        // Outside of the journal.
        Forgery(
            sql: "INSERT INTO expert_name VALUES ('EST-2', CAST(x'4dff' AS TEXT))", record: "name of EST-2 cannot be read", isOpen: false),
        Forgery(sql: "INSERT INTO expert_name VALUES ('EST-8', 'Mari')", record: "name of EST-8 cannot be read", isOpen: false),
        Forgery(
            sql: "INSERT INTO expert_partner VALUES ('EST-8', 'Company', 'MoU')", record: "company of EST-8 cannot be read", isOpen: false),
        Forgery(
            sql: "INSERT INTO receipt VALUES ('p', 'k', 'm', zeroblob(32), '{', 0)", record: "receipt of p cannot be read", isOpen: false),
        Forgery(sql: "UPDATE journal_identity SET id = upper(id) || 'X'", record: "identity of the journal", isOpen: false),
    ]

    @Test(arguments: forgeries) func forgedRowsAreFound(forgery: Forgery) throws {
        try withRecords { store in
            try forge(store, forgery.sql)
            if forgery.isOpen {
                let error = #expect(throws: StoreError.self) { try store.checkOpenRows() }
                let text = error.map { "\($0)" } ?? ""
                #expect(text.contains(forgery.record), "\(text)")
            } else {
                try store.checkOpenRows()
                let found = try store.differingRows().map(\.description)
                #expect(found.contains { $0.contains(forgery.record) }, "\(found)")
            }
        }
    }

    /// One of each kind: open, ended, and outside of the journal.
    @Test(arguments: [forgeries[0], forgeries[35], forgeries[forgeries.count - 2]])
    func forgedRowsAreNeitherBackedUpNorRestored(forgery: Forgery) throws {
        try withRecords { store in
            try forge(store, forgery.sql)
            let error = #expect(throws: StoreError.self) { try store.backup(to: store.path + ".copy") }
            #expect(error.map { "\($0)" }?.contains(forgery.record) == true)
            #expect(!FileManager.default.fileExists(atPath: store.path + ".copy"))
            let other = #expect(throws: StoreError.self) { try DatabaseInspection.at(store.path) }
            #expect(other.map { "\($0)" }?.contains(forgery.record) == true)
            #expect(try store.verifyJournal().isIntact)
        }
    }

    /// It neither stops those who write nor takes their changes for forgeries.
    @Test func whileOthersWrite() throws {
        try withStore { store in
            for number in 1...1200 {
                let draft = JournalDraft(by: "x", .expertPut, "x", [.expert(try Sample.expert("EST-\(number)"))])
                store.write({ try $0.append(draft, at: Sample.now) }) { _ in }
            }
            store.drain()
            for number in 1...1200 {
                let draft = JournalDraft(by: "x", .expertPut, "x", [.expert(try Sample.expert("EST-\(number)", revision: 2))])
                store.write({ try $0.append(draft, at: Sample.now) }) { _ in }
            }
            #expect(try store.differingRows() == [])
            store.drain()
            #expect(try store.verifyJournal().entries == 2400)
        }
    }

    @Test func itLeavesNoFile() throws {
        try withRecords { store in
            _ = try store.differingRows()
            let folder = String(store.path.dropLast("/crrtd.db".count))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.contains("comparing") })
        }
    }

    /// An earlier program may have written a record otherwise: its row holds the entry's own text, and so does a replay.
    @Test func anotherFormOfARecordIsNoForgery() throws {
        try withStore { store in
            try store.append(.expert(Sample.expert("EST-1")))
            let (row, last) = try store.read { rows in
                (try String.fetchOne(rows.db, sql: "SELECT record FROM expert"), try rows.lastEntry())
            }
            let written = try #require(row)
            // With a space, which this program does not write.
            let other = written.replacingOccurrences(of: ",\"revision\":1", with: ", \"revision\":2")
            #expect(other != written)
            var entry = try #require(last)
            entry = JournalEntry(
                seq: 2, at: entry.at, principal: "p", event: "expert.put", subject: "EST-1",
                payload: #"{"changes":[{"expert":\#(other)}]}"#, previousHash: entry.hash, hash: [])
            entry.hash = entry.computedHash()
            let added = entry
            try store.writeAndWait { try $0.replay(added) }
            try store.raw { try $0.execute(sql: "UPDATE expert SET revision = 2, record = ?", arguments: [other]) }
            #expect(try store.differingRows() == [])
            try withStore { copy in
                try store.replay(into: copy, path: store.path)
                #expect(try copy.read { try String.fetchOne($0.db, sql: "SELECT record FROM expert") } == other)
            }
        }
    }

    @Test func everyTableIsInOneList() throws {
        let tables = try withStore { store in
            try store.read {
                try String.fetchAll(
                    $0.db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
            }
        }
        let listed = ["journal"] + ProjectedTable.all.map(\.name) + UnjournalledTable.all.map(\.table)
        #expect(listed.sorted() == tables, "a table follows from the journal (ProjectedTable) or is outside of it (UnjournalledTable)")
    }

    /// The key is what rows are told apart by.
    @Test func keysAreThePrimaryKeys() throws {
        try withStore { store in
            for table in ProjectedTable.all {
                let key = try store.read {
                    try String.fetchAll(
                        $0.db, sql: "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", arguments: [table.name])
                }
                #expect(key == table.key, "\(table.name)")
            }
        }
    }
}
