import CRRTDomain
import CRRTProtocol
import GRDB
import Testing

@testable import CRRTStore

/// Labels beside the records: what decides who may know of a record says what the record says.
@Suite struct LabelTests {
    /// Whether each request and effect has the label that its record states, and nothing else has one.
    private static let difference = """
        SELECT id FROM (
            SELECT id, record ->> '$.classification' AS level, record -> '$.releasableTo' AS list FROM request
            UNION ALL SELECT id, record ->> '$.classification', record -> '$.releasableTo' FROM effect
            UNION ALL SELECT id, record ->> '$.classification', record -> '$.releasableTo' FROM campaign
        ) LEFT JOIN label USING (id) WHERE level IS NOT classification OR list IS NOT releasable_to
        UNION ALL SELECT id FROM label WHERE id <> '~' AND id NOT IN (
            SELECT id FROM request UNION ALL SELECT id FROM effect UNION ALL SELECT id FROM campaign)
        """

    @Test(arguments: [1, 2, 3] as [UInt64]) func labelsAreTheRecords(seed: UInt64) throws {
        try withStore { store in
            var history = RandomHistory(seed: seed)
            try history.live(200, in: store)
            try store.read { rows throws in
                #expect(try Int.fetchOne(rows.db, sql: "SELECT count(*) FROM label") ?? 0 > 10)
                #expect(try String.fetchAll(rows.db, sql: Self.difference) == [])
            }
        }
    }

    @Test(arguments: [
        "UPDATE label SET classification = 'NU' WHERE id = 'EST-E1'", "UPDATE label SET releasable_to = '[]' WHERE id = 'EST-E1'",
        "UPDATE label SET id = 'EST-E2' WHERE id = 'EST-E1'", "INSERT INTO label VALUES ('EST-E2', 'NR', '[\"NATO\"]')",
        "DELETE FROM label WHERE id = 'EST-E1'", "DELETE FROM label WHERE id = '~'",
    ]) func nobodyLabelsOtherwise(sql: String) throws {
        try withStore { store in
            try store.append(.effect(Sample.effect("EST-E1")))
            #expect(throws: DatabaseError.self) { try store.raw { try $0.execute(sql: sql) } }
        }
    }

    /// Whether a record exists, what it says, and who is asked; for an absent one no more than that it is absent.
    @Test func factsOfRecords() throws {
        try withStore { store in
            try store.append(.request(Sample.request("REQ-EST-2026-0001")), .request(Sample.request("REQ-EST-2026-0002")))
            try store.append(.tasking(Sample.tasking("TSK-EST-2026-0001-1")), .tasking(Sample.tasking("TSK-EST-2026-0001-12")))
            try store.append(.consent(Sample.consent("TSK-EST-2026-0001-12", "ALB")), .effect(Sample.effect("EST-E1")))
            try store.read { rows throws in
                let nation = try NationCode("ALB")
                let request = try rows.visibilityFacts(of: RequestID("REQ-EST-2026-0001"), asking: nation)
                #expect(request.exists && request.isAsked && request.classification == .restricted && request.releasableTo == ["NATO"])
                #expect(try !rows.visibilityFacts(of: RequestID("REQ-EST-2026-0001"), asking: nil).isAsked)
                #expect(try !rows.visibilityFacts(of: RequestID("REQ-EST-2026-0002"), asking: nation).isAsked)
                #expect(try rows.visibilityFacts(of: TaskingID("TSK-EST-2026-0001-12"), asking: nation).isAsked)
                #expect(try !rows.visibilityFacts(of: TaskingID("TSK-EST-2026-0001-1"), asking: nation).isAsked)
                #expect(try rows.visibilityFacts(of: EffectID("EST-E1")).exists)
                for id in ["EST-E", "EST-E2", "SWE-E1", "ZZZ-Z"] { #expect(try !rows.visibilityFacts(of: EffectID(id)).exists) }
                for id in ["REQ-ALB-2026-0001", "REQ-EST-2026-0003", "REQ-USA-2030-9999"] {
                    let absent = try rows.visibilityFacts(of: RequestID(id), asking: nation)
                    #expect(!absent.exists && !absent.isAsked)
                }
                #expect(try rows.holdsUnlabelled("EST-E1") == false)
            }
        }
    }
}
