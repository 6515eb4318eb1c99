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

    private func lines(_ candidates: [Requests.Candidate], _ relaxations: [Requests.Relaxation] = []) -> [String] {
        let report = Requests.Match.Reply(
            seats: [.init(seat: 0, skill: "GX-SKL-001", minLevel: 4, count: 2, eligible: 1)], candidates: candidates, asOf: 7)
        let views = MatchViews(request: nil, report: report, skillTitles: ["GX-SKL-001": "Malware"])
        return Block.lines(views.page(relaxations: relaxations), legend: true, columns: nil)
    }

    @Test func answered() {
        #expect(
            lines([candidate(.team, cost: 540), candidate(.assembled, cost: 530)]) == [
                "SEAT  SKILL       LEVEL  PEOPLE  ELIGIBLE  TITLE",
                "   0  GX-SKL-001      4       2         1  Malware",
                "", "Candidates",
                "#  KIND       TEAM        NATIONS  ARRIVAL  COST  OPEN  PROVEN  PEOPLE",
                "1  team       EST-CRRT-1  EST         24 h   540     0  yes     EST-0001@0",
                "2  assembled              EST         24 h   530     0  yes     EST-0001@0",
                "", "Why",
                "   1 is first: a standing team comes before an assembly of individuals",
                "needs consent: EST contribute, ALB host",
            ])
    }

    @Test func unanswered() {
        let lines = lines([candidate(.assembled, cost: 530, open: 1)], [.init(seat: 0, change: "level 3 instead of 4", gains: 2)])
        #expect(
            lines.suffix(6) == [
                "What is missing", "seat 0 (GX-SKL-001, level 4): 1 eligible, 2 needed", "", "What would help", "SEAT  GAINS  CHANGE",
                "   0      2  level 3 instead of 4",
            ])
    }

    /// Every rule of the order has its words.
    @Test func reasons() {
        let best = candidate(.team, cost: 10)
        #expect(MatchViews.reason(best, before: nil) == "the only candidate")
        #expect(MatchViews.reason(best, before: candidate(.team, cost: 1, open: 1)) == "fewest open seats: 0 against 1")
        #expect(MatchViews.reason(best, before: candidate(.augmented, cost: 1)) == "a standing team comes before an augmented team")
        #expect(MatchViews.reason(best, before: candidate(.team, cost: 11)) == "cheapest team candidate: 10 against 11")
        #expect(MatchViews.reason(best, before: best) == "as good as the next; the lower id decides")
    }
}
