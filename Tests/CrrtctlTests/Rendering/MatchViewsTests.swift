import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

@Suite struct MatchViewsTests {
    private func candidate(_ kind: Requests.Candidate.Kind, cost: Int, open: Int = 0) -> Requests.Candidate {
        .init(
            kind: kind, team: kind == .assembled ? nil : "EST-CRRT-1",
            assignments: [.init(seat: 0, expert: "EST-0001", nation: "EST", level: 4, noticeHours: 24)], nations: ["EST"], cost: cost,
            arrivalHours: 24, openSeats: open, proven: true,
            consents: [.init(nation: "EST", kind: .contribute), .init(nation: "ALB", kind: .host)])
    }

    private static let times = TimeStyle(now: (try? Instant("2027-03-01T06:00:00Z"))!, dateTimeGroups: false)

    private func lines(_ candidates: [Requests.Candidate], _ advice: RelaxationViews? = nil, isWide: Bool = false) -> [String] {
        let report = Requests.Match.Reply(
            seats: [.init(seat: 0, skill: "GX-SKL-001", minLevel: 4, count: 2, eligible: 1)], candidates: candidates, asOf: 7)
        let views = MatchViews(
            request: nil, report: report, skillTitles: ["GX-SKL-001": "Malware"], times: Self.times, isWide: isWide)
        return Block.lines(views.page(advice: advice), legend: true, columns: nil)
    }

