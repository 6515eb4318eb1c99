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
        let sectors = Dictionary(grouping: data.filed.flatMap { filed in filed.sectors.map { ($0, filed) } }, by: \.0)
        return [
            Group(title: "By month", rows: months),
            Group(
                title: "By sector",
                rows: sectors.keys.sorted().map { code in
                    Row(name: titles[code].map { "\(code) \($0)" } ?? code, filed: (sectors[code] ?? []).map(\.1))
                }),
            Group(title: "By severity", rows: rows(by: \.severity, Requests.Request.Severity.allCases.map(\.rawValue))),
            Group(title: "By precedence", rows: rows(by: \.precedence, Requests.Request.Precedence.allCases.map(\.rawValue).reversed())),
        ]
    }

    /// The requests by how they ended, or where they stand.
    var states: [Row] { rows(by: \.state, Requests.Request.State.allCases.map(\.rawValue)) }

    /// Rows for the names that requests have, in this order.
    private func rows(by name: (TrendsData.Filed) -> String, _ order: [String]) -> [Row] {
        let named = Dictionary(grouping: data.filed, by: name)
        return (order + ["not stated"]).compactMap { name in named[name].map { Row(name: name, filed: $0) } }
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
        if data.filed.isEmpty, data.histories.isEmpty { return [.line("no request was filed in this time, and no nation was asked")] }
        var page: [Block] = []
        for group in groups { page += [.heading(group.title), .table(table(group.rows))] }
        page += [.line(""), .line("Median times from the filing, and of how many requests."), .line("A request may have several sectors.")]
        page += [.heading("How they ended"), .table(stateTable), .line("")]
        return page + TrendsView.stateLegend.map { .line($0) } + answers
    }

    static let stateLegend = [
        "FILLED: places of people who were ordered and did not leave before their time.",
        "LATE: the first people began after the start that the request has now.",
    ]

    private var stateTable: Table {
        Table(
            columns: [.text(""), .number("REQUESTS"), .number("PLACES"), .number("FILLED"), .number("LATE")],
            rows: (states + [Row(name: "all", filed: data.filed)]).map { [$0.name] + TrendsView.counts($0) })
    }

    /// The requests of a row, the places in them, those that were filled, and how many requests were late.
    static func counts(_ row: Row) -> [String] {
        [
            row.filed.count, row.filed.reduce(0) { $0 + $1.places }, row.filed.reduce(0) { $0 + $1.placesFilled },
            row.filed.count(where: \.isLate),
        ].map { "\($0)" }
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
        if data.histories.isEmpty { return [.line(""), .line("no nation was asked")] }
        var page: [Block] = []
        for question in data.questions { page += [.heading(question.title), .table(TrendsView.table(data.answers(to: question)))] }
        page.append(.line(""))
        if let words = data.recallWords { page.append(.line("Recalled people who were ordered: \(words)")) }
        return page + TrendsView.legend.map { .line($0) }
    }

    private static func table(_ rows: [TrendsAnswers]) -> Table {
        Table(
            columns: [.text("NATION")] + headings.map { .number($0) },
            rows: rows.map { [$0.nation] + cells($0) })
    }

    static let headings = ["ASKED", "GRANTED", "REFUSED", "LAPSED", "SHARE", "MEDIAN", "REVOKED", "OPEN", "VOID"]

    static func cells(_ row: TrendsAnswers) -> [String] {
        [row.asked, row.granted, row.refused, row.lapsed].map { "\($0)" } + [row.share, row.median]
            + [row.revoked, row.open, row.void].map { $0 == 0 ? "-" : "\($0)" }
    }

    static let legend = [
        "Questions count by when they were asked, whenever their request was filed.",
        "ASKED: all but the void ones. SHARE: granted of what is over; few: under \(TrendsAnswers.fewest).",
        "A lapse is silence and no refusal. REVOKED: granted, and taken back later.",
        "VOID: ended without the nation's doing, as by the desk before an answer.",
    ]
}

// MARK: - CSV and JSON

extension TrendsView {
    /// A record for each request and for each question to a nation. Times that something took are in seconds.
    var csv: [[String]] {
        func seconds(_ milliseconds: Int64?) -> String { milliseconds.map { "\($0 / 1000)" } ?? "" }
        let headings = [
            "kind", "request", "tasking", "nation", "filedOrAskedAt", "question", "answer", "answeredAt", "secondsToAnswer", "state",
            "sectors",
            "severity", "precedence", "places", "placesFilled", "late", "secondsToValidated", "secondsToOrdered", "secondsToOnTask",
        ]
        let requests = data.filed.map { filed -> [String] in
            let facts = [
                filed.sectors.joined(separator: ", "), filed.severity, filed.precedence, "\(filed.places)", "\(filed.placesFilled)",
            ]
            return ["request", filed.request.id ?? "", "", filed.request.nation, filed.at.description, "", "", "", "", filed.state] + facts
                + [filed.isLate ? "yes" : ""] + TrendsView.steps.map { seconds(filed.took($0.time)) }
        }
        let questions = data.histories.map { history -> [String] in
            let answer = history.answer
            let took = seconds(answer.map { $0.at.milliseconds - history.asked.milliseconds })
            let request = RecordID(history.tasking).map { "\($0.request)" } ?? ""
            return ["question", request, history.tasking, history.nation, history.asked.description, history.question.rawValue]
                + [history.outcome.rawValue, answer?.at.description ?? "", took, history.latest.state.rawValue]
                + Array(repeating: "", count: headings.count - 10)
        }
        return [headings] + requests + questions
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
                object["precedence"] = filed.request.precedence.map { .string($0.rawValue) }
                object["state"] = .string(filed.state)
                (object["places"], object["placesFilled"]) = (.integer(Int64(filed.places)), .integer(Int64(filed.placesFilled)))
                if filed.isLate { object["late"] = .bool(true) }
                object["validatedAt"] = filed.validated.map { .string($0.description) }
                object["orderedAt"] = filed.ordered.map { .string($0.description) }
                object["onTaskAt"] = filed.arrived.map { .string($0.description) }
                return .object(object)
            })
        document["nations"] = .array(
            data.questions.flatMap { question in data.answers(to: question).map { TrendsView.json(question, $0) } })
        document["recalls"] = .object(
            JSONObject(data.recalls.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .integer(Int64($0.value))) }))
        document["marking"] = marking.flatMap(\.json)
        return document.jsonBytes()
    }

    private static func json(_ question: TrendsAnswers.Question, _ row: TrendsAnswers) -> JSONValue {
        let numbers = [
            ("asked", row.asked), ("granted", row.granted), ("refused", row.refused), ("lapsed", row.lapsed), ("revoked", row.revoked),
            ("open", row.open), ("void", row.void),
        ]
        var object = JSONObject([
            .init(name: "nation", value: .string(row.nation)), .init(name: "question", value: .string(question.rawValue)),
        ])
        for (name, number) in numbers { object[name] = .integer(Int64(number)) }
        object["medianSeconds"] = TimeSpan.median(row.took).map { .integer($0 / 1000) }
        return .object(object)
    }
}
