import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// The question of a match: a filed request, or one that is only described. Nothing is written by asking.
struct MatchQuestion {
    var query: MatchQuery
    /// The request with all of its seats.
    let whole: Request
    /// The request's own number of each seat line asked about: of a partly filled request only the open ones are.
    let lines: [Int]
    /// Who is asked about, and the position that this is true of.
    let roster: RosterView.Present

    /// The label of an answer that tells of these nations' people beside the request: what nations offer is theirs alone to know.
    func marking(telling nations: Set<NationCode> = []) -> Requests.Marking? {
        let request = query.request
        let own = nations.count == 1 && nations.isSubset(of: query.releasable) ? nations.map(\.description) : nil
        return Requests.Marking.Classification(rawValue: request.classification.rawValue).map {
            .init(classification: $0, releasableTo: nations.isEmpty ? request.releasableTo : own, exercise: false)
        }
    }

    /// - Parameter whole: Whether to ask about every seat, also those that ordered people fill.
    static func read(
        _ id: String?, _ described: Requests.Request?, at: String?, whole: Bool = false, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> MatchQuestion {
        try environment.ask(caller) { query in
            let request = try request(id, described, query)
            let taskings = whole ? [] : try request.id.map { try query.rows.taskings(of: $0) } ?? []
            let (open, lines) = try openSeats(of: request, taskings, query)
            return MatchQuestion(
                query: try query.matchQuery(open, at: try RequestFields.instant("at", at)), whole: request, lines: lines,
                roster: try query.rosterSeen())
        }
    }

    private static func request(_ id: String?, _ described: Requests.Request?, _ query: Query) throws -> Request {
        switch (id, described) {
        case (let id?, nil): try query.request(id)
        case (nil, let wire?): try RequestTerms.read(wire, query)
        case (nil, nil): throw Refusal.invalid("id", "is missing; name a request, or describe one in request")
        case (_?, _?): throw Refusal.invalid("request", "goes without id; leave one of the two out")
        }
    }

    /// The request with the places that nobody has been ordered to. A request that is wholly filled, or not at all, is asked about
    /// as a whole: who could go, or who could relieve those who did.
    static func openSeats(of request: Request, _ taskings: [Tasking], _ context: some Context) throws -> (Request, lines: [Int]) {
        let filling = Filling(request, taskings)
        guard filling.filled == .partly else { return (request, Array(request.seats.indices)) }
        let lines = request.seats.indices.filter { filling.open[$0] > 0 }
        var open = request
        open.seats = try lines.map { line in
            var seat = request.seats[line]
            let holders = taskings.filter(\.state.holdsPeople).flatMap(\.assignments).filter { $0.seat == line }
            let led = try holders.contains { holder in
                try context.rows.expert(holder.expert)?.skills[seat.skill].map { $0 >= .leads } ?? false
            }
            seat.lead = seat.lead && !led
            seat.count = filling.open[line]
            return seat
        }
        return (open, lines)
    }
}
