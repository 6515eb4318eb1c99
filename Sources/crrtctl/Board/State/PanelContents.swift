import CRRTDomain
import CRRTProtocol

/// The contents of the panels at an instant.
struct PanelContents {
    let data: BoardData
    let events: [LabelledEntry]
    let times: TimeStyle

    var clock: Countdown { Countdown(now: times.now) }

    func content(of panel: Panel) -> PanelContent {
        switch panel {
        case .decisions: decisions
        case .requests: requests
        case .consents: consents
        case .out: out
        case .readiness: readiness
        case .events: lastEvents
        }
    }

    private var decisions: PanelContent {
        PanelContent(
            panel: .decisions,
            columns: [
                .init(title: "", least: 21, isWhole: true), .init(title: "PREC.", rank: 1), .init(title: "WHO", spoken: "for", rank: 2),
                .init(title: "COMMAND", isWhole: true, most: 56), .init(title: "ABOUT", spoken: "about", rank: 3, least: 12),
            ],
            rows: PendingDecision.all(data, clock).map { decision in
                PanelRow(
                    key: "\(decision.command) \(decision.due?.milliseconds ?? 0)",
                    cells: [
                        StyledText(decision.what, decision.isPressing ? .bad : nil), painted(decision.precedence),
                        StyledText(decision.party.name), StyledText(decision.command), StyledText(decision.title ?? ""),
                    ],
                    destination: decision.destination)
            })
    }

    private var requests: PanelContent {
        PanelContent(
            panel: .requests,
            columns: [
                .init(title: ""), .init(title: "PREC."), .init(title: "STATE"), .init(title: "FILLED", spoken: "filled", rank: 4),
                .init(title: "PEOPLE", spoken: "people", side: .right, rank: ColumnWidths.extra + 1),
                .init(title: "BEGINS", spoken: "begins", spokenPast: "began", rank: 1),
                .init(title: "REPLY BY", spoken: "reply by", rank: 2), .init(title: "AGE", spoken: "filed for", rank: ColumnWidths.extra),
                .init(title: "LABEL", rank: ColumnWidths.extra + 2), .init(title: "TITLE", rank: 3, least: 16),
            ],
            rows: data.requests.map { ($0, RequestOrder($0)) }.sorted { $0.1 < $1.1 }.map { row($0.0) })
    }

    private func row(_ request: Requests.Request) -> PanelRow {
        let id = request.id ?? ""
        let replyBy = request.filled == .fully ? nil : request.replyBy.flatMap { try? Instant($0) }
        return PanelRow(
            key: id,
            cells: [
                StyledText(id), painted(request.precedence),
                StyledText(request.state?.rawValue ?? "", request.state == .submitted ? .thin : nil),
                StyledText(request.filled?.rawValue ?? "", request.filled == .fully ? .good : nil),
                StyledText("\(RequestViews.people(request))"),
                StyledText((try? Instant(request.start)).map(clock.distance) ?? request.start),
                StyledText(replyBy.map(clock.left) ?? "", replyBy.map { clock.isOver($0) } == true ? .bad : nil),
                StyledText(data.filed[id].map { clock.age(since: $0) } ?? ""), StyledText(request.classification.rawValue),
                StyledText(request.title),
            ],
            destination: .request(id))
    }

    private var consents: PanelContent {
        PanelContent(
            panel: .consents,
            columns: [
                .init(title: "", spoken: "time left"), .init(title: "TASKING"), .init(title: "REPLY BY", spoken: "reply by", rank: 1),
                .init(title: "LATE", spoken: "LATE by", side: .right, rank: 2),
                .init(title: "MISSING", spoken: "missing", least: 14, shortening: .items),
            ],
            rows: ConsentGroup.groups(of: data.consents).map { group in
                let isLate = clock.isOver(group.replyBy, within: 1)
                let style: TextStyle? = isLate ? .bad : clock.isOver(group.replyBy, within: PendingDecision.warning) ? .thin : nil
                return PanelRow(
                    key: "\(group.tasking) \(group.replyBy)",
                    cells: [
                        StyledText(clock.left(until: group.replyBy), style), StyledText(group.tasking),
                        StyledText(times.short(group.replyBy)),
                        late(data.tasking(group.tasking)), StyledText(group.missing.joined(separator: " ")),
                    ],
                    destination: .consents(group.tasking))
            })
    }

    private var out: PanelContent {
        let rota = rotaRows
        return PanelContent(
            panel: .out,
            columns: [
                .init(title: ""), .init(title: "STATE"), .init(title: "RETURNS", spoken: "returns", whole: PanelContents.homeward),
                .init(title: "UNTIL", spoken: "until", rank: 2), .init(title: "LATE", spoken: "LATE by", side: .right, rank: 2),
                .init(title: "PEOPLE", spoken: "people", side: .right, rank: 1),
                .init(title: "NATIONS", spoken: "from", rank: 3), .init(title: "WHO", least: 18, shortening: .items),
            ],
            rows: data.taskings.filter(\.isOut).map { ($0, PanelContents.end($0)) }
                .sorted { ($0.1, NaturalOrder($0.0.id)) < ($1.1, NaturalOrder($1.0.id)) }.map { row($0.0) } + rota, notes: rota.count)
    }

    /// The most periods that a row names.
    private static let mostOfRota = 6

