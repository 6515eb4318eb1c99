import CRRTDomain
import CRRTProtocol

/// The decision that a request waits for.
enum RequestDecision {
    static func of(_ request: Requests.Request, _ data: BoardData, _ clock: Countdown) -> PendingDecision? {
        guard let id = request.id else { return nil }
        let decision = { (what: String, party: PendingDecision.Party, command: String) in
            PendingDecision(
                what: what, party: party, precedence: request.precedence, title: request.title, command: "crrtctl \(command)",
                destination: .request(id),
                due: data.filed[id])
        }
        switch request.state {
        case .submitted:
            let age = data.filed[id].map { ", \(clock.age(since: $0)) old" } ?? ""
            return decision("validate\(age)", .duty, "request validate \(id)")
        case .returned: return decision("amend, was returned", .nation(request.nation), "request amend \(id) …")
        case .validated:
            // A nation that is only asked to help does not see how far it is filled.
            guard request.filled != nil, let (what, command) = next(request, id, data, clock) else { return nil }
            return decision(what, .duty, command)
        default: return nil
        }
    }

    /// The next step for a validated request; nil while its taskings are under way.
    private static func next(
        _ request: Requests.Request, _ id: String, _ data: BoardData, _ clock: Countdown
    ) -> (what: String, command: String)? {
        let own = data.taskings(of: id)
        let close = "request close \(id) --outcome …"
        if request.filled == .fully { return own.isEmpty ? ("close, all are home", close) : nil }
        // A request that nothing was done for expires by itself. This one has a report to give.
        if hasEnded(request, clock), own.isEmpty, request.filled == .partly || request.effects?.isEmpty == false {
            return ("close, its period has ended", close)
        }
        guard !hasEnded(request, clock) else { return nil }
        // Open seats beside people who are asked for or out are filled in their tasking.
        if let tasking = own.last(where: { takesOthers($0, clock) }) {
            return data.openSeats(of: request)?.count.map { ("match, \($0)", "match \(tasking.id)") }
        }
        if own.contains(where: { $0.state == .awaitingConsent || $0.state == .consented }) { return nil }
        return (why(request, id, data), "match \(id)")
    }

    /// Whether the daemon takes others for the open seats of a tasking.
    private static func takesOthers(_ tasking: Taskings.Tasking, _ clock: Countdown) -> Bool {
        tasking.kind != .effect && tasking.elements?.contains(where: \.isForward) == true
            && (try? Instant(tasking.end)).map { !clock.isOver($0) } == true
    }

    private static func why(_ request: Requests.Request, _ id: String, _ data: BoardData) -> String {
        let open = request.filled == .partly ? "partly filled" : "nobody asked"
        return last(id, data).map { "match again, \($0.state.rawValue)" } ?? "match, \(open)"
    }

    /// The last tasking that was recalled, declined or aborted.
    private static func last(_ id: String, _ data: BoardData) -> Taskings.Tasking? {
        data.fallen(of: id).max { number($0) < number($1) }
    }

    private static func hasEnded(_ request: Requests.Request, _ clock: Countdown) -> Bool {
        (try? Instant(request.end)).map { clock.isOver($0) } ?? false
    }

    /// The last number in the id: 3 for `TSK-ALB-2026-0001-3`.
    private static func number(_ tasking: Taskings.Tasking) -> Int {
        tasking.id.split(separator: "-").last.flatMap { Int($0) } ?? 0
    }
}
