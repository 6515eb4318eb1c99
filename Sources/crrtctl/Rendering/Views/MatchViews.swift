import CRRTDomain
import CRRTProtocol

/// The answer to a match: seats, numbered candidates, the people of the first and why it is the first, and what is missing.
struct MatchViews {
    /// The request; nil if the caller may not read it.
    var request: Requests.Request?
    var report: Requests.Match.Reply
    var skillTitles: [String: String]
    var times: TimeStyle
    /// The instant of the match; nil for now.
    var at: Instant?
    /// Whether to show the people of every candidate, and not only of the first.
    var isWide = false
    /// Whether the caller named whom to do without, or whom to take: the eligible people are then more than the candidates may have.
    var isRestricted = false
    /// Whether more candidates may exist than the caller asked to see.
    var isCut = false

    /// Whether some candidate fills every seat.
    var isAnswered: Bool { report.candidates.contains { $0.openSeats == 0 } }

    /// The candidates on one page. `advice` says what would help if no candidate fills every seat.
    func page(advice: RelaxationViews?) -> [Block] {
        title + [.table(seats), .heading("Candidates")] + candidates + first + leftOut
            + (isAnswered ? [] : [.heading("What is missing")] + missing + (advice?.page ?? []))
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
        let columns = furtherColumns
        let table = Table(
            columns: [
                .number("#"), .text("KIND"), .text("TEAM"), .number("READY IN"), .number("COST", rank: 1), .number("OPEN"),
                .text("PROVEN", rank: 2), .list("NATIONS", least: 7),
            ] + columns.map(\.column),
            rows: report.candidates.enumerated().map { index, candidate in
                [
                    "\(index + 1)", candidate.kind.rawValue, candidate.team ?? "", "\(candidate.arrivalHours) h", "\(candidate.cost)",
                    "\(candidate.openSeats)", MatchViews.proof(candidate), candidate.nations.joined(separator: " "),
                ] + columns.map { $0.cell(candidate) }
            })
        return [.table(table)] + (isWide || !lookAlike ? [] : [.line("-o wide shows who is in each of them")])
    }

    /// Whether two candidates differ in people only, whom the table does not show.
    private var lookAlike: Bool {
        Set(report.candidates.map { [$0.kind.rawValue, $0.team ?? ""] + $0.nations }).count < report.candidates.count
    }

    /// The columns that are shown only if they are not empty.
    private var furtherColumns: [(column: Table.Column, cell: (Requests.Candidate) -> String)] {
        var columns: [(column: Table.Column, cell: (Requests.Candidate) -> String)] = []
        if report.candidates.contains(where: \.standsBy) {
            columns.append((.text("STANDBY"), { $0.standby != nil ? "team" : $0.standsBy ? "people" : "" }))
        }
        if report.candidates.contains(where: { $0.lateTime != nil }) {
            columns.append((.number("LATE"), { $0.lateTime ?? "" }))
        }
        if report.candidates.contains(where: { $0.contested != nil }) {
            columns.append((.number("CONTESTED"), { $0.contested.map { "\($0.count)" } ?? "" }))
        }
        if isWide { columns.append((.text("PEOPLE"), MatchViews.people)) }
        return columns
    }

    /// Who is left out because of earlier taskings, and why.
    private var leftOut: [Block] {
        guard let people = report.leftOut, !people.isEmpty else { return [] }
        return [.heading("Left out")] + people.map { .line(LeftOutText.sentence($0)) }
            + [.line("with --include-refused they can be candidates again")]
    }

    private var missing: [Block] {
        let lacking = report.seats.filter { $0.eligible < $0.count }
        let lines = lacking.map {
            Block.line("seat \($0.seat) (\($0.skill), level \($0.minLevel)): \($0.eligible) eligible, \($0.count) needed")
        }
        if !lines.isEmpty { return lines }
        let isReduced = isRestricted || report.leftOut?.isEmpty == false
        return [
            .line(
                isReduced
                    ? "each seat has enough eligible people, but no candidate fills all seats with those fixed and without those left out"
                    : "each seat has enough eligible people, but no such candidate fills all seats with distinct ones")
        ]
    }
}

// MARK: - The first candidate

extension MatchViews {
    /// The people of the first candidate, when they would be ready, the consents that are needed, and why it is the first.
    private var first: [Block] {
        guard let best = report.candidates.first else { return [] }
        return [
            .heading("Candidate 1" + (best.team.map { ": \($0)" } ?? "")), .table(people(best)),
            .fields([
                .init("ready", ready(best)), .init("LATE", best.lateTime.map(ProposalText.late)), .init("contested", contested(best)),
                .init("stands by", MatchViews.standby(best)),
                .init("team brings", SupportText.words(best.support)), .init("needs consent of", MatchViews.consents(best)),
                .init("first because", reason(best)),
            ]),
        ]
    }