    /// Who stands by now, and who does next: a row each, of the periods as they are at this instant.
    private var rotaRows: [PanelRow] {
        let periods = ((data.rota?.now ?? []) + (data.rota?.next ?? [])).compactMap { period in
            (try? Instant(period.start)).flatMap { start in (try? Instant(period.end)).map { (period: period, start: start, end: $0) } }
        }
        let current = periods.filter { $0.start <= times.now && times.now < $0.end }
        let next = periods.filter { times.now < $0.start }
        func row(_ name: String, _ until: String, _ who: [String]) -> [PanelRow] {
            guard !who.isEmpty else { return [] }
            let rest = who.count - PanelContents.mostOfRota
            let named = who.prefix(PanelContents.mostOfRota) + (rest > 0 ? ["and \(rest) more"] : [])
            let cells = [name, "", "", until, "", "", "", named.joined(separator: "; ")]
            return [PanelRow(key: name, cells: cells.map { StyledText($0) }, destination: .standby)]
        }
        // One time stands for all of them only where it is that of all.
        let ends = Set(current.map(\.end))
        return row(
            "standby now", ends.count == 1 ? current.first.map { times.short($0.end) } ?? "" : "",
            current.map { StandbyViews.brief($0.period, data.rota?.clashes) })
            + row("standby next", "", next.map { "\(StandbyViews.brief($0.period)) \(times.relative($0.start))" })
    }

    /// The latest end of those who are held: those to the work or at it, or else those on the way home.
    private static func end(_ tasking: Taskings.Tasking) -> String {
        let held = tasking.held ?? []
        let forward = held.filter(\.isForward)
        return (forward.isEmpty ? held : forward).map(\.until).max() ?? tasking.end
    }

    private func row(_ tasking: Taskings.Tasking) -> PanelRow {
        let until = PanelContents.end(tasking)
        let end = try? Instant(until)
        let isOver = end.map { clock.isOver($0) } ?? false
        let held = tasking.held
        let isHomeward = held.map { !$0.isEmpty && !$0.contains(where: \.isForward) } ?? false
        let who = [tasking.team] + (held?.map(\.who) ?? tasking.assignments.map { $0.expert } + (tasking.effects ?? []))
        let nations = held.map { Set($0.map(\.nation)).sorted() } ?? tasking.nations
        return PanelRow(
            key: tasking.id,
            cells: [
                StyledText(tasking.id), StyledText(tasking.state.rawValue, tasking.state == .onTask ? .good : nil),
                StyledText(
                    end.map { isOver ? clock.left(until: $0) : isHomeward ? PanelContents.homeward : clock.distance(to: $0) } ?? "",
                    isOver ? .bad : nil),
                StyledText(isHomeward && !isOver ? "" : times.short(until)), late(tasking), StyledText(people(tasking)),
                StyledText(nations.joined(separator: " ")), StyledText(who.compactMap { $0 }.joined(separator: " ")),
            ],
            destination: .tasking(tasking.id))
    }

    /// When people return who are on the way home before their planned end.
    private static let homeward = "on the way home"

    /// `7`, or `7, 1 returning`: those who are ordered, on the way to the work or at it, and those on the way home.
    private func people(_ tasking: Taskings.Tasking) -> String {
        guard let held = tasking.held else { return "\(tasking.assignments.count)" }
        let (forward, returning) = (held.count { $0.isForward }, tasking.returning.count)
        return "\(forward)" + (returning == 0 ? "" : ", \(returning) returning")
    }

    /// The time from the start of the work until its people are ready; empty if they are in time.
    private func late(_ tasking: Taskings.Tasking?) -> StyledText { StyledText(tasking?.lateTime ?? "", .bad) }

    private var readiness: PanelContent {
        PanelContent(
            panel: .readiness,
            columns: [
                .init(title: ""), .init(title: "EXPERTS", spoken: "experts available", side: .right),
                .init(title: "TEAMS", spoken: "teams", side: .right, rank: 1),
                .init(title: "EFFECTS", spoken: "effects", side: .right, rank: 3),
                .init(title: "OUT", spoken: "experts out", side: .right, rank: 4),
                .init(title: "ENDING", spoken: "ending within 30 d", side: .right, rank: 2),
                .init(title: ""),
            ],
            rows: Readiness.rows(data.readiness ?? []).map { row in
                PanelRow(
                    key: row.name,
                    cells: [
                        StyledText(row.name), StyledText(row.experts.available), StyledText(row.teams.available),
                        StyledText(row.effects.available),
                        StyledText(row.experts.out, row.experts.overdue > 0 ? .bad : nil), StyledText(row.experts.ending),
                        StyledText(row.word, row.style),
                    ],
                    destination: .readiness)
            },
            sums: Readiness.sums(data.readiness ?? []))
    }

    /// The events, the newest first.
    private var lastEvents: PanelContent {
        PanelContent(
            panel: .events,
            columns: [
                .init(title: ""), .init(title: "EVENT", rank: 2), .init(title: "RECORD"), .init(title: "WHAT", least: 16),
                .init(title: "BY", spoken: "by", rank: 1),
            ],
            rows: events.reversed().map { event in
                let entry = event.entry
                return PanelRow(
                    key: "\(entry.seq)",
                    cells: [
                        StyledText(at(entry.at)), StyledText(entry.event), StyledText(entry.subject),
                        StyledText(EventText(entry, times).line),
                        StyledText(entry.actor),
                    ],
                    destination: .entry(event))
            })
    }

    /// A time; of today only the time of day.
    private func at(_ text: String) -> String {
        guard !times.dateTimeGroups, let instant = try? Instant(text), instant.date == times.now.date else { return times.short(text) }
        return String(times.exact(text).dropFirst(11))
    }

    private func painted(_ precedence: Requests.Request.Precedence?) -> StyledText {
        let style: TextStyle? =
            switch precedence {
            case .flash: .bad
            case .immediate: .thin
            default: nil
            }
        return StyledText(precedence?.rawValue ?? "", style)
    }
}
