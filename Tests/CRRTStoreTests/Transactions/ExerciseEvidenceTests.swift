import CRRTDomain
import Testing

@testable import CRRTStore

/// Which records tell that a database is of an exercise, or is not.
@Suite struct ExerciseEvidenceTests {
    @Test func theFirstRecordThatTells() throws {
        func campaign(_ id: String) throws -> RecordChange {
            .campaign(
                try Campaign(
                    id: CampaignID(id), title: "Wipers", domains: [.cyberspace], classification: .restricted, releasableTo: ["NATO"],
                    openedAt: Sample.now))
        }
        let inject = try ExerciseMessage(
            ExerciseMessageID(.inject, number: 483_920), text: "x", by: Principal(name: "control", uid: 1), addedAt: Sample.now)
        let cases: [(record: String?, isExercise: Bool?, make: (Store) throws -> Void)] = [
            (nil, nil, { try $0.append(.expert(Sample.expert("EST-1"))) }),
            ("INJ-483920", true, { try $0.writeAndWait { try $0.put(inject) } }),
            (
                "INJ-0007", true,
                { try $0.writeAndWait { _ = try $0.append(JournalDraft(by: "clock", .injectReleased, "INJ-0007", []), at: Sample.now) } }
            ),
            (
                "NDF-0008", true,
                { try $0.writeAndWait { _ = try $0.append(JournalDraft(by: "duty", .noDuffRaised, "NDF-0008", []), at: Sample.now) } }
            ),
            ("CMX-483920", true, { try $0.append(try campaign("CMX-483920")) }),
            ("CMP-483920", false, { try $0.append(try campaign("CMP-483920")) }),
            ("EXR-EST-2026-0001", true, { try $0.append(.request(Sample.request("EXR-EST-2026-0001", end: 40))) }),
            ("REQ-EST-2026-0001", false, { try $0.append(.request(Sample.request("REQ-EST-2026-0001", end: 40))) }),
            (
                "INJ-483920", true,
                { store in
                    try store.append(.request(Sample.request("REQ-EST-2026-0001", end: 40)))
                    try store.writeAndWait { try $0.put(inject) }
                }
            ),
        ]
        for (record, isExercise, make) in cases {
            try withStore { store in
                try make(store)
                let found = try store.read { try $0.exerciseEvidence() }
                #expect(found?.record == record && found?.isExercise == isExercise)
                #expect(try DatabaseInspection.at(store.path).exercise == isExercise)
            }
        }
    }
}
