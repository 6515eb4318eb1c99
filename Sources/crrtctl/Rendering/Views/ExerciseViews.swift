import CRRTDomain
import CRRTProtocol

/// Tables of injects and of no-duff messages. The daemon lists them by their drawn numbers, the tables by time.
enum ExerciseViews {
    static func injects(_ messages: [Exercise.Message], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .text("ID"), .text("STATE"), .list("TO", least: 11), .text("LABEL", rank: 3), .text("AT", rank: 1),
                .text("RELEASED", rank: 4), .text("ABOUT", rank: 2), .text("TEXT", least: 18),
            ],
            rows: messages.sorted(by: time).map { message in
                [
                    message.id, message.state.rawValue, message.to.joined(separator: " "), message.classification.rawValue,
                    message.at.map(times.short) ?? "", message.releasedAt.map(times.short) ?? "", message.request ?? "", message.text,
                ]
            })
    }

    static func noDuff(_ messages: [Exercise.Message], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .text("ID"), .text("STATE"), .text("SINCE", rank: 1), .text("BY", rank: 2), .text("CLEARED"), .text("TEXT", least: 18),
            ],
            rows: messages.sorted(by: time).map { message in
                [
                    message.id, message.state.rawValue, times.short(message.addedAt), message.by?.name ?? "",
                    message.endedAt.map(times.short) ?? "", message.text,
                ]
            })
    }

    /// By release, planned release or addition.
    private static func time(_ left: Exercise.Message, _ right: Exercise.Message) -> Bool { time(of: left) < time(of: right) }

    private static func time(of message: Exercise.Message) -> Instant {
        (try? Instant(message.releasedAt ?? message.at ?? message.addedAt)) ?? Instant(milliseconds: 0)
    }
}
