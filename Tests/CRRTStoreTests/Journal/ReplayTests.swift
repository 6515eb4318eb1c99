import CRRTDomain
import GRDB
import JournalProof
import Testing

@testable import CRRTStore

/// The journal alone is enough: replayed into an empty database, it gives the same rows, byte for byte.
@Suite struct ReplayTests {
    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func replayGivesTheSameRows(seed: UInt64) throws {
        try withStore { store in
            var history = RandomHistory(seed: seed)
            try history.live(600, in: store)
            try withStore { copy in
                try store.replay(into: copy, path: store.path)
                // A checkpoint is somebody's word about one journal: the copy is another.
                let beside: Set = [
                    "contact", "exercise_message", "note", "expert_name", "expert_partner", "receipt", "journal_identity", "checkpoint",
                    "epoch",
                ]
                let (rows, again) = try (store.rows(except: beside), copy.rows(except: beside))
                #expect(
                    Set(rows.keys) == [
                        "journal", "expert", "team", "effect", "request", "tasking", "assignment", "consent", "label", "granter", "expiry",
                        "campaign", "standby", "standby_reader",
                    ])
                for (table, rows) in rows {
                    #expect(!rows.isEmpty, "seed \(seed) leaves \(table) empty")
                    #expect(rows == again[table], "seed \(seed), \(table)")
                }
                #expect(try copy.verifyJournal() == store.verifyJournal())
                #expect(try copy.verifyJournal().entries == 600 - history.refused)
                #expect(try copy.read { try Int.fetchOne($0.db, sql: "SELECT count(*) FROM expert_name") } == 0)
            }
        }
    }

    /// The rows hold what was written last, decoded to the very values, names included.
    @Test(arguments: [11, 12] as [UInt64]) func rowsHoldTheLatestRecords(seed: UInt64) throws {
        try withStore { store in
            var draw = RandomRecords(seed: seed)
            for number in 1...50 {
                let id = RequestID(nation: try draw.nation(), year: 2026, number: number, exercise: draw.chance())
                let (expert, team, effect, request) = try (draw.expert(), draw.team(), draw.effect(), draw.request(id))
                let tasking = try draw.tasking(TaskingID(request: id, number: 1), experts: [expert.id])
                let consent = try draw.consent(tasking.id)
                try store.writeAndWait { transaction in
                    let changes: [RecordChange] = [
                        .expert(expert), .team(team), .effect(effect), .request(request), .tasking(tasking), .consent(consent),
                    ]
                    try transaction.append(JournalDraft(by: "test", .expertPut, "x", changes), at: Sample.now)
                    try transaction.setName(expert.name, of: expert.id)
                    try transaction.setPartner(expert.partner, of: expert.id)
                }
                try store.read { rows throws in
                    #expect(try rows.expert(expert.id) == expert)
                    #expect(try rows.team(team.id) == team)
                    #expect(try rows.effect(effect.id) == effect)
                    #expect(try rows.request(id) == request)
                    #expect(try rows.tasking(tasking.id) == tasking)
                    #expect(try rows.taskings(of: id) == [tasking])
                    #expect(try rows.consents(of: tasking.id) == [consent])
                }
            }
        }
    }

    @Test func replayStopsAtABrokenEntry() throws {
        try withStore { store in
            for number in 1...5 { try store.append(.expert(Sample.expert("EST-\(number)"))) }
            try store.raw { try $0.execute(sql: "DROP TRIGGER journal_is_not_changed; UPDATE journal SET principal = 'me' WHERE seq = 3") }
            try withStore { copy in
                let error = #expect(throws: StoreError.self) { try store.replay(into: copy, path: store.path) }
                #expect(error.map { "\($0)" }?.contains("entry 3") == true)
            }
        }
    }
}
