import CRRTProtocol

/// What a change of an offer means for ordered taskings that it serves in, in words.
enum ServingWords {
    /// Before a change: `EST-0042 serves in TSK-ALB-2026-0001-1 (onTask, until 2026-12-09 06:00Z)`.
    static func before(_ serving: [Roster.Serving], _ times: TimeStyle) -> [String] { serving.map { place($0, times) } }

    /// After a change that the rules object to, a line for each tasking with what can be done about it; empty where there is none.
    static func after(_ serving: [Roster.Serving]?, _ times: TimeStyle) -> String {
        (serving ?? []).map { serving in
            let concerns = (serving.concerns ?? []).joined(separator: ", ")
            return "\n\(place(serving, times)), which goes on\(concerns.isEmpty ? "" : "; now \(concerns)")"
                + "\nto bring them home: crrtctl tasking recall \(serving.tasking)"
        }.joined()
    }

    /// `TSK-ALB-2026-0001-1 (onTask, until 2026-12-09 06:00Z)`, a line for each tasking.
    static func held(_ serving: [Roster.Serving]?, _ times: TimeStyle) -> String? {
        serving.map { $0.map { held($0, times) + concerns($0) }.joined(separator: "\n") }
    }

    private static func place(_ serving: Roster.Serving, _ times: TimeStyle) -> String {
        "\(serving.record) serves in \(held(serving, times))"
    }

    private static func held(_ serving: Roster.Serving, _ times: TimeStyle) -> String {
        let overdue = serving.overdue == true ? ", " + times.overdue(since: serving.end) : ""
        return "\(serving.tasking) (\(serving.state), \(times.short(serving.start)) to \(times.short(serving.end))\(overdue))"
    }

    private static func concerns(_ serving: Roster.Serving) -> String {
        serving.concerns.map { ": " + $0.joined(separator: ", ") } ?? ""
    }
}
