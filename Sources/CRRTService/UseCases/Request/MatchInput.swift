import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// The input of a match: a filed request, or one that is only described.
struct MatchInput {
    var query: MatchQuery
    /// The request with all of its seats.
    let whole: Request
    /// The index in the request of each seat line of the query, which has only the open ones of a partly filled request.
    let lines: [Int]
    /// The roster as the caller may see it.
    let roster: RosterView.Snapshot
    /// The tasking whose open seats are matched; nil for a request.
    var tasking: Tasking?

    /// The marking of an answer about the request and about people of these nations. Offers are released to their own nation only.
    func marking(telling nations: Set<NationCode> = []) -> Requests.Marking? {
        let request = query.request
        let own = nations.count == 1 && nations.isSubset(of: query.releasable) ? nations.map(\.description) : nil
        return Requests.Marking.Classification(rawValue: request.classification.rawValue).map {
            .init(classification: $0, releasableTo: nations.isEmpty ? request.releasableTo : own, exercise: false)
        }
    }

    /// true for a person who works for a company of industry; nil for others, whose answers leave it out.
    func isPartner(_ expert: ExpertID) -> Bool? { roster.index.expert(expert)?.isPartner == true ? true : nil }

    /// The standby period whose notice an expert has, alone or with a team; nil for the ordinary notice.
    func standby(of expert: ExpertID, with team: TeamID? = nil) -> String? {
        roster.index.standby(of: expert, with: team, at: query.at)?.id.text
    }

    /// The whole request with the changes of its open part.
    func amended(as changed: Request) -> Request {
        var amended = changed
        amended.seats = whole.seats
        for (number, line) in lines.enumerated() {
            let (asked, seat) = (query.request.seats[number], changed.seats[number])
            (amended.seats[line].minLevel, amended.seats[line].minClearance) = (seat.minLevel, seat.minClearance)
            amended.seats[line].accesses = seat.accesses
            // The open part has no lead where an active tasking has one, which is not a change.
            if asked.lead != seat.lead { amended.seats[line].lead = seat.lead }
        }
        return amended
    }

    /// - Parameter whole: whether to include seats that ordered people fill.
    static func read(
        _ id: String?, _ described: Requests.Request?, at: String?, whole: Bool = false, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> MatchInput {
        try environment.query(caller) { query in
            let request = try request(id, described, query)
            let taskings = whole ? [] : try request.id.map { try query.rows.taskings(of: $0) } ?? []
            let (open, lines) = try openSeats(of: request, taskings, query)
            return MatchInput(
                query: try query.matchQuery(open, at: try ParameterFields.instant("at", at)), whole: request, lines: lines,
                roster: try query.visibleRoster())
        }
    }

    /// The seats of a tasking that neither its people fill nor those of other taskings, as Replace takes them.
    static func read(tasking id: String, at: String?, _ caller: Caller, _ environment: CallEnvironment) throws -> MatchInput {
        try environment.query(caller) { query in
            let (tasking, request) = try query.tasking(id)
            guard query.seesAll(of: request.nation) else { throw Refusal.permission(of: [request.nation], or: [.duty]) }
            try query.checkTakesOthers(tasking, request, event: "match")
            var open = Fulfilment(request, try query.rows.taskings(of: tasking.request)).open
            for element in tasking.elements where element.state == .asked || element.state == .agreed {
                guard let seat = element.assignment?.seat, open.indices.contains(seat) else { continue }
                open[seat] = max(0, open[seat] - 1)
            }
            let lines = open.indices.filter { open[$0] > 0 }
            guard !lines.isEmpty else { throw try query.illegal(tasking, "match", "no seat of it is open") }
            var wanted = request
            wanted.seats = try lines.map { try seat($0, of: request, open: open[$0], tasking.elements, query) }
            wanted.period = try Period(start: max(tasking.period.start, query.now), end: tasking.period.end)
            return MatchInput(
                query: try query.matchQuery(wanted, at: try ParameterFields.instant("at", at)), whole: request, lines: lines,
                roster: try query.visibleRoster(), tasking: tasking)
        }
    }

    private static func request(_ id: String?, _ described: Requests.Request?, _ query: Query) throws -> Request {
        switch (id, described) {
        case (let id?, nil): try query.request(id)
        case (nil, let wire?): try visible(wire, query)
        case (nil, nil): throw Refusal.invalid("id", "is missing; name a request, or describe one in request")
        case (_?, _?): throw Refusal.invalid("request", "goes without id; leave one of the two out")
        }
    }

    /// A request that is only described. The id that it carries counts where the caller sees that request: what is known of a hidden one
    /// must not show in the answer.
    private static func visible(_ wire: Requests.Request, _ query: Query) throws -> Request {
        var request = try DescribedRequest.read(wire, query)
        if let id = request.id, try !query.sees(request: id) { request.id = nil }
        return request
    }

    /// The request with its open places only. A request that is completely filled, or not at all, is matched as a whole: who could go, or
    /// who could relieve those who did.
    static func openSeats(of request: Request, _ taskings: [Tasking], _ context: some Context) throws -> (Request, lines: [Int]) {
        let fulfilment = Fulfilment(request, taskings)
        guard fulfilment.filled == .partly else { return (request, Array(request.seats.indices)) }
        let lines = request.seats.indices.filter { fulfilment.open[$0] > 0 }
        var open = request
        let elements = taskings.flatMap(\.elements)
        open.seats = try lines.map { try seat($0, of: request, open: fulfilment.open[$0], elements, context) }
        return (open, lines)
    }

    /// A seat line with its open places only. A leader is wanted where none of those who are ordered leads it.
    static func seat(
        _ line: Int, of request: Request, open: Int, _ elements: [Element], _ context: some Context
    ) throws -> Seat {
        var seat = request.seats[line]
        let holders = elements.filter { $0.state.isHeld && $0.state.isForward }.compactMap(\.assignment).filter { $0.seat == line }
        let led = try holders.contains { holder in
            try context.rows.expert(holder.expert)?.skills[seat.skill].map { $0 >= .leads } ?? false
        }
        seat.lead = seat.lead && !led
        seat.count = open
        return seat
    }
}
