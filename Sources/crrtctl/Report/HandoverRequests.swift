import CRRTDomain
import CRRTProtocol

/// The requests of a shift: those that are open, in the order of the board, and then those about which anything else happened.
struct HandoverRequests {
    let data: HandoverData
    let decisions: [PendingDecision]
    let clock: Countdown
    let times: TimeStyle

    var all: [HandoverRequest] {
        let changes = Dictionary(
            grouping: data.entries.filter { !HandoverData.isOfNote($0) }, by: { HandoverData.request(of: $0) ?? "" })
        let open = data.board.requests.map { ($0.id ?? "", RequestOrder($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
        let taskings = Dictionary(grouping: data.board.taskings, by: \.request)
        let later = HandoverRequests.replaced(data.entries)
        let moves = Dictionary(grouping: decisions, by: { HandoverRequests.request(of: $0) ?? "" })
        let others = Set(changes.keys).union(taskings.keys).subtracting(open).subtracting([""]).sortedNaturally()
        return (open + others).map { id in
            let request = data.request(id)
            let own = taskings[id] ?? []
            return HandoverRequest(
                id: id, title: request?.title, stands: (request.map { [stands($0)] } ?? []) + own.map(stands),
                moves: self.moves(request, own, moves[id] ?? []),
                changes: (changes[id] ?? []).map { change($0, replacedBy: later[$0.seq]) })
        }
    }

    private static func request(of decision: PendingDecision) -> String? {
        switch decision.destination {
        case .request(let id): id
        case .tasking(let id), .consents(let id): RecordID(id).map { "\($0.request)" }
        case .entry, .readiness, .standby, .period, .handovers: nil
        }
    }

    private func change(_ entry: Journal.Entry, replacedBy later: Instant?) -> HandoverItem {
        let replaced = later.map { "; replaced by the question of \(times.short($0))" } ?? ""
        return HandoverItem(
            at: try? Instant(entry.at), who: entry.actor,
            what: AfterActionText.what(entry, times).split(separator: "\n").joined(separator: "; ") + replaced, isHistory: true)
    }

    /// The times of the questions to stay longer that took the place of earlier ones, by the position of the earlier entry.
    private static func replaced(_ entries: [Journal.Entry]) -> [Int: Instant] {
        var (found, last): ([Int: Instant], [String: Int]) = ([:], [:])
        for entry in entries where entry.event == JournalEvent.extensionAsked.rawValue {
            if let earlier = last[entry.subject] { found[earlier] = try? Instant(entry.at) }
            last[entry.subject] = entry.seq
        }
        return found
    }

    // MARK: Where it stands

    private func stands(_ request: Requests.Request) -> String {
        let open = data.board.openSeats(of: request)?.summary
        let filled: String? =
            switch (request.state, request.filled) {
            case (.validated, .fully?): "all seats filled"
            case (.validated, .partly?): open ?? "some seats filled, people are asked for the others"
            case (.validated, .some): open ?? "no seat filled, people are asked for all"
            default: nil
            }
        let parts: [String?] = [
            request.state?.rawValue, filled, request.precedence?.rawValue, request.location ?? request.mode.rawValue,
            "\(times.short(request.start)) to \(times.short(request.end))", request.state == .closed ? request.remark : nil,
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    private func stands(_ tasking: Taskings.Tasking) -> String {
        let people = Dictionary(grouping: (tasking.elements ?? []).filter { !$0.hasEnded }, by: \.state)
        let states = Taskings.Element.State.allCases.compactMap { state in
            people[state].map { "\(HandoverRequests.words(state)) \($0.map(\.who).joined(separator: " "))" }
        }
        let who = states.isEmpty ? AfterActionChart.words(tasking.state.rawValue) : states.joined(separator: "; ")
        let last = tasking.orderBy.flatMap { try? Instant($0) }.map {
            "order by \(times.short($0)) (\(clock.distance(to: $0))) to be in time"
        }
        let facts = [tasking.lateTime.map { "LATE by \($0)" } ?? last, tasking.committedWords].compactMap { $0 }
        return ([AfterActionData.number(of: tasking.id) + ": " + who] + facts).joined(separator: "; ")
    }

    /// The state of a person in words.
    static func words(_ state: Taskings.Element.State) -> String {
        switch state {
        case .asked: "asked for"
        case .agreed: "agreed"
        case .onTask: "on task"
        case .returning: "on the way home"
        case .ordered, .moving, .home, .out: state.rawValue
        }
    }

    // MARK: Whose move it is

    private func moves(
        _ request: Requests.Request?, _ taskings: [Taskings.Tasking], _ decisions: [PendingDecision]
    ) -> [HandoverItem] {
        let own = data.board.onlyNation
        let isOwn = { (decision: PendingDecision) in own.map { decision.party == .nation($0) } ?? true }
        let decided = decisions.map { decision in
            // What others are to type is no use to the reader.
            HandoverItem(
                who: decision.party.name, what: decision.what, command: isOwn(decision) ? decision.command : "",
                isPressing: decision.isPressing)
        }
        let asked = Set(taskings.map(\.id))
        let groups = ConsentGroup.groups(of: data.board.consents.filter { asked.contains($0.tasking) })
        let answers = groups.compactMap { group -> HandoverItem? in
            // Answers that are about to lapse have a decision, which is of the desk for all nations, of a contact point for their own.
            let isDecided = decisions.contains { $0.destination == .consents(group.tasking) && $0.due == group.replyBy }
            let missing = isDecided ? own.map { nation in group.missing.filter { !$0.hasPrefix(nation) } } ?? [] : group.missing
            if missing.isEmpty { return nil }
            return HandoverItem(
                who: missing.joined(separator: " "),
                what: "answer for \(AfterActionData.number(of: group.tasking)) by \(times.short(group.replyBy)) "
                    + "(\(clock.distance(to: group.replyBy)))")
        }
        let moves = decided + answers
        return moves.isEmpty ? [HandoverItem(what: "nothing is to be done" + reason(request, taskings))] : moves
    }

    /// Why no move is due, in words that follow.
    private func reason(_ request: Requests.Request?, _ taskings: [Taskings.Tasking]) -> String {
        if taskings.isEmpty {
            return request?.state.map { [.closed, .cancelled, .expired].contains($0) ? ", it is \($0.rawValue)" : "" } ?? ""
        }
        let next = taskings.flatMap { [$0.start, $0.end] }.compactMap { try? Instant($0) }.filter { $0 > clock.now }.min()
        guard let next else { return "" }
        let isStart = taskings.contains { (try? Instant($0.start)) == next }
        return " before the work \(isStart ? "begins" : "ends"), \(times.short(next)) (\(clock.distance(to: next)))"
    }
}
