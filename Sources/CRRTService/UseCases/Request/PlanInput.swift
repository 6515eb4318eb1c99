import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// The requests of a plan, with the seats that are open and the people who are not free.
struct PlanInput {
    /// By precedence, the highest first, then by start and id.
    private(set) var questions: [MatchInput] = []
    /// The numbers of requests with an ordered tasking, whose terms cannot change.
    private(set) var bound: Set<Int> = []
    /// By request, those whom its nation has refused or recalled for it; none where the caller takes them in.
    private(set) var refused: [[RefusedPerson]] = []
    /// Open requests that are left out because the plan is full.
    private(set) var waiting: [RequestID] = []
    /// People of open proposals.
    private var proposed: [(expert: ExpertID, period: Period)] = []

    /// The most waiting requests that are told.
    private static let mostWaiting = 100

    init(_ parameters: Requests.Plan.Parameters, _ query: Query) throws {
        let at = try ParameterFields.instant("at", parameters.at)
        let held = try Set((parameters.hold ?? []).map { try query.request($0) }.compactMap(\.id))
        // Whether the caller sees the requests that they name comes before all else, so that a refusal takes the same steps.
        let wanted = try parameters.requests.map { try Self.named($0, held, query) }
        let taskings = try query.rows.activeTaskings().filter { try query.sees(.tasking($0)) }.map { try query.view(of: $0) }
        let isFixed = { (tasking: Tasking) in parameters.reopen != true || held.contains(tasking.id.request) }
        proposed = taskings.filter(isFixed).flatMap { tasking in
            tasking.elements.filter(\.isProposed).compactMap { element in element.expert.map { ($0, element.period) } }
        }
        let roster = try query.visibleRoster()
        let requests = try wanted ?? Self.validated(query).filter { $0.id.map { !held.contains($0) } ?? false }
        for request in Self.inOrder(requests) {
            if let at, at >= request.period.end {
                guard parameters.requests == nil else { throw Self.isOver(request, at) }
                continue
            }
            let own = taskings.filter { $0.id.request == request.id && isFixed($0) }
            let question = try Self.question(request, own, roster, at, query)
            guard let question else {
                guard parameters.requests == nil else { throw Self.nothingOpen(request, reopen: parameters.reopen == true) }
                continue
            }
            guard questions.count < PlanQuery.mostRequests else {
                if waiting.count < Self.mostWaiting { request.id.map { waiting.append($0) } }
                continue
            }
            if try Self.isBound(request, query) { bound.insert(questions.count) }
            questions.append(question)
            let refused = try parameters.includeRefused == true ? [] : request.id.map { try query.refusedPeople(in: $0) } ?? []
            self.refused.append(refused)
        }
    }

    /// Whom a request may not have because they are asked or agreed for other work at that time.
    func busy(during period: Period) -> Set<ExpertID> { Set(proposed.filter { $0.period.overlaps(period) }.map(\.expert)) }
}

extension PlanInput {
    /// The requests that the caller names.
    private static func named(_ names: [String], _ held: Set<RequestID>, _ query: Query) throws -> [Request] {
        var seen: Set<RequestID> = []
        return try names.enumerated().map { number, name in
            let (field, request) = ("requests[\(number)]", try query.request(name))
            guard let id = request.id, seen.insert(id).inserted else {
                throw Refusal.invalid(field, "\(quoted(name)) is named twice; leave one of the two out")
            }
            guard request.state == .validated || request.state == .submitted else {
                throw Refusal.invalid(field, "\(id) is \(request.state.rawValue): no one can be proposed for it; leave it out")
            }
            guard !held.contains(id) else { throw Refusal.invalid(field, "\(id) is also held by hold; take it out of one of the two") }
            return request
        }
    }

    /// By precedence, the highest first, then by start and id.
    private static func inOrder(_ requests: [Request]) -> [Request] {
        requests.sorted { left, right in
            if left.precedence != right.precedence { return left.precedence > right.precedence }
            if left.period.start != right.period.start { return left.period.start < right.period.start }
            guard let id = left.id, let other = right.id else { return false }
            return id < other
        }
    }

    /// All validated requests that the caller sees.
    private static func validated(_ query: Query) throws -> [Request] {
        var found: [Request] = []
        var last: RequestID?
        while true {
            let page = try query.rows.requests(nation: nil, state: .validated, after: last, limit: 500)
            found += try page.filter { try query.sees(.request($0)) }
            guard page.count == 500 else { return found }
            last = page.last?.id
        }
    }

    /// The open seats of a request; nil where there are none.
    ///
    /// - Parameter taskings: Those of the request whose people are not planned again.
    private static func question(
        _ request: Request, _ taskings: [Tasking], _ roster: RosterView.Snapshot, _ at: Instant?, _ query: Query
    ) throws -> MatchInput? {
        let all = try request.id.map { try query.rows.taskings(of: $0) } ?? []
        var open = Fulfilment(request, all).open
        for element in taskings.flatMap(\.elements) where element.isProposed {
            guard let seat = element.assignment?.seat, open.indices.contains(seat) else { continue }
            open[seat] = max(0, open[seat] - 1)
        }
        let lines = open.indices.filter { open[$0] > 0 }
        guard !lines.isEmpty else { return nil }
        var wanted = request
        wanted.seats = try lines.map { try MatchInput.seat($0, of: request, open: open[$0], all.flatMap(\.elements), query) }
        return MatchInput(query: try query.matchQuery(wanted, at: at), whole: request, lines: lines, roster: roster)
    }

    private static func isOver(_ request: Request, _ at: Instant) -> any Error {
        let id = request.id?.description ?? ""
        return Refusal.invalid(
            "at", "\(at) is not before the end of \(id), \(request.period.end); leave that out, or plan as of another time")
    }

    private static func isBound(_ request: Request, _ query: Query) throws -> Bool {
        try request.id.map { try query.rows.taskings(of: $0) }?.contains(where: \.bindsTerms) ?? false
    }

    private static func nothingOpen(_ request: Request, reopen: Bool) -> any Error {
        let id = request.id?.description ?? ""
        if request.seats.isEmpty { return Refusal.invalid("requests", "\(id) asks for no people; leave it out") }
        return Refusal.invalid(
            "requests",
            "no seat of \(id) is open: its people are ordered" + (reopen ? "" : " or asked; reopen (crrtctl plan --reopen) asks anew")
                + "; leave it out")
    }
}

extension Element {
    /// Whether a nation is asked for it, or agrees, and it is not ordered.
    fileprivate var isProposed: Bool { state == .asked || state == .agreed }
}
