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
        let moves = Dictionary(grouping: decisions, by: { HandoverRequests.request(of: $0) ?? "" })
        let others = Set(changes.keys).union(taskings.keys).subtracting(open).subtracting([""]).sortedNaturally()
        return (open + others).map { id in
            let request = data.request(id)
            let own = taskings[id] ?? []
            return HandoverRequest(
                id: id, title: request?.title, stands: (request.map { [stands($0)] } ?? []) + own.map(stands),
                moves: self.moves(request, own, moves[id] ?? []),
                changes: (changes[id] ?? []).map(change))
        }
    }

    private static func request(of decision: PendingDecision) -> String? {
        switch decision.destination {
        case .request(let id): id
        case .tasking(let id), .consents(let id): RecordID(id).map { "\($0.request)" }
        case .entry, .readiness, .standby, .period: nil
        }
    }

    private func change(_ entry: Journal.Entry) -> HandoverItem {
        HandoverItem(
            at: try? Instant(entry.at), who: entry.actor,
            what: AfterActionText.what(entry, times).split(separator: "\n").joined(separator: "; "))
    }

    // MARK: Where it stands

    private func stands(_ request: Requests.Request) -> String {
        let filled: String? =
            switch (request.state, request.filled) {
            case (.validated, .fully?): "all seats filled"
            case (.validated, .partly?): "some seats filled"
            case (.validated, .some): "no seat filled"
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
        return "\(AfterActionData.number(of: tasking.id)): \(who)"
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
        let decided = decisions.map {
            HandoverItem(who: $0.party.name, what: $0.what, command: $0.command, isPressing: $0.isPressing)
        }
        let asked = Set(taskings.map(\.id))
        let groups = ConsentGroup.groups(of: data.board.consents.filter { asked.contains($0.tasking) })
        let answers = groups.compactMap { group -> HandoverItem? in
            // Answers that are about to lapse have a decision.
            if decisions.contains(where: { $0.destination == .consents(group.tasking) && $0.due == group.replyBy }) { return nil }
            return HandoverItem(
                who: group.missing.joined(separator: " "),
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
