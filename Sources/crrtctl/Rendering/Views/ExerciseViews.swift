import CRRTDomain
import CRRTProtocol

/// Tables of injects and of no-duff messages. The daemon lists them by their drawn numbers, the tables by time.
enum ExerciseViews {
    static func injects(_ messages: [Exercise.Message], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .text("ID"), .text("STATE"), .text("TO"), .text("LABEL"), .text("AT"), .text("RELEASED"), .text("ABOUT"), .text("TEXT"),
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
            columns: [.text("ID"), .text("STATE"), .text("SINCE"), .text("BY"), .text("CLEARED"), .text("TEXT")],
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
