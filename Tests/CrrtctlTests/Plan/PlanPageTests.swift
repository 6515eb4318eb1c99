import CRRTDomain
import CRRTProtocol
import Testing

@testable import crrtctl

/// The page of a plan. That it is well-formed and harmless, ReportTextTests say.
@Suite struct PlanPageTests {
    private static func html(_ view: PlanReportView) -> String { view.html.map(\.html).joined() }

    private static func people(_ nations: [(String, Int)], team: String? = nil, kind: Requests.Candidate.Kind) -> Requests.Candidate {
        let people = nations.enumerated().map { number, person in
            Requests.Assignment(seat: number, expert: "\(person.0)-\(number)", nation: person.0, level: 4, noticeHours: person.1)
        }
        return .init(
            kind: kind, team: team, assignments: people, nations: [], cost: 0, arrivalHours: nations.map(\.1).max() ?? 0, openSeats: 0,
            proven: true)
    }

    // MARK: - Rows

    @Test func aTeamComesFirstThenNationsByReadiness() {
        let nations = [("EST", 12), ("LVA", 48), ("EST", 24), ("FIN", 6), ("LVA", 24), ("DEU", 24), ("FRA", 6)]
        let team = PlanGroup.all(Self.people(nations, team: "EST-CRRT-1", kind: .augmented), members: ["EST-0", "FIN-3"])
        #expect(
            team.map(\.words) == [
                "EST-CRRT-1: 2 people, ready in 12 h", "FRA: 1 person, ready in 6 h", "DEU EST: 2 people, ready in 24 h",
                "LVA: 2 people, ready in 48 h",
            ])
        #expect(team.map(\.notices) == [[6, 12], [6], [24, 24], [24, 48]])
        // Without members, as where the team is gone, all are individuals; of a team that goes by itself all are its own.
        let gone = PlanGroup.all(Self.people(nations, team: "EST-CRRT-1", kind: .augmented), members: [])
        #expect(gone.map(\.name) == ["FIN FRA", "DEU EST", "LVA"])
        let own = PlanGroup.all(Self.people(nations, team: "EST-CRRT-1", kind: .team), members: [])
        #expect(own.map(\.words) == ["EST-CRRT-1: 7 people, ready in 48 h"])
        #expect(PlanGroup.all(nil, members: ["EST-0"]).isEmpty)
    }

    @Test(arguments: [(11, 11, "N10"), (12, 12, "N11"), (13, 12, "N11 N12"), (40, 12, "29 nations")])
    func rowsAreLimited(nations: Int, rows: Int, last: String) {
        let groups = PlanGroup.all(Self.people((0..<nations).map { ("N\($0)", $0) }, kind: .assembled), members: [])
        #expect(groups.count == rows && groups.flatMap(\.notices) == Array(0..<nations))
        #expect(groups.last?.name == last)
    }

    // MARK: - Chart

    private static func chart(_ number: Int, from: Instant = PlanSample.now, days: Int = 12) -> String {
        let request = PlanSample.plan.requests[number]
        let axis = TimeAxis(begin: from, end: from.adding(days: days))
        let groups = PlanGroup.all(request.candidate, members: PlanSample.view.members[request.candidate?.team ?? ""] ?? [])
        return PlanChart(request: request, groups: groups, axis: axis, at: from, times: PlanSample.times).svg?.html ?? ""
    }

    /// Twelve days from the instant of the plan: a day is a twelfth of the width.
    @Test func noticeWorkAndOpenSeatsAreWhereTheyBelong() {
        let early = Self.chart(0)
        #expect(early.contains(">EST-CRRT-1: 1 person, ready in 24 h</text>") && early.contains(">LVA: 1 person, ready in 24 h</text>"))
        #expect(early.contains(#"<line class="notice" x1="0.0%" x2="8.3%" y1="7" y2="7">"#))
        #expect(early.contains(#"<rect class="work" x="16.6%" y="1" width="83.4%" height="12">"#))
        #expect(early.contains("<title>work: 2027-03-03 06:00Z to 2027-03-13 06:00Z</title>"))
        #expect(!early.contains("late") && !early.contains("vacant"))
        // Work that begins now, while the notice lasts two of its four days, and an open seat.
        let late = Self.chart(1)
        #expect(late.contains(#"<line class="late" x1="0.0%" x2="16.6%" y1="7" y2="7">"#))
        #expect(late.contains(#"<rect class="work" x="16.6%" y="1" width="16.7%" height="12">"#))
        #expect(late.contains(">1 seat open</text>") && late.contains(#"<rect class="vacant" x="0.0%" y="1" width="33.3%" height="12">"#))
        #expect(late.contains("<title>1 person ready in 48 h</title>"))
        // Without people there is the open seat alone.
        let none = Self.chart(2)
        #expect(none.contains(#"<rect class="vacant" x="83.3%" y="1" width="16.7%" height="12">"#) && !none.contains("circle"))
        #expect(none.contains(#"aria-label="REQ-FIN-2027-0001, 2027-03-11 06:00Z to 2027-03-13 06:00Z: 1 seat open""#))
    }

    @Test func daysAreTwelfthsAndLabelled() {
        let days = Self.chart(0).matches(of: /<line class="axis" x1="([0-9.]+)%"/).map { String($0.output.1) }
        #expect(days == ["6.2", "14.5", "22.9", "31.2", "39.5", "47.9", "56.2", "64.5", "72.9", "81.2", "89.5", "97.9"])
        #expect(Self.chart(0).contains(">3 Mar</text>") && Self.chart(0).contains("every-second"))
        // Of many days only those with a label have a line.
        let year = Self.chart(0, days: 365).matches(of: /<line class="axis"/).count
        #expect((4...10).contains(year))
    }

    /// What lies beyond the axis is not drawn at its edge.
    @Test func whatIsBeyondTheAxisIsNotShown() {
        let first = Self.chart(0, days: 1)
        #expect(first.contains("notice") && !first.contains("work\"") && first.contains("<circle"))
        #expect(!Self.chart(2, days: 1).contains("vacant\""))
        let over = Self.chart(1, from: PlanSample.now.adding(days: 30))
        #expect(!over.contains("\"late\"") && !over.contains("\"work\"") && !over.contains("\"vacant\""))
    }

    /// Each kind of mark has a shape or a dash of its own, by day, by night and on paper without colours.
    @Test func marksHaveRulesOfTheirOwn() {
        let sheet = ReportStyle.sheet.description
        let rules = ["notice", "late", "work", "vacant", "ready"].map { kind in
            sheet.firstMatch(of: try! Regex("\\." + kind + " \\{([^}]*)\\}")).map { String($0.output[1].substring ?? "") } ?? ""
        }
        #expect(rules.allSatisfy { $0.contains("var(--") } && Set(rules).count == rules.count)
        #expect(Set(rules.map { $0.split(separator: ";").filter { !$0.contains("var(") }.joined() }).count == 5, "\(rules)")
    }

    // MARK: - The page

    @Test func theFiguresOfTogetherAndInTurn() {
        let page = Self.html(PlanSample.view)
        #expect(page.contains("<b>2</b><span>open seats</span><small>3 one after the other</small>"))
        #expect(page.contains("<b>3 of 5</b><span>people</span><small>2 of them outside standing teams</small>"))
        #expect(page.contains("<b>2 of 3</b><span>requests give way</span><small>1 person is contested</small>"))
        #expect(page.contains(#"<th class="name">together</th><td class="first">2</td><td>2</td><td>1580</td>"#))
        #expect(page.contains(#"<th class="name">one after the other</th><td class="first">3</td><td>2</td><td>1500</td>"#))
        #expect(page.contains(#"<th class="name">each as if it were the only one</th><td class="first">1</td><td>3</td><td>2080</td>"#))
        #expect(
            page.contains(#"<th class="name code">EST-0001</th><td class="name">REQ-ALB-2027-0001</td><td class="name">REQ-NOR-2027-0001"#))
        #expect(page.contains(">crrtctl tasking propose REQ-NOR-2027-0001 --expert EST-0003@0 --reply-by +6h</p>"))
        #expect(PlanSample.view.subtitle == "as of 2027-03-01 06:00Z, 3 requests; asked as crrtctl plan --without DEU")
        #expect(page.matches(of: /<svg class="plan"/).count == 3)
    }

    /// A notice of hours before weeks of work has a chart of its own.
    @Test func aShortNoticeIsSeenBesideLongWork() {
        var plan = PlanSample.plan
        plan.requests[2].end = "2027-04-30T06:00:00Z"
        let view = PlanReportView(
            plan: plan, requests: [], members: [:], titles: [:], times: PlanSample.times, at: PlanSample.now, words: "")
        let page = Self.html(view)
        #expect(page.contains("<h3>Until all are ready</h3>") && page.matches(of: /<svg class="plan"/).count == 6)
        #expect(page.contains(#"<line class="notice" x1="0.0%" x2="48.9%""#))
        #expect(view.subtitle == "as of 2027-03-01 06:00Z, 3 requests")
    }

    @Test func unprovenAndNothing() {
        var plan = PlanSample.plan
        (plan.proven, plan.lowerBound, plan.waiting) = (false, 1490, ["REQ-SWE-2027-0001", "REQ-SWE-2027-0002"])
        func page(_ plan: Requests.Plan.Reply) -> String {
            Self.html(
                PlanReportView(plan: plan, requests: [], members: [:], titles: [:], times: PlanSample.times, at: PlanSample.now, words: ""))
        }
        #expect(page(plan).contains("At best \(plan.total.cost - 1490) less in cost.</p>") && page(plan).contains("<b>not proven</b>"))
        #expect(page(plan).contains("Left out for now: REQ-SWE-2027-0001 REQ-SWE-2027-0002.</p>"))
        plan.requests = []
        #expect(page(plan) == "<p class=\"note\">No validated request has an open seat.</p>\n")
    }

    /// Sixteen requests of forty people each, all from other nations, is the largest plan.
    @Test func theLargestPlan() {
        var plan = PlanSample.plan
        let nations = (0..<40).map { ("N\($0 % 32)", $0 * 4) }
        plan.requests = (1...16).map { number in
            .init(
                id: "REQ-ALB-2027-00\(number < 10 ? "0" : "")\(number)", precedence: .flash, start: "2027-03-03T06:00:00Z",
                end: "2027-03-13T06:00:00Z", people: 40, openSeats: 1,
                candidate: Self.people(nations, kind: .assembled), alone: .init(openSeats: 0, singles: 40, cost: 9000),
                givenWay: (0..<40).map { .init(expert: "EST-\(number)-\($0)", request: "REQ-ALB-2027-0001") })
        }
        let view = PlanReportView(
            plan: plan, requests: plan.requests.map { PlanSample.request($0.id, String(repeating: "W", count: 200)) }, members: [:],
            titles: [:], times: PlanSample.times, at: PlanSample.now, words: "")
        let page = Self.html(view)
        #expect(page.utf8.count < 1_000_000, "\(page.utf8.count)")
        #expect(page.matches(of: /<svg class="plan"/).count == 16)
        #expect(page.split(separator: "21 nations: ").count == 33, "a text and a description each")
        #expect(view.csv.count == 1 + 16 * 41 && Set(view.csv.map(\.count)) == [16])
    }
}
