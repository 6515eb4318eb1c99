import CRRTProtocol

/// What a change of an offer means for ordered taskings that it serves in, in words.
enum ServingText {
    /// More of them in one question would not be read.
    private static let mostAsked = 10

    /// Within the question whether to go on: `EST-0042 serves in TSK-ALB-2026-0001-1 (onTask, until 2026-12-09 06:00Z)`, each, and that
    /// the tasking goes on; empty where there is none.
    ///
    /// - Parameter changed: the concerns are those that the change would bring; they are said, too.
    static func question(_ serving: [Roster.Serving]?, changed: Bool = false, _ times: TimeStyle) -> String {
        let serving = serving ?? []
        if serving.isEmpty { return "" }
        let shown = serving.prefix(mostAsked).map { tasking($0, times) + (changed ? concerns($0, before: ", then ") : "") }
        let rest = serving.count > mostAsked ? "; and \(serving.count - mostAsked) more" : ""
        return shown.joined(separator: "; ") + rest + ". The tasking goes on without a recall. "
    }

    /// Before an import that the rules object to, a line for each tasking; empty where there is none.
    static func foreseen(_ serving: [Roster.Serving]?, _ times: TimeStyle) -> String {
        (serving ?? []).map { "\n\(tasking($0, times)), which would go on" + concerns($0, before: "; then ") }.joined()
    }

    /// After a change that the rules object to, a line for each tasking with what can be done about it; empty where there is none.
    static func after(_ serving: [Roster.Serving]?, _ times: TimeStyle) -> String {
        (serving ?? []).map { serving in
            "\n\(tasking(serving, times)), which goes on" + concerns(serving, before: "; now ")
                + "\nto bring them home: crrtctl tasking recall \(serving.tasking)"
        }.joined()
    }

    /// `TSK-ALB-2026-0001-1 (onTask, until 2026-12-09 06:00Z)`, a line for each tasking.
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
