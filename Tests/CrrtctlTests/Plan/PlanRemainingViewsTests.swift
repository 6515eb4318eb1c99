import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

@Suite struct PlanRemainingViewsTests {
    private static let times = TimeStyle(now: (try? Instant("2027-03-01T06:00:00Z"))!, dateTimeGroups: false)

    private static func lines(_ remaining: Requests.Remaining) -> [String] {
        Block.lines(PlanRemainingViews(remaining: remaining, times: times).blocks, legend: true, columns: nil)
    }

    @Test func page() {
        let remaining = Requests.Remaining(
            people: .init(before: 40, after: 33), nations: ["EST", "LVA"], clearance: .NS,
            skills: [
                .init(
                    skill: "GX-SKL-001", title: "Malware reverse engineering", people: .init(before: 2, after: 0),
                    leading: .init(before: 1, after: 0), nations: [], spot: .nobody),
                .init(
                    skill: "GX-SKL-002", title: "Forensics", people: .init(before: 9, after: 4), leading: .init(before: 3, after: 3),
                    nations: ["EST"], spot: .oneNation),
            ], teams: .init(before: 4, after: 2), freeTeams: ["FIN-CRRT-1", "LVA-CRRT-1"], shortTeams: ["DEU-CRRT-2"],
            standby: [
                .init(
                    id: "EST-STB-1", team: "EST-CRRT-1", tier: .first, people: 6, going: 5, usedUpFrom: "2027-03-01T06:00:00Z",
                    usedUpUntil: "2027-03-08T06:00:00Z"), .init(id: "LTU-STB-1", tier: .second, people: 3, going: 1),
            ], gaps: [.init(tier: .first, start: "2027-03-01T06:00:00Z", end: "2027-03-08T06:00:00Z")])
        #expect(
            Self.lines(remaining) == [
                "", "What is left for the next call",
                "people available: 33 of 40",
                " teams available: 2 of 4: FIN-CRRT-1 LVA-CRRT-1",
                " short of people: DEU-CRRT-2",
                "         standby: EST-STB-1 (EST-CRRT-1), first tier: 5 of 6 go, used up 2027-03-01 06:00Z to 2027-03-08 06:00Z",
                "         standby: LTU-STB-1, second tier: 1 of 3 go",
                "   no first tier: 2027-03-01 06:00Z to 2027-03-08 06:00Z",
                "SKILL         LEFT  MAY LEAD  NATIONS  DEPTH       TITLE",
                "GX-SKL-001  0 of 2    0 of 1           no one      Malware reverse engineering",
                "GX-SKL-002  4 of 9    3 of 3  EST      one nation  Forensics",
                "people by skill: cleared for NS or above",
            ])
    }

    @Test func long() {
        let skill = Requests.RemainingSkill(
            skill: "GX-SKL-001", title: "Malware", people: .init(before: 9, after: 8), leading: .init(before: 1, after: 1),
            nations: ["DEU", "EST", "FIN", "LVA", "LTU"], spot: .sound)
        let remaining = Requests.Remaining(
            people: .init(before: 9, after: 8), nations: ["EST"], clearance: .NR, skills: Array(repeating: skill, count: 12),
            teams: .init(before: 130, after: 130), freeTeams: (1...100).map { "EST-CRRT-\($0)" })
        let lines = Self.lines(remaining)
        #expect(lines.contains { $0 == " teams available: 130 of 130" } && lines.contains { $0.contains("5 nations") })
        #expect(lines.contains("6 skills more, with as many people left or more; --json has them"))
        let none = Requests.Remaining(
            people: .init(before: 0, after: 0), nations: [], clearance: .NR, skills: [], teams: .init(before: 0, after: 0), freeTeams: [])
        #expect(
            Self.lines(none) == ["", "What is left for the next call", "people available: 0 of 0", " teams available: 0 of 0"])
    }
}
