import CRRTDomain
import CRRTProtocol

/// The after-action report as text and as CSV records.
struct AfterActionView {
    let data: AfterActionData
    let titles: () -> [String: String]
    let times: TimeStyle

    /// The width to which the steps are wrapped.
    private static let width = 80

    var text: [Block] {
        let phases = data.phases.map { Block.Field($0.name, "\(TimeSpan.words($0.from, $0.to))  (\(span($0.from, $0.to)))") }
        var page = RequestViews.page(data.request, titles: titles(), times)
        if !phases.isEmpty { page += [.heading("What took how long"), .fields(phases)] }
        page += [.heading("What happened")] + data.steps.flatMap(lines)
        for (title, table) in people { page += [.heading(title), .table(table)] }
        if !data.histories.isEmpty { page += [.heading("The nations' answers"), .table(answers)] }
        return page
    }

    /// Who was in each tasking, from when to when, and why they left.
    var people: [(title: String, table: Table)] {
        data.taskings.compactMap { tasking in
            TaskingViews.elementTable(tasking, times).map { ("Who was in \(AfterActionData.number(of: tasking.id))", $0) }
        }
    }

    private func span(_ from: Instant, _ to: Instant) -> String { "\(times.short(from)) to \(times.short(to))" }

    /// `2026-11-23 14:25Z  +14 min       duty-desk`, and the step on the lines below.
    private func lines(_ step: AfterActionData.Step) -> [Block] {
        let after = "+" + TimeSpan.words(data.begin, step.at)
        let gap = String(repeating: " ", count: max(13 - after.utf8.count, 1))
        let head = [
            StyledText(times.short(step.at), .strong), StyledText("  " + after + gap, .faint), StyledText(AfterActionText.name(step.by)),
        ]
        return [.painted(head)] + TextWrap.lines(step.what, width: AfterActionView.width - 4).map { .line("    " + $0) }
    }

    /// The time until the nation answered, or until the consent lapsed; nil while it is open, and for a void consent.
    func took(_ history: ConsentHistory) -> String? {
        history.isVoid(at: data.end) ? nil : history.end(until: data.end).map { TimeSpan.words(history.asked, $0) }
    }

    private var answers: Table {
        Table(
            columns: [
                .number("TASKING"), .text("NATION"), .text("KIND"), .text("ASKED"), .text("ANSWER"), .text("TOOK"),
                .text("CONDITIONS OR REASON"),
            ],
            rows: data.histories.map { history in
                let latest = history.latest
                return [
                    history.tasking.split(separator: "-").last.map(String.init) ?? "", history.nation, history.latest.kindWords,
                    times.short(history.asked),
                    history.words,
                    took(history) ?? "", latest.reason ?? latest.conditions ?? "",
                ]
            })
    }

    var csv: [[String]] {
        [["at", "seconds", "by", "event", "subject", "what"]]
            + data.steps.map { step in
                [
                    step.at.description, "\((step.at.milliseconds - data.begin.milliseconds) / 1000)", step.by, step.event, step.subject,
                    step.what,
                ]
            }
    }
}
