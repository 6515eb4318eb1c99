import CRRTDomain
import CRRTProtocol

/// Tables and pages of standby periods.
enum StandbyViews {
    /// - Parameter isWide: Whether to show the end, who leads, and all experts.
    static func table(_ periods: [Standby.Period], isWide: Bool, _ times: TimeStyle) -> Table {
        Table(
            columns: [.text("ID"), .text("START")] + (isWide ? [.text("END")] : []) + [
                .number("FOR", rank: 3), .text("TIER", rank: 1), .number("NOTICE", rank: 2), .text("STATE"),
            ] + (isWide ? [.text("LEADS")] : []) + [.text("WHO")],
            rows: periods.map { period in
                [period.id, times.short(period.start)] + (isWide ? [times.short(period.end)] : [])
                    + [length(period.start, period.end), period.tier.rawValue, notice(period), period.state?.rawValue ?? ""]
                    + (isWide ? [period.leadNation ?? ""] : []) + [who(period, most: isWide ? nil : 3) + open(period)]
            })
    }

    /// `; LVA to confirm; asks for FIN-STB-07`: what waits for another nation.
    private static func open(_ period: Standby.Period) -> String {
        let awaited = period.state == .withdrawn ? [] : period.awaited
        return (awaited.isEmpty ? "" : "; \(awaited.joined(separator: " ")) to confirm")
            + (period.swap.map { "; asks for \($0.with)" } ?? "")
    }

    static func page(_ period: Standby.Period, _ times: TimeStyle) -> [Block] {
        let swap = period.swap.map { swap in
            "asks for the times of \(swap.with), \(times.short(swap.start)) to \(times.short(swap.end));\n"
                + "\(swap.with.prefix(3)) answers: crrtctl standby agree \(period.id), or refuse"
        }
        return [
            .fields([
                .init("standby", period.id), .init("team", period.team), .init("experts", experts(period)),
                .init("start", times.full(period.start)), .init("end", times.full(period.end)), .init("tier", period.tier.rawValue),
                .init("notice", "\(notice(period)) from the order to the departure"), .init("leads", period.leadNation),
                .init("state", period.state?.rawValue), .init("confirmed by", period.confirmedBy?.joined(separator: " ")),
                .init("to confirm", period.awaited.isEmpty ? nil : period.awaited.joined(separator: " ")), .init("exchange", swap),
                .init("revision", period.revision.map { "\($0)" }),
            ])
        ]
    }

    private static func experts(_ period: Standby.Period) -> String? {
        period.experts.map { TextWrap.lines($0.joined(separator: " "), width: 60).joined(separator: "\n") }
    }

    static func notice(_ period: Standby.Period) -> String { "\(period.noticeHours) h" }

    /// `7 d`, from one time to another.
    static func length(_ start: String, _ end: String) -> String {
        guard let start = try? Instant(start), let end = try? Instant(end) else { return "" }
        return TimeSpan.words(start, end)
    }

