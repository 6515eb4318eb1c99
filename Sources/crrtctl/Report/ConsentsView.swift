import CRRTDomain
import CRRTProtocol

/// The nations' answers summed up, and the open questions.
struct ConsentsView {
    let tracks: [ConsentTrack]
    let at: Instant
    let times: TimeStyle

    struct Row {
        var nation: String
        var asked = 0
        var granted = 0
        var refused = 0
        var lapsed = 0
        /// Granted, and taken back later.
        var revoked = 0
        var pending = 0
        /// Milliseconds from the question to the word.
        var took: [Int64] = []

        var median: String { TimeSpan.median(took).map { TimeSpan.words(milliseconds: $0) } ?? "-" }
        var slowest: String { took.max().map { TimeSpan.words(milliseconds: $0) } ?? "-" }
    }

    var subtitle: String { "as of \(times.full(at.description)), \(tracks.count) asked for" }

    var rows: [Row] {
        let byNation = Dictionary(grouping: tracks, by: \.nation)
        return byNation.keys.sorted().map { row($0, byNation[$0] ?? []) }
    }

    private func row(_ nation: String, _ tracks: [ConsentTrack]) -> Row {
        tracks.reduce(into: Row(nation: nation)) { row, track in
            row.asked += 1
            switch track.consent(at: at)?.state {
            case .granted?, .spent?: row.granted += 1
            case .refused?: row.refused += 1
            case .lapsed?: row.lapsed += 1
            case .revoked?: row.revoked += 1
            case .requested?: row.pending += 1
            case nil: break
            }
            if let answer = track.answer(until: at) { row.took.append(answer.at.milliseconds - track.asked.milliseconds) }
        }
    }

    private var all: Row { row("all", tracks) }

    /// The questions that are open, the most urgent first.
    var pending: [ConsentTrack] {
        tracks.filter { $0.consent(at: at)?.state == .requested }.sorted {
            ($0.latest.replyBy, $0.tasking, $0.nation) < ($1.latest.replyBy, $1.tasking, $1.nation)
        }
    }

    /// `3 h left`, `lapsed 2 h ago`.
    private func left(_ track: ConsentTrack) -> String {
        guard let end = try? Instant(track.latest.replyBy) else { return "" }
        return at < end ? TimeSpan.words(at, end) + " left" : "out of time"
    }
}

// MARK: - Text and CSV

extension ConsentsView {
    var text: [Block] {
        guard !tracks.isEmpty else { return [.line("nobody has been asked for a consent")] }
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
        guard !pending.isEmpty else { return [.table(table)] }
        return [
            .table(table), .heading("Waiting for"),
            .table(
                Table(
                    columns: [.text("NATION"), .text("TASKING"), .text("KIND"), .text("REPLY BY"), .text("TIME")],
                    rows: pending.map { [$0.nation, $0.tasking, $0.kind, times.short($0.latest.replyBy), left($0)] })),
        ]
    }

    /// One record for each consent: sums can be made of them, not the other way round.
    var csv: [[String]] {
        [["tasking", "nation", "kind", "asked", "replyBy", "state", "answered", "seconds"]]
            + tracks.map { track in
                let answer = track.answer(until: at)
                return [
                    track.tasking, track.nation, track.kind, track.asked.description, track.latest.replyBy,
                    track.consent(at: at)?.state.rawValue ?? "", answer?.at.description ?? "",
                    answer.map { "\(($0.at.milliseconds - track.asked.milliseconds) / 1000)" } ?? "",
                ]
            }
    }
}

// MARK: - HTML

extension ConsentsView {
    private static let segments: [(kind: String, name: String, number: @Sendable (Row) -> Int)] = [
        ("available", "granted", { $0.granted }), ("held", "pending", { $0.pending }), ("stale", "revoked", { $0.revoked }),
        ("bad", "refused", { $0.refused }), ("off", "lapsed", { $0.lapsed }),
    ]

    var html: [Markup] {
        guard !tracks.isEmpty else { return [.tag("p", nil, "Nobody has been asked for a consent.")] }
        let sum = all
        let most = rows.map(\.asked).max() ?? 1
        let headings = ["", "", "granted", "pending", "revoked", "refused", "lapsed", "asked", "median", "slowest"]
        return [
            ReportPage.tiles([
                Tile("\(sum.granted) of \(sum.asked)", "granted", "\(sum.refused) refused, \(sum.lapsed) lapsed, \(sum.revoked) revoked"),
                Tile(sum.median, "for an answer", "the median; the slowest took \(sum.slowest)"),
                Tile("\(sum.pending)", "pending", pending.first.map { "the next: \($0.nation), \(left($0))" } ?? "nobody is waited for"),
            ]), ReportPage.legend(ConsentsView.segments.map { ($0.kind, $0.name) }),
            .tag(
                "table", "bars", .tag("thead", nil, .tag("tr", nil, headings.enumerated().map { .tag("th", $0 < 2 ? "name" : nil, $1) })),
                .tag("tbody", nil, rows.map { line($0, most) } + (rows.count > 1 ? [line(sum, nil)] : []))),
        ] + waiting
    }

    private func line(_ row: Row, _ most: Int?) -> Markup {
        let numbers = ConsentsView.segments.map { $0.number(row) } + [row.asked]
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

    private var waiting: [Markup] {
        guard !pending.isEmpty else { return [] }
        let rows = pending.map { track in
            Markup.tag(
                "tr", nil,
                [
                    .tag("td", "name", .tag("b", nil, track.nation)), .tag("td", "name code", track.tasking),
                    .tag("td", "name", track.kind),
                    .tag("td", "name time", times.short(track.latest.replyBy)), .tag("td", "name", left(track)),
                ])
        }
        let headings = ["nation", "tasking", "kind", "reply by", "time"]
        return [
            .tag("h2", nil, "Waiting for"),
            .tag("table", "list", .tag("thead", nil, .tag("tr", nil, headings.map { .tag("th", "name", $0) })), .tag("tbody", nil, rows)),
        ]
    }
}
