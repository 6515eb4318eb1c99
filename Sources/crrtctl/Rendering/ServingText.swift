import CRRTProtocol

/// Texts about the ordered taskings in which an offer serves, for a change of the offer.
enum ServingText {
    /// The most taskings in one question.
    private static let mostAsked = 10

    /// A part of the question whether to go on: each tasking, such as `EST-0042 serves in TSK-ALB-2026-0001-1 (onTask, … to …)`, and
    /// that it goes on without a recall. Empty if there is none.
    ///
    /// - Parameter changed: whether the concerns are those after the change, and are shown too.
    static func question(_ serving: [Roster.Serving]?, changed: Bool = false, _ times: TimeStyle) -> String {
        let serving = serving ?? []
        if serving.isEmpty { return "" }
        let shown = serving.prefix(mostAsked).map { tasking($0, times) + (changed ? concerns($0, before: ", then ") : "") }
        let rest = serving.count > mostAsked ? "; and \(serving.count - mostAsked) more" : ""
        return shown.joined(separator: "; ") + rest + ". The tasking goes on without a recall. "
    }

    /// Before an import that the rules object to: a line for each tasking. Empty if there is none.
    static func foreseen(_ serving: [Roster.Serving]?, _ times: TimeStyle) -> String {
        (serving ?? []).map { "\n\(tasking($0, times)), which would go on" + concerns($0, before: "; then ") }.joined()
    }

    /// After a change that the rules object to: a line for each tasking, and the command that recalls it. Empty if there is none.
    static func after(_ serving: [Roster.Serving]?, _ times: TimeStyle) -> String {
        (serving ?? []).map { serving in
            "\n\(tasking(serving, times)), which goes on" + concerns(serving, before: "; now ")
                + "\nto bring them home: crrtctl tasking recall \(serving.tasking)"
        }.joined()
    }

    /// A line for each tasking, such as `TSK-ALB-2026-0001-1 (onTask, … to …)`; nil if nothing is known of taskings.
    static func held(_ serving: [Roster.Serving]?, _ times: TimeStyle) -> String? {
        serving.map { $0.map { held($0, times) + concerns($0, before: ": ") }.joined(separator: "\n") }
    }

    private static func tasking(_ serving: Roster.Serving, _ times: TimeStyle) -> String {
        "\(serving.record) serves in \(held(serving, times))"
    }

    private static func held(_ serving: Roster.Serving, _ times: TimeStyle) -> String {
        let overdue = serving.overdue == true ? ", " + times.overdue(since: serving.end) : ""
        return "\(serving.tasking) (\(serving.state), \(times.short(serving.start)) to \(times.short(serving.end))\(overdue))"
    }

    private static func concerns(_ serving: Roster.Serving, before words: String) -> String {
        let concerns = serving.concerns ?? []
        return concerns.isEmpty ? "" : words + concerns.joined(separator: ", ")
    }
}
