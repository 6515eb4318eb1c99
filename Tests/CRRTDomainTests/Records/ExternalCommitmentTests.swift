import CRRTDomain
import Testing

/// Experts who are promised elsewhere are absent, and it is said for whom.
@Suite("External commitments") struct ExternalCommitmentTests {
    private func period(_ first: String, _ last: String) throws -> Period {
        try Period(start: Instant("2027-0\(first)-01T00:00:00Z"), end: Instant("2027-0\(last)-01T00:00:00Z"))
    }

    @Test("absences are the periods of both lists, joined where they touch")
    func absences() throws {
        let commitments = [
            try ExternalCommitment(period: period("7", "8"), holder: .nationalDuty),
            try ExternalCommitment(period: period("2", "4"), holder: .euReserve, note: "rota"),
        ]
        let confirmed = try Instant("2027-01-01T00:00:00Z")
        let expert = try Expert(
            id: ExpertID("EST-0001"), nation: NationCode("EST"), skills: [SkillCode("PD-WRL-003"): Proficiency(3)], noticeHours: 1,
            mode: .both, unavailable: [period("3", "5")], externalCommitments: commitments,
            offer: Offer(state: .offered, validFrom: confirmed, validUntil: nil, confirmedAt: confirmed))
        #expect(expert.absences == [try period("2", "5"), try period("7", "8")])
        #expect(expert.externalCommitments.map(\.holder) == [.euReserve, .nationalDuty], "by time")
        #expect(ExpertTraits(expert).unavailable == expert.absences)
    }

    @Test("another organisation is named, and a note fits the cell of a sheet")
    func notes() throws {
        func fault(_ holder: ExternalCommitment.Holder, _ note: String?) throws -> String? {
            let period = try period("2", "3")
            do throws(InvalidField) {
                _ = try ExternalCommitment(period: period, holder: holder, note: note)
                return nil
            } catch { return error.field }
        }
        #expect(try fault(.euReserve, nil) == nil)
        #expect(try fault(.other, nil) == "note" && fault(.other, "ENISA") == nil)
        #expect(try fault(.ucpm, "a; b") == "note" && fault(.ucpm, "a\nb") == "note")
        #expect(try fault(.ucpm, String(repeating: "n", count: 201)) == "note")
    }
}
