import CRRTDomain
import CRRTProtocol
import Varlink

/// A summary of the nations' answers, and the consents that are still pending.
struct ConsentsView {
    let histories: [ConsentHistory]
    let at: Instant
    let times: TimeStyle

    struct Row {
        var nation: String
        /// All consents that are not void.
        var asked = 0
        var granted = 0
        var refused = 0
        var lapsed = 0
        /// Granted and later revoked.
        var revoked = 0
        var pending = 0
        /// Ended without an act of the nation. They are counted neither in `asked` nor in `took`.
        var void = 0
        /// The time from each question to its answer, in milliseconds.
        var took: [Int64] = []

        var median: String { TimeSpan.median(took).map { TimeSpan.words(milliseconds: $0) } ?? "-" }
        var slowest: String { took.max().map { TimeSpan.words(milliseconds: $0) } ?? "-" }
    }

    var subtitle: String {
        let void = all.void == 0 ? "" : ", \(all.void) more void"
        return "as of \(times.full(at.description)), \(all.asked) asked for\(void)"
    }

    var rows: [Row] {
        let byNation = Dictionary(grouping: histories, by: \.nation)
        return byNation.keys.sorted().map { row($0, byNation[$0] ?? []) }
    }

    private func row(_ nation: String, _ histories: [ConsentHistory]) -> Row {
        histories.reduce(into: Row(nation: nation)) { row, history in
            if history.isVoid(at: at) {
                row.void += 1
                return
            }
            row.asked += 1
            switch history.version(at: at)?.consent.state {
            case .granted?, .spent?: row.granted += 1
            case .refused?: row.refused += 1
            case .lapsed?: row.lapsed += 1
            case .revoked?: row.revoked += 1
            case .requested?: row.pending += 1
            case nil: break
            }
            if let took = history.took(until: at) { row.took.append(took) }
        }
    }

    private var all: Row { row("all", histories) }

    /// The pending consents, the most urgent first.
    var pending: [ConsentHistory] {
        histories.filter { $0.version(at: at)?.consent.state == .requested }.sorted {
            ($0.latest.replyBy, NaturalOrder($0.tasking), $0.nation) < ($1.latest.replyBy, NaturalOrder($1.tasking), $1.nation)
        }
    }

    /// The number of void consents, by nation and reason.
    var voids: [(nation: String, why: String, count: Int)] {
        let causes = histories.compactMap { history in history.version(at: at)?.void.map { [history.nation, $0] } }
        return Dictionary(grouping: causes) { $0 }.map { (nation: $0[0], why: $0[1], count: $1.count) }
            .sorted { ($0.nation, $0.why) < ($1.nation, $1.why) }
    }

    /// `3 h left`, or `out of time`.
    private func left(_ history: ConsentHistory) -> String {
        guard let end = try? Instant(history.latest.replyBy) else { return "" }
        return at < end ? TimeSpan.words(at, end) + " left" : "out of time"
    }
}

// MARK: - Text and CSV

extension ConsentsView {
    var text: [Block] {
        guard !histories.isEmpty else { return [.line("no consent has been asked for")] }
        let sums = rows.count > 1 ? [all] : []
        let table = Table(
            columns: [
                .text("NATION"), .number("ASKED"), .number("GRANTED"), .number("REFUSED"), .number("LAPSED"), .number("REVOKED"),
                .number("OPEN"), .number("MEDIAN"), .number("SLOWEST"),
            ],
            rows: (rows + sums).map { row in
                [row.nation] + [row.asked, row.granted, row.refused, row.lapsed, row.revoked, row.pending].map { $0 == 0 ? "-" : "\($0)" }
                    + [row.median, row.slowest]
            })
        return [.table(table)] + voidText + waitingText
    }

    private var voidText: [Block] {
        guard !voids.isEmpty else { return [] }
        return [
            .heading("Void, and counted for no nation"),
            .table(
                Table(
                    columns: [.text("NATION"), .number("VOID"), .text("WHY")], rows: voids.map { [$0.nation, "\($0.count)", $0.why] })),
        ]
    }

    private var waitingText: [Block] {
        guard !pending.isEmpty else { return [] }
        return [
            .heading("Waiting for"),
            .table(
                Table(
                    columns: [.text("NATION"), .text("TASKING"), .text("KIND"), .text("REPLY BY"), .text("TIME")],
                    rows: pending.map { [$0.nation, $0.tasking, $0.latest.kindWords, times.short($0.latest.replyBy), left($0)] })),
        ]
    }

