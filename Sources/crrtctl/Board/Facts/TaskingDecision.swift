import CRRTDomain
import CRRTProtocol

/// The next step of a tasking, where it is time for it.
enum TaskingDecision {
    static func of(_ tasking: Taskings.Tasking, _ data: BoardData, _ clock: Countdown) -> Decision? {
        guard let start = try? Instant(tasking.start), let end = try? Instant(tasking.end) else { return nil }
        let request = data.request(tasking.request)
        let decision = { (what: String, party: Decision.Party, verb: String, due: Instant, isPressing: Bool) in
            Decision(
                what: what, party: party, precedence: request?.precedence, title: request?.title,
                command: "crrtctl tasking \(verb) \(tasking.id)", opening: .tasking(tasking.id), isPressing: isPressing, due: due)
        }
        let starts = "\(clock.isOver(start) ? "started" : "starts") \(clock.distance(to: start))"
        let late = tasking.lateHours.map { ", LATE by \($0) h" } ?? ""
        let startsSoon = clock.isOver(start, within: Decision.missionWarning)
        switch tasking.state {
        case .consented:
            return decision(
                "order, all agreed\(late)", .authority, "order", start, tasking.lateHours != nil || clock.isOver(start, within: 1))
        case .ordered where startsSoon:
            let isRemote = request?.mode == .remote
            let verb = isRemote ? "begin" : "depart"
            return decision("\(verb), \(starts)\(late)", .duty, verb, start, clock.isOver(start))
        case .moving where startsSoon:
            return decision("begin, \(starts)", .duty, "begin", start, clock.isOver(start))
        case .onTask where tasking.extension == nil && clock.isOver(end, within: Decision.missionWarning):
            return decision(
                "release? \(clock.isOver(end) ? "ended" : "ends") \(clock.distance(to: end))", .duty, "release", end, clock.isOver(end))
        case .returning: return decision("close, once all are home", .duty, "close", end, false)
        default: return nil
        }
    }
}
