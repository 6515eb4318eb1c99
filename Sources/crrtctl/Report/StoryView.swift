import CRRTDomain
import CRRTProtocol

/// The story of a request as text and as records.
struct StoryView {
    let story: Story
    let titles: () -> [String: String]
    let times: TimeStyle

    /// A line of the story is no longer than this, so that it is read and not scrolled.
    private static let width = 80

    var text: [Block] {
        let phases = story.phases.map { Block.Field($0.name, "\(TimeSpan.words($0.from, $0.to))  (\(span($0.from, $0.to)))") }
        var page = RequestViews.page(story.request, skillTitles: titles(), times)
        if !phases.isEmpty { page += [.heading("What took how long"), .fields(phases)] }
        page += [.heading("What happened")] + story.steps.flatMap(lines)
        if !story.tracks.isEmpty { page += [.heading("The nations' answers"), .table(answers)] }
        return page
    }

    private func span(_ from: Instant, _ to: Instant) -> String { "\(times.short(from)) to \(times.short(to))" }

    /// `2026-11-23 14:25Z  +14 min       duty-desk`, and what they did on the lines below it.
    private func lines(_ step: Story.Step) -> [Block] {
        let after = "+" + TimeSpan.words(story.begin, step.at)
        let gap = String(repeating: " ", count: max(13 - after.utf8.count, 1))
        let head = [
            Painted(times.short(step.at), .strong), Painted("  " + after + gap, .faint), Painted(StoryWords.name(step.by)),
        ]
        return [.painted(head)] + TextWrap.lines(step.what, width: StoryView.width - 4).map { .line("    " + $0) }
    }

    /// How long the nation took for its word, or was silent until the time to reply was over; nil of a void question.
    func took(_ track: ConsentTrack) -> String? {
        track.isVoid(at: story.end) ? nil : track.end(until: story.end).map { TimeSpan.words(track.asked, $0) }
    }

    private var answers: Table {
        Table(
            columns: [
                .number("TASKING"), .text("NATION"), .text("KIND"), .text("ASKED"), .text("ANSWER"), .text("TOOK"),
                .text("CONDITIONS OR REASON"),
            ],
            rows: story.tracks.map { track in
                let latest = track.latest
                return [
                    track.tasking.split(separator: "-").last.map(String.init) ?? "", track.nation, track.kind, times.short(track.asked),
                    track.words,
                    took(track) ?? "", latest.reason ?? latest.conditions ?? "",
                ]
            })
    }

    var csv: [[String]] {
        [["at", "seconds", "by", "event", "subject", "what"]]
            + story.steps.map { step in
                [
                    step.at.description, "\((step.at.milliseconds - story.begin.milliseconds) / 1000)", step.by, step.event, step.subject,
                    step.what,
                ]
            }
    }
}