    /// One record for each consent, because a reader can make sums of them, but not records of sums.
    var csv: [[String]] {
        [["tasking", "nation", "kind", "asked", "replyBy", "state", "answered", "seconds", "void"]]
            + histories.map { history in
                let version = history.version(at: at)
                return [
                    history.tasking, history.nation, history.kind, history.asked.description, history.latest.replyBy,
                    version?.void == nil ? version?.consent.state.rawValue ?? "" : "void",
                    history.answer(until: at)?.at.description ?? "", history.took(until: at).map { "\($0 / 1000)" } ?? "",
                    version?.void ?? "",
                ]
            }
    }
}

// MARK: - JSON

extension ConsentsView {
    /// The rows as JSON. A consent's own record does not say that it is void if it was written by an earlier version.
    var json: JSONValue {
        .array(
            rows.map { row in
                let counts: [(String, Int)] = [
                    ("asked", row.asked), ("granted", row.granted), ("refused", row.refused), ("lapsed", row.lapsed),
                    ("revoked", row.revoked), ("open", row.pending), ("void", row.void),
                ]
                return .object(
                    JSONObject(
                        [.init(name: "nation", value: .string(row.nation))]
                            + counts.map { .init(name: $0.0, value: .integer(Int64($0.1))) }))
            })
    }
}

// MARK: - HTML

extension ConsentsView {
    private static let segments: [(kind: String, name: String, number: @Sendable (Row) -> Int)] = [
        ("available", "granted", { $0.granted }), ("held", "pending", { $0.pending }), ("stale", "revoked", { $0.revoked }),
        ("bad", "refused", { $0.refused }), ("off", "lapsed", { $0.lapsed }),
    ]

    var html: [Markup] {
        guard !histories.isEmpty else { return [.tag("p", nil, "Nobody has been asked for a consent.")] }
        let sum = all
        let most = rows.map(\.asked).max() ?? 1
        let headings = ["", "", "granted", "pending", "revoked", "refused", "lapsed", "asked", "void", "median", "slowest"]
        return [
            ReportPage.tiles([
                Tile("\(sum.granted) of \(sum.asked)", "granted", "\(sum.refused) refused, \(sum.lapsed) lapsed, \(sum.revoked) revoked"),
                Tile(sum.median, "for an answer", "the median; the slowest took \(sum.slowest)"),
                Tile("\(sum.pending)", "pending", pending.first.map { "the next: \($0.nation), \(left($0))" } ?? "nobody is waited for"),
            ]), ReportPage.legend(ConsentsView.segments.map { ($0.kind, $0.name) }),
            .tag(
                "table", "bars", .tag("thead", nil, .tag("tr", nil, headings.enumerated().map { .tag("th", $0 < 2 ? "name" : nil, $1) })),
                .tag("tbody", nil, rows.map { line($0, most) } + (rows.count > 1 ? [line(sum, nil)] : []))),
        ] + voidTable + waiting
    }

    private func line(_ row: Row, _ most: Int?) -> Markup {
        let numbers = ConsentsView.segments.map { $0.number(row) } + [row.asked, row.void]
        let cells = numbers.map { Markup.tag("td", $0 == 0 ? "nil" : nil, $0 == 0 ? "–" : "\($0)") }
        return .tag(
            "tr", most == nil ? "sum" : nil,
            [
                .tag("th", "name", row.nation),
                .tag(
                    "td", "bar",
                    most.map { [ReportPage.bar(ConsentsView.segments.map { ($0.kind, $0.name, $0.number(row)) }, most: $0)] } ?? []),
            ] + cells + [.tag("td", "time", row.median), .tag("td", "time", row.slowest)])
    }

    private var voidTable: [Markup] {
        guard !voids.isEmpty else { return [] }
        let rows = voids.map { void in
            Markup.tag(
                "tr", nil,
                [.tag("td", "name", .tag("b", nil, void.nation)), .tag("td", nil, "\(void.count)"), .tag("td", "name", void.why)])
        }
        return [
            .tag("h2", nil, "Void, and counted for no nation"),
            .tag(
                "table", "list",
                .tag("thead", nil, .tag("tr", nil, ["nation", "void", "why"].map { .tag("th", "name", $0) })), .tag("tbody", nil, rows)),
        ]
    }

    private var waiting: [Markup] {
        guard !pending.isEmpty else { return [] }
        let rows = pending.map { history in
            Markup.tag(
                "tr", nil,
                [
                    .tag("td", "name", .tag("b", nil, history.nation)), .tag("td", "name code", history.tasking),
                    .tag("td", "name", history.latest.kindWords),
                    .tag("td", "name time", times.short(history.latest.replyBy)), .tag("td", "name", left(history)),
                ])
        }
        let headings = ["nation", "tasking", "kind", "reply by", "time"]
        return [
            .tag("h2", nil, "Waiting for"),
            .tag("table", "list", .tag("thead", nil, .tag("tr", nil, headings.map { .tag("th", "name", $0) })), .tag("tbody", nil, rows)),
        ]
    }
}
