import CRRTDomain
import CRRTProtocol

/// What opens seats of a plan: the change, what stays open with it, and the command that makes or tries it.
struct PlanOpeningViews {
    var plan: Requests.Plan.Reply
    /// The requests of which changes open seats, by id, as far as the caller reads them.
    var present: [String: Requests.Request]
    /// The command that plans without a request.
    var withoutRequest: (String) -> String

    var blocks: [Block] {
        guard let openings = plan.openings, plan.total.openSeats > 0 else { return [] }
        let untried = plan.untried.map { "not every change of \($0.joined(separator: " ")) was tried: the time limit ended the search" }
        let isAllUntried = plan.untried?.count == plan.requests.count
        let none = openings.isEmpty && !isAllUntried ? ["no single change that was tried opens a seat"] : []
        return [.heading("What opens")] + (openings.flatMap(lines) + none + [untried].compactMap(\.self)).map { .line($0) }
    }

    private func lines(_ opening: Requests.Opening) -> [String] {
        let lines = ["\(figure(opening)) \(change(opening))", seats(opening), command(opening)].compactMap(\.self)
        return lines.enumerated().map { $0 == 0 ? $1 : "  \($1)" }
    }

    /// `REQ-NOR-2027-0001 1 instead of 3`; nil where the request alone is served otherwise.
    private func seats(_ opening: Requests.Opening) -> String? {
        guard opening.seats.map(\.request) != [opening.request] else { return nil }
        return opening.seats.map { "\($0.request) \($0.after) instead of \($0.before)" }.joined(separator: ", ")
    }

    /// `1 open seat instead of 3`, of all but the one that waits.
    private func figure(_ opening: Requests.Opening) -> String {
        let after = opening.total.openSeats
        let before = opening.seats.reduce(after) { $0 + $1.before - $1.after }
        let seats = counted(after, "open seat", "open seats")
        return before == after ? "\(seats) as before, shared better" : "\(seats) instead of \(before)"
    }

    private func change(_ opening: Requests.Opening) -> String {
        let id = opening.request
        switch opening.kind {
        case .waits:
            let people = plan.requests.first { $0.id == id }?.people ?? 0
            return "if \(id) waits, which asks for \(counted(people, "person", "people"))"
        case .later: return "if \(id) is \(counted(opening.days ?? 0, "day", "days")) later"
        case .relaxed:
            let place = opening.seat.map { "seat \($0) of \(id)" } ?? id
            return "with \(place): \(opening.change ?? "")"
        }
    }

    private func command(_ opening: Requests.Opening) -> String? {
        guard let amended = opening.amended else { return withoutRequest(opening.request) }
        return present[opening.request].flatMap { AmendCommand.line($0, as: amended) }
    }
}