    @Test func answered() {
        #expect(
            lines([candidate(.team, cost: 540), candidate(.assembled, cost: 530)]) == [
                "SEAT  SKILL       LEVEL  PEOPLE  ELIGIBLE  TITLE",
                "   0  GX-SKL-001      4       2         1  Malware",
                "", "Candidates",
                "#  KIND       TEAM        READY IN  COST  OPEN  PROVEN  NATIONS",
                "1  team       EST-CRRT-1      24 h   540     0  yes     EST",
                "2  assembled                  24 h   530     0  yes     EST",
                "", "Candidate 1: EST-CRRT-1",
                "SEAT  EXPERT    FROM  READY IN  LEVEL  SKILL       TITLE",
                "   0  EST-0001  EST       24 h      4  GX-SKL-001  Malware",
                "           ready: all of them 2027-03-02 06:00Z (in 24 h), if ordered now",
                "needs consent of: EST to contribute; ALB to host",
                "   first because: a standing team comes before an assembly of individuals",
            ])
        #expect(lines([candidate(.team, cost: 540)], isWide: true).contains { $0.hasSuffix("NATIONS  PEOPLE") })
        // Only where the table shows no difference.
        let hint = "-o wide shows who is in each of them"
        let alike = [candidate(.assembled, cost: 540), candidate(.assembled, cost: 541)]
        #expect(lines(alike).contains(hint) && !lines(alike, isWide: true).contains(hint))
        #expect(!lines([candidate(.team, cost: 540), candidate(.assembled, cost: 540)]).contains(hint))
    }

    /// Columns that say nothing are left out; the first candidate says which proposals want whom.
    @Test func lateAndContested() {
        var (late, other) = (candidate(.team, cost: 540), candidate(.assembled, cost: 530))
        (late.lateHours, late.contested) = (5, ["EST-0001"])
        other.contested = ["EST-0001"]
        let report = Requests.Match.Reply(
            seats: [], candidates: [late, other], asOf: 7,
            contests: [.init(expert: "EST-0001", tasking: "TSK-LVA-2027-0001-1"), .init(expert: "FIN-0001", tasking: "TSK-X")])
        func lines(at: Instant? = nil) -> [String] {
            let views = MatchViews(request: nil, report: report, skillTitles: [:], times: Self.times, at: at)
            return Block.lines(views.page(advice: nil), legend: true, columns: nil)
        }
        #expect(
            lines()[3...5] == [
                "#  KIND       TEAM        READY IN  COST  OPEN  PROVEN  NATIONS  LATE  CONTESTED",
                "1  team       EST-CRRT-1      24 h   540     0  yes     EST       5 h          1",
                "2  assembled                  24 h   530     0  yes     EST                    1",
            ])
        #expect(lines().contains("            LATE: ready 5 h after the work begins"))
        for (minutes, words) in [(12, "12 min"), (300, "5 h"), (312, "5 h 12 min"), (1681, "29 h")] {
            #expect(ProposalText.time(minutes: minutes, hours: 6) == words)
        }
        #expect(lines().contains("       contested: EST-0001 (also proposed in TSK-LVA-2027-0001-1)"))
        #expect(
            lines(at: Self.times.now.adding(hours: -3)).contains(
                "           ready: all of them 2027-03-02 03:00Z (in 21 h), if ordered 2027-03-01 03:00Z"))
    }

    @Test func unanswered() throws {
        var request = Requests.Request(
            id: "REQ-ALB-2027-0001", nation: "ALB", title: "t", classification: .NR, releasableTo: ["NATO"], excludes: ["TUR"], mode: .both,
            start: "2027-03-02T06:00:00Z", end: "2027-03-09T06:00:00Z", seats: [.init(skill: "GX-SKL-001", minLevel: 4, count: 2)])
        let asked = request
        request.seats[0].minLevel = 3
        request.excludes = nil
        let advice = RelaxationViews(
            request: asked,
            relaxations: [
                .init(seat: 0, change: "level 3 instead of 4", gains: 2, amended: request), .init(seat: 0, change: "x", gains: 0),
            ],
            skills: [0: "GX-SKL-001"])
        #expect(
            lines([candidate(.assembled, cost: 530, open: 1)], advice).suffix(7) == [
                "What is missing", "seat 0 (GX-SKL-001, level 4): 1 eligible, 2 needed", "", "What would help",
                "2 more people for seat 0 (GX-SKL-001): level 3 instead of 4",
                "  crrtctl request amend REQ-ALB-2027-0001 --exclude '' --seat GX-SKL-001:3x2",
                "an expert becomes free for seat 0 (GX-SKL-001): x",
            ])
    }

    /// Each thing once, with the seats that it holds for; a team's members apart.
    @Test func whyNot() {
        func lines(_ objections: [(String, Int?, String)], seats: Int, isWide: Bool = false) -> [String] {
            explained("EST-CRRT-1", objections, eligible: [], of: seats, isTeam: true, isWide: isWide)
        }
        #expect(
            lines(
                [
                    ("NOTICE_TOO_LONG", nil, "72 hours of notice, at most 6 allowed"), ("SKILL_MISSING", 0, "1 of 2 places stay open"),
                    ("LEVEL_TOO_LOW", 1, "HUN-0004: GX-SKL-001 at level 1, 4 needed"), ("CLEARANCE_TOO_LOW", 0, "HUN-0004: NR, NS needed"),
                    ("CLEARANCE_TOO_LOW", 1, "HUN-0004: NR, NS needed"), ("LEVEL_TOO_LOW", 2, "HUN-0004: GX-SKL-005 at level 2, 4 needed"),
                ], seats: 2) == [
                    "EST-CRRT-1 cannot go as a team:",
                    "  Needs longer notice than the request allows: 72 hours of notice, at most 6 allowed.",
                    "  Has too few people for a seat: 1 of 2 places stay open (seat 0).", "Its member HUN-0004:",
                    "  Holds the skill at too low a level: GX-SKL-001 at level 1, 4 needed (seat 1); GX-SKL-005 at level 2, 4 needed (seat 2).",
                    "  The clearance is too low: NR, NS needed.",
                ])
        #expect(lines([("COMMITTED", nil, "")], seats: 1, isWide: true).last == "  Serves another tasking in this period [COMMITTED].")
        #expect(lines([("NEW_CODE", nil, "x")], seats: 1).last == "  NEW_CODE: x.")
    }

    /// The first line says where an expert can serve; only the rest says why not elsewhere.
    @Test func eligibleBySeat() {
        let objections: [(String, Int?, String)] = [
            ("SKILL_MISSING", 1, "GX-SKL-001"), ("LEVEL_TOO_LOW", 2, "GX-SKL-002 at level 2, 3 needed"), ("SKILL_MISSING", 3, "GX-SKL-005"),
        ]
        #expect(
            explained("DEU-0004", objections, eligible: [0, 4], of: 5) == [
                "DEU-0004 is eligible for seats 0 and 4; not for seats 1, 2 and 3:",
                "  Does not hold the skill: GX-SKL-001 (seat 1); GX-SKL-005 (seat 3).",
                "  Holds the skill at too low a level: GX-SKL-002 at level 2, 3 needed (seat 2).",
            ])
        func first(_ eligible: [Int]?, of seats: Int? = 2, isTeam: Bool = false, _ objections: Bool = true) -> String? {
            explained("DEU-0004", objections ? [("X", 1, "")] : [], eligible: eligible, of: seats, isTeam: isTeam).first
        }
        #expect(first([0]) == "DEU-0004 is eligible for seat 0; not for seat 1:")
        #expect(first([0], of: nil) == "DEU-0004 is eligible for seat 0; not for the others:")
        #expect(first([]) == "DEU-0004 is not eligible for any seat:")
        #expect(first([0, 1], false) == "DEU-0004 is eligible for every seat: no rule objects.")
        #expect(first([0, 1], isTeam: true, false) == "DEU-0004 covers every seat: no rule objects.")
        #expect(first([0, 1], isTeam: true) == "DEU-0004 covers the request in part; it has people for seats 0 and 1:")
        #expect(first(nil) == "DEU-0004 is not eligible for every seat:")
    }

    private func explained(
        _ subject: String, _ objections: [(String, Int?, String)], eligible: [Int]?, of seats: Int?, isTeam: Bool = false,
        isWide: Bool = false
    ) -> [String] {
        let reply = Requests.Explain.Reply(
            eligible: objections.isEmpty, eligibleSeats: eligible,
            objections: objections.map { .init(code: $0.0, seat: $0.1, detail: $0.2) })
        let views = ObjectionViews(subject: subject, isTeam: isTeam, reply: reply, seatCount: seats, isWide: isWide, times: Self.times)
        return Block.lines(views.page, legend: true, columns: nil)
    }

    /// A notice that is that of a standby period says so, of the team and of each person.
    @Test func standby() {
        var (team, people) = (candidate(.team, cost: 540), candidate(.assembled, cost: 530))
        team.assignments.append(.init(seat: 0, expert: "LVA-0002", nation: "LVA", level: 4, noticeHours: 6, standby: "LVA-STB-07"))
        team.standby = "EST-STB-2027-03"
        team.assignments[0].standby = team.standby
        people.assignments[0].standby = "EST-STB-2027-04"
        let shown = lines([team, people, candidate(.assembled, cost: 500)])
        #expect(
            shown[4...7] == [
                "#  KIND       TEAM        READY IN  COST  OPEN  PROVEN  NATIONS  STANDBY",
                "1  team       EST-CRRT-1      24 h   540     0  yes     EST      team",
                "2  assembled                  24 h   530     0  yes     EST      people",
                "3  assembled                  24 h   500     0  yes     EST",
            ])
        #expect(shown.contains("   0  LVA-0002  LVA        6 h  yes          4  GX-SKL-001  Malware"))
        #expect(shown.contains("       stands by: EST-CRRT-1 (EST-STB-2027-03), LVA-0002 (LVA-STB-07)"))
        let why = ObjectionViews(
            subject: "EST-0001",
            reply: .init(
                eligible: true, objections: [],
                standby: [
                    .init(id: "EST-STB-2027-03", team: "EST-CRRT-1", noticeHours: 2, end: "2027-03-08T06:00:00Z"),
                    .init(id: "EST-STB-2027-04", noticeHours: 6, end: "2027-03-08T06:00:00Z"),
                ]), times: Self.times)
        #expect(
            Block.lines(why.page, legend: true, columns: nil) == [
                "EST-0001 is eligible for every seat: no rule objects.",
                "Stands by with EST-CRRT-1 until 2027-03-08 06:00Z: 2 h of notice (EST-STB-2027-03).",
                "Stands by until 2027-03-08 06:00Z: 6 h of notice (EST-STB-2027-04).",
            ])
        let eligible = EligibleViews(
            reply: .init(
                people: [.init(expert: "EST-0001", nation: "EST", level: 4, noticeHours: 2, cost: 20, standby: "EST-STB-2027-03")],
                total: 1, asOf: 7), request: nil, title: "")
        #expect(Block.lines(eligible.page, legend: true, columns: nil)[2].hasSuffix("standby EST-STB-2027-03"))
    }

    /// Who is left out stands below the candidates, with what their nation wrote.
    @Test func leftOut() {
        let report = Requests.Match.Reply(
            seats: [], candidates: [candidate(.team, cost: 540)], asOf: 7,
            leftOut: [
                .init(expert: "DEU-0004", tasking: "TSK-ALB-2026-0001-1", cause: .refused, reason: "not before the elections"),
                .init(expert: "USA-0001", tasking: "TSK-ALB-2026-0001-2", cause: .recalled),
            ])
        let views = MatchViews(request: nil, report: report, skillTitles: [:], times: Self.times)
        #expect(
            Block.lines(views.page(advice: nil), legend: true, columns: nil).suffix(5) == [
                "", "Left out",
                "DEU-0004: DEU refused in TSK-ALB-2026-0001-1: not before the elections",
                "USA-0001: USA recalled in TSK-ALB-2026-0001-2",
                "with --include-refused they can be candidates again",
            ])
    }

    /// Columns that say nothing are left out.
    @Test func eligible() {
        var people: [Requests.EligiblePerson] = [
            .init(expert: "EST-0001", nation: "EST", level: 4, noticeHours: 12, cost: 22),
            .init(expert: "DEU-0004", nation: "DEU", level: 3, noticeHours: 48, cost: 68),
        ]
        func lines() -> [String] {
            Block.lines(
                EligibleViews(reply: .init(people: people, total: 7, asOf: 1), request: "REQ-ALB-2026-0001", title: "Eligible").page,
                legend: true,
                columns: nil)
        }
        #expect(
            lines() == [
                "Eligible",
                "EXPERT    FROM  READY IN  LEVEL  COST",
                "EST-0001  EST       12 h      4    22",
                "DEU-0004  DEU       48 h      3    68",
                "2 of 7 who are eligible; COST leaves out the weight of each nation",
            ])
        people[0].mayLead = true
        (people[1].mayLead, people[1].contested) = (false, true)
        people[1].leftOut = .init(expert: "DEU-0004", tasking: "TSK-ALB-2026-0001-1", cause: .revoked, reason: "changed")
        #expect(
            lines() == [
                "Eligible",
                "EXPERT    FROM  READY IN  LEVEL  COST  LEADS  REMARK",
                "EST-0001  EST       12 h      4    22  yes",
                "DEU-0004  DEU       48 h      3    68  no     contested, left out",
                "2 of 7 who are eligible; COST leaves out the weight of each nation",
                "DEU-0004: DEU revoked in TSK-ALB-2026-0001-1: changed",
            ])
        people = []
        #expect(lines() == ["no expert is eligible; crrtctl match REQ-ALB-2026-0001 --relax shows what would help"])
    }

    /// `tasking propose` and the next command repeat what was asked, word by word.
    @Test func optionsAsWords() throws {
        let words = ["--limit", "3", "--without", "DEU", "--without", "EST-0001", "--with", "LVA-0001@2", "--include-refused"]
        let options = try MatchOptions.parse(words)
        #expect(options.words == " " + words.joined(separator: " "))
        let parameters = options.parameters(id: "REQ-ALB-2026-0001", request: nil, at: nil)
        #expect(parameters.limit == 3 && parameters.without == ["DEU", "EST-0001"] && parameters.includeRefused == true)
        #expect(parameters.with == [.init(seat: 2, expert: "LVA-0001")])
        let none = try MatchOptions.parse([]).parameters(id: "REQ-ALB-2026-0001", request: nil, at: nil)
        #expect(none == Requests.Match.Parameters(id: "REQ-ALB-2026-0001"))
    }

    @Test func oneQuestionAtATime() {
        for words in [
            ["--seat", "0", "--relax"], ["--seat", "0", "--why", "EST-0001"], ["--after", "EST-0001"], ["--seat", "0", "--without", "EST"],
        ] {
            #expect(throws: (any Error).self) { _ = try Crrtctl.parseAsRoot(["match", "REQ-ALB-2026-0001"] + words) }
        }
        #expect(throws: Never.self) { _ = try Crrtctl.parseAsRoot(["match", "REQ-ALB-2026-0001", "--seat", "0", "--after", "EST-0001"]) }
    }

    /// Every rule of the order has its words.
    @Test func reasons() {
        let best = candidate(.team, cost: 10)
        #expect(MatchViews.reason(best, before: nil) == "it is the only candidate")
        #expect(
            MatchViews.reason(best, before: candidate(.team, cost: 1, open: 1)) == "it leaves the fewest seats open: 0, the next one 1")
        #expect(MatchViews.reason(best, before: candidate(.augmented, cost: 1)) == "a standing team comes before an augmented team")
        #expect(MatchViews.reason(best, before: candidate(.team, cost: 11)) == "it is the cheapest of its kind: 10, the next one 11")
        #expect(MatchViews.reason(best, before: best) == "it is as good as the next one, and the lower id decides")
    }
}