    private func people(_ candidate: Requests.Candidate) -> Table {
        let hasStandby = candidate.assignments.contains { $0.standby != nil }
        return Table(
            columns: [.number("SEAT"), .text("EXPERT"), .text("FROM"), .number("READY IN")] + (hasStandby ? [.text("STANDBY")] : [])
                + [.number("LEVEL"), .text("SKILL"), .text("TITLE")],
            rows: candidate.assignments.map { assignment in
                let skill = report.seats.first { $0.seat == assignment.seat }?.skill ?? ""
                return [
                    "\(assignment.seat)", assignment.expert, assignment.nation + (assignment.partner == true ? " (industry)" : ""),
                    "\(assignment.noticeHours) h",
                ] + (hasStandby ? [assignment.standby == nil ? "" : "yes"] : []) + [
                    "\(assignment.level)", skill, skillTitles[skill] ?? "",
                ]
            })
    }

    /// `EST-CRRT-1 (EST-STB-2027-03), DEU-0004 (DEU-STB-07)`; nil where no notice is that of a standby period.
    private static func standby(_ candidate: Requests.Candidate) -> String? {
        var named = [(candidate.team, candidate.standby)].compactMap { who, period in who.flatMap { who in period.map { (who, $0) } } }
        named += candidate.assignments.compactMap { one in one.standby.map { (one.expert, $0) } }.filter { $0.1 != candidate.standby }
        return named.isEmpty ? nil : named.map { "\($0.0) (\($0.1))" }.joined(separator: ", ")
    }

    /// `all of them 2026-11-26 12:00Z (in 72 h), if ordered now; the work begins 2026-11-27 06:00Z`
    private func ready(_ candidate: Requests.Candidate) -> String {
        let all = (at ?? times.now).adding(hours: candidate.arrivalHours)
        let begin = request.map { "; the work begins \(times.short($0.start))" } ?? ""
        return "all of them \(times.full(all.description)), if ordered \(at.map(times.short) ?? "now")\(begin)"
    }

    private func contested(_ candidate: Requests.Candidate) -> String? {
        let people = Set(candidate.contested ?? [])
        return ProposalText.contested((report.contests ?? []).filter { people.contains($0.expert) }.map { ($0.expert, $0.tasking) })
    }

    /// `DEU and USA to contribute, ALB to host`
    private static func consents(_ candidate: Requests.Candidate) -> String {
        let kinds: [(Requests.ConsentNeed.Kind, String)] = [(.contribute, "to contribute"), (.host, "to host"), (.effect, "to the effect")]
        return kinds.compactMap { kind, words in
            let nations = (candidate.consents ?? []).filter { $0.kind == kind }.map(\.nation)
            return nations.isEmpty ? nil : nations.joined(separator: ", ") + " " + words
        }.joined(separator: "; ")
    }

    static func people(_ candidate: Requests.Candidate) -> String {
        candidate.assignments.map { "\($0.expert)@\($0.seat)" }.joined(separator: " ")
    }

    private static func proof(_ candidate: Requests.Candidate) -> String {
        candidate.proven ? "yes" : candidate.lowerBound.map { "no, cost at least \($0)" } ?? "no"
    }

    /// nil where the next one is not shown.
    private func reason(_ best: Requests.Candidate) -> String? {
        let next = report.candidates.dropFirst().first
        return next == nil && isCut ? nil : MatchViews.reason(best, before: next)
    }

    /// The first criterion by which the two differ: open seats, kind, cost, id.
    static func reason(_ best: Requests.Candidate, before next: Requests.Candidate?) -> String {
        guard let next else { return "it is the only candidate" }
        if best.openSeats != next.openSeats { return "it leaves the fewest seats open: \(best.openSeats), the next one \(next.openSeats)" }
        if best.kind != next.kind { return "\(described(best.kind)) comes before \(described(next.kind))" }
        if best.cost != next.cost { return "it is the cheapest of its kind: \(best.cost), the next one \(next.cost)" }
        return "it is as good as the next one, and the lower id decides"
    }

    private static func described(_ kind: Requests.Candidate.Kind) -> String {
        switch kind {
        case .team: "a standing team"
        case .augmented: "an augmented team"
        case .assembled: "an assembly of individuals"
        }
    }
}

extension Requests.Candidate {
    /// Whether the team stands by, or any of the people.
    fileprivate var standsBy: Bool { standby != nil || assignments.contains { $0.standby != nil } }
}
