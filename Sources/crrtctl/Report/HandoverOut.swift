import CRRTDomain
import CRRTProtocol

/// Who is out or ordered, where, and until when; those who are overdue first, and a line for all of a nation who have the same state and
/// end.
struct HandoverOut {
    let data: HandoverData
    let clock: Countdown

    var items: [HandoverItem] {
        data.board.taskings.filter(\.isOut).flatMap(lines).sorted {
            ($0.at?.milliseconds ?? 0, NaturalOrder($0.about), $0.what, $0.who)
                < ($1.at?.milliseconds ?? 0, NaturalOrder($1.about), $1.what, $1.who)
        }
    }

    private func lines(_ tasking: Taskings.Tasking) -> [HandoverItem] {
        guard let held = tasking.held else {
            let names = [tasking.team].compactMap { $0 } + tasking.peopleNow
            return [item(tasking, AfterActionChart.words(tasking.state.rawValue), tasking.end, names, isThere: tasking.state == .onTask)]
        }
        let groups = Dictionary(grouping: held) { "\($0.state.rawValue) \($0.until) \($0.nation)" }
        return groups.values.map { group in
            let first = group[0]
            if first.state == .returning { return homeward(tasking, first, group.map(\.who)) }
            return item(tasking, HandoverRequests.words(first.state), first.until, group.map(\.who), isThere: first.state == .onTask)
        }
    }

    /// Those on the way home have no time at which they come, and are no longer at the place. Past their end they are overdue.
    private func homeward(_ tasking: Taskings.Tasking, _ first: Taskings.Element, _ names: [String]) -> HandoverItem {
        let isOver = (try? Instant(first.until)).map { clock.isOver($0) } ?? false
        return HandoverItem(
            at: isOver ? try? Instant(first.until) : nil, about: tasking.id, who: names.joined(separator: " "),
            what: "on the way home to \(first.nation)", isPressing: isOver)
    }

    private func item(
        _ tasking: Taskings.Tasking, _ state: String, _ until: String, _ names: [String], isThere: Bool
    ) -> HandoverItem {
        let end = try? Instant(until)
        let comesHome = end.map { clock.isOver($0, within: HandoverData.hoursAhead) && !clock.isOver($0) } == true
        return HandoverItem(
            at: end, about: tasking.id, who: names.joined(separator: " "),
            what: [state, place(tasking, isThere: isThere), comesHome ? "comes home" : nil].compactMap { $0 }.joined(separator: ", "),
            isPressing: end.map { clock.isOver($0) } ?? false)
    }

    /// `at Tirana` for those who work there, `to Tirana` for those who are to come.
    private func place(_ tasking: Taskings.Tasking, isThere: Bool) -> String? {
        data.request(tasking.request).map { request in
            if request.mode == .remote { return "remote" }
            guard isThere else { return "to \(request.location ?? request.nation)" }
            return request.location.map { "at \($0)" } ?? "in \(request.nation)"
        }
    }
}
