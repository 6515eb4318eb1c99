import CRRTProtocol

/// What could answer a request: seats, numbered candidates, why the first is first, what is missing.
struct MatchViews {
    /// The request, where the caller may read it.
    var request: Requests.Request?
    var report: Requests.Match.Reply
    var skillTitles: [String: String]

    /// Whether some candidate fills every seat.
    var isAnswered: Bool { report.candidates.contains { $0.openSeats == 0 } }

    /// Everything on one page. `relaxations` are what would help where nobody fills every seat.
    func page(relaxations: [Requests.Relaxation]) -> [Block] {
        title + [.table(seats), .heading("Candidates")] + candidates
            + (isAnswered ? first : [.heading("What is missing")] + missing + MatchViews.help(relaxations))
    }

    private var title: [Block] {
        guard let request else { return [] }
        return [.line([request.id, request.title].compactMap { $0 }.joined(separator: "  "))]
    }

    private var seats: Table {
        Table(
            columns: [.number("SEAT"), .text("SKILL"), .number("LEVEL"), .number("PEOPLE"), .number("ELIGIBLE"), .text("TITLE")],
            rows: report.seats.map { seat in
                ["\(seat.seat)", seat.skill, "\(seat.minLevel)", "\(seat.count)", "\(seat.eligible)", skillTitles[seat.skill] ?? ""]
            })
    }

    private var candidates: [Block] {
        if report.candidates.isEmpty { return [.line("none")] }
        let table = Table(
            columns: [
                .number("#"), .text("KIND"), .text("TEAM"), .text("NATIONS"), .number("ARRIVAL"), .number("COST"), .number("OPEN"),
                .text("PROVEN"),
                .text("PEOPLE"),
            ],
            rows: report.candidates.enumerated().map { index, candidate in
                [
                    "\(index + 1)", candidate.kind.rawValue, candidate.team ?? "", candidate.nations.joined(separator: " "),
                    "\(candidate.arrivalHours) h", "\(candidate.cost)", "\(candidate.openSeats)", MatchViews.proof(candidate),
                    MatchViews.people(candidate),
                ]
            })
        return [.table(table)]
    }

    /// What decides that the first candidate is the first, and what ordering it would take.
    private var first: [Block] {
        guard let best = report.candidates.first else { return [] }
        let consents = (best.consents ?? []).map { "\($0.nation) \($0.kind.rawValue)" }.joined(separator: ", ")
        return [
            .heading("Why"),
            .fields([
                .init("1 is first", MatchViews.reason(best, before: report.candidates.dropFirst().first)), .init("needs consent", consents),
            ]),
        ]
    }

    private var missing: [Block] {
        let lacking = report.seats.filter { $0.eligible < $0.count }
        let lines = lacking.map {
            Block.line("seat \($0.seat) (\($0.skill), level \($0.minLevel)): \($0.eligible) eligible, \($0.count) needed")
        }
        return lines.isEmpty
            ? [.line("each seat has enough eligible people, but no such candidate fills all seats with distinct ones")] : lines
    }
}

extension MatchViews {
    static func help(_ relaxations: [Requests.Relaxation]) -> [Block] {
        if relaxations.isEmpty { return [.heading("What would help"), .line("no single change")] }
        let rows = relaxations.map { ["\($0.seat)", "\($0.gains)", $0.change] }
        return [.heading("What would help"), .table(Table(columns: [.number("SEAT"), .number("GAINS"), .text("CHANGE")], rows: rows))]
    }

    /// The answer to "why not".
    static func why(_ subject: String, _ reply: Requests.Explain.Reply) -> [Block] {
        if reply.objections.isEmpty { return [.line("\(subject) is \(reply.eligible ? "eligible: no rule objects" : "not eligible")")] }
        let rows = reply.objections.map { objection in
            [objection.seat.map { "\($0)" } ?? "all", objection.code, ObjectionWords.meaning(objection.code), objection.detail ?? ""]
        }
        let table = Table(columns: [.number("SEAT"), .text("CODE"), .text("MEANING"), .text("DETAIL")], rows: rows)
        let verdict = reply.eligible ? "is eligible for some seats" : "is not eligible"
        return [.line("\(subject) \(verdict)"), .table(table)]
    }

    static func people(_ candidate: Requests.Candidate) -> String {
        candidate.assignments.map { "\($0.expert)@\($0.seat)" }.joined(separator: " ")
    }

    private static func proof(_ candidate: Requests.Candidate) -> String {
        candidate.proven ? "yes" : candidate.lowerBound.map { "no, cost at least \($0)" } ?? "no"
    }

    /// The first rule of the order that tells the two apart: open seats, kind, cost, id.
    static func reason(_ best: Requests.Candidate, before next: Requests.Candidate?) -> String {
        guard let next else { return "the only candidate" }
        if best.openSeats != next.openSeats { return "fewest open seats: \(best.openSeats) against \(next.openSeats)" }
        if best.kind != next.kind { return "\(described(best.kind)) comes before \(described(next.kind))" }
        if best.cost != next.cost { return "cheapest \(best.kind.rawValue) candidate: \(best.cost) against \(next.cost)" }
        return "as good as the next; the lower id decides"
    }

    private static func described(_ kind: Requests.Candidate.Kind) -> String {
        switch kind {
        case .team: "a standing team"
        case .augmented: "an augmented team"
        case .assembled: "an assembly of individuals"
        }
    }
}
