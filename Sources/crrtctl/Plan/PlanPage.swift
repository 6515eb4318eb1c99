import CRRTDomain
import CRRTProtocol

/// A plan as HTML: what each request gets, what planning together brings, who is contested, when people work, and the commands.
extension PlanReportView {
    var html: [Markup] {
        if plan.requests.isEmpty { return [.tag("p", "note", "No validated request has an open seat.")] }
        return [ReportPage.tiles(tiles), requestTable] + comparison + contested + timeline + people + commands
    }

    private var tiles: [Tile] {
        let wanted = plan.requests.reduce(0) { $0 + $1.people }
        let yielding = plan.requests.count { !PlanViews.givesWay($0).isEmpty }
        return [
            Tile(
                "\(plan.total.openSeats)", plan.total.openSeats == 1 ? "open seat" : "open seats",
                "\(plan.inTurn.openSeats) one after the other"),
            Tile("\(wanted - plan.total.openSeats) of \(wanted)", "people", "\(plan.total.singles) of them outside standing teams"),
            Tile(
                "\(yielding) of \(plan.requests.count)", "requests give way",
                counted(views.wanted.count, "person is", "people are")
                    + " contested"),
            Tile(plan.proven ? "proven" : "not proven", "the plan", plan.proven ? "no plan is better" : "the time limit ended the search"),
        ]
    }

    private var requestTable: Markup {
        let headings = [
            ("precedence", "name"), ("request", "name"), ("people", nil), ("open", nil), ("gives way", "name"), ("kind", "name"),
            ("ready in", nil), ("cost", nil), ("work", "name"),
        ]
        let rows = plan.requests.map { request -> Markup in
            let candidate = request.candidate
            let kind = [candidate?.kind.rawValue ?? "none", candidate?.team].compactMap { $0 }.joined(separator: " ")
            return .tag(
                "tr", request.openSeats > 0 ? "over" : nil,
                .tag("td", "name", request.precedence.rawValue),
                .tag("th", "name", [.tag("span", "time", request.id), .tag("small", nil, title(request))]),
                .tag("td", nil, "\(request.people)"), .tag("td", request.openSeats == 0 ? "nil" : "first", "\(request.openSeats)"),
                .tag("td", "name time", PlanViews.givesWay(request)), .tag("td", "name", kind),
                .tag("td", "time", candidate.map { "\($0.arrivalHours) h" } ?? ""), .tag("td", nil, candidate.map { "\($0.cost)" } ?? ""),
                .tag(
                    "td", "name",
                    [.tag("span", "time", times.short(request.start)), .tag("small", "time", "to " + times.short(request.end))]))
        }
        let waiting = plan.waiting.map { [Markup.tag("p", "note", "Left out for now: \($0.joined(separator: " ")).")] } ?? []
        return .tag("section", nil, [PlanReportView.table(headings, rows)] + waiting)
    }

    private var comparison: [Markup] {
        let headings = [("", "name"), ("open seats", nil), ("people outside standing teams", nil), ("cost", nil)]
        let rows = [("together", plan.total), ("one after the other", plan.inTurn), ("each as if it were the only one", alone)].map {
            Markup.tag(
                "tr", nil, .tag("th", "name", $0), .tag("td", "first", "\($1.openSeats)"), .tag("td", nil, "\($1.singles)"),
                .tag("td", nil, "\($1.cost)"))
        }
        return [.tag("h2", nil, "Together, and one after the other"), PlanReportView.table(headings, rows)]
            + (plan.proven ? [] : [.tag("p", "note", "Proven: \(views.proof).")])
    }

    /// The sums if no person were wanted twice: no plan has less.
    private var alone: Requests.PlanFigures {
        plan.requests.reduce(into: .init(openSeats: 0, singles: 0, cost: 0)) { sum, request in
            sum.openSeats += request.alone?.openSeats ?? request.people
            sum.singles += request.alone?.singles ?? 0
            sum.cost += request.alone?.cost ?? 0
        }
    }

