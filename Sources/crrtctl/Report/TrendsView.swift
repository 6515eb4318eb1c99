import CRRTDomain
import CRRTProtocol
import Varlink

/// Requests by month, sector and severity, how long their steps took, and how the nations answered.
struct TrendsView {
    let data: TrendsData
    /// The titles of sectors by their codes.
    let titles: [String: String]
    let times: TimeStyle

    /// The requests that have something in common.
    struct Row {
        let name: String
        let filed: [TrendsData.Filed]
    }

    struct Group {
        let title: String
        let rows: [Row]
    }

    static var steps: [(title: String, time: KeyPath<TrendsData.Filed, Instant?>)] {
        [("VALIDATED", \.validated), ("ORDERED", \.ordered), ("ON TASK", \.arrived)]
    }

    var subtitle: String {
        "\(times.short(data.from)) to \(times.short(data.until)), \(counted(data.filed.count, "request", "requests"))"
    }

    var groups: [Group] {
        let order = Requests.Request.Severity.allCases.map(\.rawValue) + ["not stated"]
        let severities = Dictionary(grouping: data.filed, by: \.severity)
        let sectors = Dictionary(grouping: data.filed.flatMap { filed in filed.sectors.map { ($0, filed) } }, by: \.0)
        return [
            Group(title: "By month", rows: months),
            Group(
                title: "By sector",
                rows: sectors.keys.sorted().map { code in
                    Row(name: titles[code].map { "\(code) \($0)" } ?? code, filed: (sectors[code] ?? []).map(\.1))
                }),
            Group(title: "By severity", rows: order.compactMap { name in severities[name].map { Row(name: name, filed: $0) } }),
        ]
    }

    /// Every month from the first to the last with a request, those without one too.
    private var months: [Row] {
        let byMonth = Dictionary(grouping: data.filed, by: \.month)
        guard var month = data.filed.first?.month, let last = data.filed.last?.month else { return [] }
        var rows = [Row(name: month, filed: byMonth[month] ?? [])]
        while month < last {
            month = TrendsView.month(after: month)
            rows.append(Row(name: month, filed: byMonth[month] ?? []))
        }
        return rows
    }

    /// `2028-01` for `2027-12`.
    static func month(after month: String) -> String {
        let parts = month.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2 else { return month }
        let (year, number) = parts[1] == 12 ? (parts[0] + 1, 1) : (parts[0], parts[1] + 1)
        return "\(year)-\(number < 10 ? "0" : "")\(number)"
    }

    /// `38 min of 12`: the median, and of how many requests; `-` where no request took the step.
    func median(_ filed: [TrendsData.Filed], _ step: KeyPath<TrendsData.Filed, Instant?>) -> String {
        let took = filed.compactMap { $0.took(step) }
        return TimeSpan.median(took).map { "\(TimeSpan.words(milliseconds: $0)) of \(took.count)" } ?? "-"
    }
}

// MARK: - Text

extension TrendsView {
    /// The columns that are left for names.
    private static let nameWidth = 26

    var text: [Block] {
        if data.filed.isEmpty, data.histories.isEmpty { return [.line("no request was filed in this time")] }
        return groups.flatMap { [.heading($0.title), .table(table($0.rows))] }
            + [.line(""), .line("Median times from the filing, and of how many requests."), .line("A request may have several sectors.")]
            + [.heading("The nations' answers")] + answers
    }

    private func table(_ rows: [Row]) -> Table {
        Table(
            columns: [.text(""), .number("REQUESTS")] + TrendsView.steps.map { .number($0.title) },
            rows: rows.map { row in
                [DisplayWidth.cut(EscapedText.line(row.name), to: TrendsView.nameWidth), "\(row.filed.count)"]
                    + TrendsView.steps.map { median(row.filed, $0.time) }
            })
    }

    private var answers: [Block] {
        if data.histories.isEmpty { return [.line("no nation was asked")] }
        return [
            .table(
                Table(
                    columns: [
                        .text("NATION"), .number("ASKED"), .number("GRANTED"), .number("REFUSED"), .number("LAPSED"), .number("SHARE"),
                        .number("OPEN"), .number("VOID"),
                    ],
                    rows: data.answers.map { row in
                        [row.nation, "\(row.asked)", "\(row.granted)", "\(row.refused)", "\(row.lapsed)", row.share]
                            + [row.open, row.void].map { $0 == 0 ? "-" : "\($0)" }
                    })),
            .line(""),
        ] + TrendsView.legend.map { .line($0) }
    }

    static let legend = [
        "SHARE: granted of what was asked and is over; few: less than \(TrendsData.Answers.fewest) in all.",
        "A lapse is silence and no refusal. Open and void questions count for no nation.",
    ]
}

// MARK: - CSV and JSON

extension TrendsView {
    /// A record for each request and for each question to a nation.
    var csv: [[String]] {
        func seconds(_ milliseconds: Int64?) -> String { milliseconds.map { "\($0 / 1000)" } ?? "" }
        return [["kind", "id", "nation", "at", "state", "sector", "severity", "validated", "ordered", "onTask"]]
            + data.filed.map { filed in
                ["request", filed.request.id ?? "", filed.request.nation, filed.at.description, filed.request.state?.rawValue ?? ""]
                    + [filed.sectors.joined(separator: " "), filed.severity] + TrendsView.steps.map { seconds(filed.took($0.time)) }
            }
            + data.histories.map { history in
                let state = history.versions.last?.void == nil ? history.latest.state.rawValue : "void"
                return ["consent", history.tasking, history.nation, history.asked.description, state, "", "", "", "", ""]
            }
    }

    func json(_ marking: Marking?) -> [UInt8] {
        var document = JSONObject([
            .init(name: "from", value: .string(data.from.description)), .init(name: "until", value: .string(data.until.description)),
        ])
        document["requests"] = .array(
            data.filed.map { filed in
                var object = JSONObject([
                    .init(name: "id", value: .string(filed.request.id ?? "")), .init(name: "nation", value: .string(filed.request.nation)),
                    .init(name: "filedAt", value: .string(filed.at.description)),
                    .init(name: "sectors", value: .array(filed.sectors.map { .string($0) })),
                    .init(name: "severity", value: .string(filed.severity)),
                ])
                object["validatedAt"] = filed.validated.map { .string($0.description) }
                object["orderedAt"] = filed.ordered.map { .string($0.description) }
                object["onTaskAt"] = filed.arrived.map { .string($0.description) }
                return .object(object)
            })
        document["nations"] = .array(
            data.answers.map { row in
                let numbers = [
                    ("asked", row.asked), ("granted", row.granted), ("refused", row.refused), ("lapsed", row.lapsed), ("open", row.open),
                    ("void", row.void),
                ]
                return .object(
                    JSONObject(
                        [.init(name: "nation", value: .string(row.nation))]
                            + numbers.map { .init(name: $0.0, value: .integer(Int64($0.1))) }))
            })
        document["marking"] = marking.flatMap(\.json)
        return document.jsonBytes()
    }
}