    /// The team, or the experts.
    ///
    /// - Parameter most: The most experts that are named. Further ones are only counted. nil for all.
    static func who(_ period: Standby.Period, most: Int? = nil) -> String {
        if let team = period.team { return team }
        let experts = period.experts ?? []
        let named = experts.prefix(most ?? experts.count)
        let rest = experts.count - named.count
        return named.joined(separator: " ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

// MARK: - Now

extension StandbyViews {
    /// Who stands by now, and who does next.
    static func page(_ reply: Standby.Now.Reply, _ times: TimeStyle) -> [Block] {
        if reply.now.isEmpty, reply.next.isEmpty { return [.line("no team and no expert stands by now, or will within 14 days")] }
        return [.heading("Now")]
            + (reply.now.isEmpty ? [.line("no team and no expert")] : [.table(table(reply.now, "UNTIL", \.end, times))])
            + [.heading("Next")]
            + (reply.next.isEmpty ? [.line("none within 14 days")] : [.table(table(reply.next, "FROM", \.start, times))])
            + (reply.clashes.map { [.heading("Cannot go now"), .table(table($0, times))] } ?? [])
    }

    private static func table(
        _ periods: [Standby.Period], _ title: String, _ time: (Standby.Period) -> String, _ times: TimeStyle
    ) -> Table {
        Table(
            columns: [.text("TIER"), .number("NOTICE"), .text(title), .text(""), .text("ID"), .text("WHO")],
            rows: periods.map { period in
                [
                    period.tier.rawValue, notice(period), times.short(time(period)), times.relative(time(period)), period.id,
                    who(period, most: 3) + open(period),
                ]
            })
    }

    /// `EST-CRRT-1 (first, 2 h) until 2027-01-11 06:00Z`, a line for each period; nil for none.
    static func now(_ reply: Standby.Now.Reply, _ times: TimeStyle) -> String? {
        lines(reply.now) { "\(brief($0, reply.clashes)) until \(times.short($0.end))" }
    }

    /// `EST-CRRT-2 (first, 2 h) from 2027-01-11 06:00Z`, a line for each period; nil for none.
    static func next(_ reply: Standby.Now.Reply, _ times: TimeStyle) -> String? {
        lines(reply.next) { "\(brief($0)) from \(times.short($0.start))" }
    }

    /// The most periods that one field names.
    private static let mostNamed = 6

    private static func lines(_ periods: [Standby.Period], _ line: (Standby.Period) -> String) -> String? {
        guard !periods.isEmpty else { return nil }
        let lines = periods.prefix(mostNamed).map(line)
        let rest = periods.count - lines.count
        return (lines + (rest > 0 ? ["and \(rest) more: crrtctl standby now"] : [])).joined(separator: "\n")
    }

    /// `EST-CRRT-1 (first, 2 h) stands by 2027-01-04 06:00Z to 2027-01-11 06:00Z.`
    static func sentence(_ period: Standby.Period, _ times: TimeStyle) -> String {
        "\(brief(period)) stands by \(times.short(period.start)) to \(times.short(period.end))."
    }

    /// `EST-CRRT-1 (first, 2 h, LVA to confirm, 3 cannot go)`
    static func brief(_ period: Standby.Period, _ clashes: [Standby.Clash]? = nil) -> String {
        "\(who(period, most: 2)) (\(([period.tier.rawValue, notice(period)] + open(period, clashes)).joined(separator: ", ")))"
    }

    /// `first tier`, `2 h notice`, `LVA to confirm`, `3 cannot go`
    static func terms(_ period: Standby.Period, _ clashes: [Standby.Clash]) -> [String] {
        ["\(period.tier.rawValue) tier", "\(notice(period)) notice"] + open(period, clashes)
    }

    private static func open(_ period: Standby.Period, _ clashes: [Standby.Clash]?) -> [String] {
        let kept = Set((clashes ?? []).filter { $0.id == period.id }.map(\.expert)).count
        return [
            period.awaited.isEmpty ? nil : "\(period.awaited.joined(separator: " ")) to confirm",
            kept == 0 ? nil : "\(kept) cannot go",
        ].compactMap { $0 }
    }
}

// MARK: - Gaps and clashes

extension StandbyViews {
    static func table(_ gaps: [Standby.Gap], _ times: TimeStyle) -> Table {
        Table(
            columns: [.text("TIER"), .text("FROM"), .text("UNTIL"), .number("FOR")],
            rows: gaps.map { [$0.tier.rawValue, times.short($0.start), times.short($0.end), length($0.start, $0.end)] })
    }

    static func table(_ clashes: [Standby.Clash], _ times: TimeStyle) -> Table {
        Table(
            columns: [.text("ID"), .text("EXPERT"), .text("WHAT")],
            rows: clashes.map { [$0.id, $0.expert, words($0, times)] })
    }

    /// `absent 2027-01-20 00:00Z to 2027-01-24 00:00Z`
    static func words(_ clash: Standby.Clash, _ times: TimeStyle) -> String {
        let what =
            switch clash.kind {
            case .absence: "absent"
            case .clearance: "not cleared"
            case .commitment: "promised"
            case .deployment: "on a tasking"
            case .offer: "not offered"
            }
        guard let end = clash.end else { return "\(what) from \(times.short(clash.start))" }
        return "\(what) \(times.short(clash.start)) to \(times.short(end))"
    }
}

extension Standby.Period {
    /// The other nations that have not confirmed it.
    var awaited: [String] { (nations ?? []).filter { !(confirmedBy ?? []).contains($0) } }

    /// `EST-STB-2027-03 confirmed (revision 2, journal 17)`
    func settled(_ word: String, _ seq: Int) -> String { "\(id) \(word)\(Outcome.words(revision: revision, seq: seq))" }
}