    private var contested: [Markup] {
        let wanted = views.wanted
        let rows = wanted.map {
            Markup.tag(
                "tr", nil, .tag("th", "name code", $0.expert), .tag("td", "name", $0.serves),
                .tag("td", "name", $0.others.joined(separator: " ")))
        }
        return [.tag("h2", nil, "Contested")]
            + (wanted.isEmpty
                ? [.tag("p", "note", "No person who serves a request would serve another one if that were the only one.")]
                : [PlanReportView.table([("expert", "name"), ("serves", "name"), ("also wanted by", "name")], rows)])
    }

    static func table(_ headings: [(title: String, kind: String?)], _ rows: [Markup]) -> Markup {
        .tag(
            "table", "list", .tag("thead", nil, .tag("tr", nil, headings.map { .tag("th", $0.kind, $0.title) })), .tag("tbody", nil, rows))
    }
}

// MARK: - When

extension PlanReportView {
    /// The chart of all the time, and one of the notice where that would be hard to see in the first.
    private var timeline: [Markup] {
        guard let end = plan.requests.compactMap({ try? Instant($0.end) }).max(), at < end else { return [] }
        let axis = TimeAxis(begin: at, end: end)
        let notice = plan.requests.compactMap { $0.candidate?.arrivalHours }.max().map { at.adding(hours: $0 + 1) }
        let early = notice.map { TimeAxis(begin: at, end: $0) }.flatMap { $0.length * 6 < axis.length ? $0 : nil }
        let note = "Days in UTC. The left edge is \(times.short(at)), the instant of the plan."
        return [.tag("h2", nil, "Timeline"), .tag("p", "note", note), PlanChart.legend]
            + (early.map { [.tag("h3", nil, "Until all are ready")] + charts($0) + [.tag("h3", nil, "To the last end")] } ?? [])
            + charts(axis)
    }

    private func charts(_ axis: TimeAxis) -> [Markup] {
        plan.requests.compactMap { request in
            let own = request.candidate?.team.flatMap { members[$0] } ?? []
            let groups = PlanGroup.all(request.candidate, members: own)
            return PlanChart(request: request, groups: groups, axis: axis, at: at, times: times).svg.map { svg in
                .tag("section", "planned", .tag("p", "stands", .tag("b", nil, request.id), .text(" " + title(request))), svg)
            }
        }
    }
}

// MARK: - Who

extension PlanReportView {
    private var people: [Markup] {
        let wanted = Dictionary(views.wanted.map { ($0.expert, $0.others) }, uniquingKeysWith: { $1 })
        return [.tag("h2", nil, "People")]
            + plan.requests.map { request in
                .tag(
                    "section", nil, .tag("h3", nil, "\(request.id) \(title(request))"),
                    request.candidate.map { table(of: $0.assignments, request, wanted) } ?? .tag("p", "note", "No person in this plan."),
                    request.openSeats == 0
                        ? .text("") : .tag("p", "note", "\(PlanChart.open(request)): no person of those who are left fits."))
            }
    }

    private func table(
        of people: [Requests.Assignment], _ request: Requests.PlannedRequest, _ wanted: [String: [String]]
    ) -> Markup {
        let rows = people.map { person -> Markup in
            let skill = skill(request, seat: person.seat)
            let nation = person.nation + (person.partner == true ? " (industry)" : "")
            return .tag(
                "tr", nil, .tag("td", nil, "\(person.seat)"),
                .tag("td", "name", [.tag("span", "code", skill ?? ""), .text(" " + (skill.flatMap { titles[$0] } ?? ""))]),
                .tag("th", "name code", person.expert), .tag("td", "name", nation), .tag("td", nil, "\(person.level)"),
                .tag("td", "time", "\(person.noticeHours) h"), .tag("td", "name", (wanted[person.expert] ?? []).joined(separator: " ")))
        }
        return PlanReportView.table(
            [
                ("seat", nil), ("skill", "name"), ("expert", "name"), ("from", "name"), ("level", nil), ("ready in", nil),
                ("also wanted by", "name"),
            ], rows)
    }

    private var commands: [Markup] {
        let lines = views.proposals
        if lines.isEmpty { return [] }
        return [
            .tag("h2", nil, "To propose it"),
            .tag("p", "note", "Each command proposes one request, and checks every rule again. Until they are sent, nothing is proposed."),
        ] + lines.map { .tag("p", "code", $0) }
    }
}
