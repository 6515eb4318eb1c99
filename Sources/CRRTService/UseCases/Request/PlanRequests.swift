import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Plans who serves which of several requests. Nothing is written, and nothing is proposed.
enum PlanRequests {
    static func run(
        _ parameters: Requests.Plan.Parameters, _ caller: Caller, _ environment: CallEnvironment, _ budget: SearchBudget
    ) throws -> Requests.Plan.Reply {
        let input = try environment.query(caller) { try PlanInput(parameters, $0) }
        let (question, snapshot) = (
            try PlanQuestion(parameters, input, environment.site), try roster(input, caller, environment)
        )
        let report = snapshot.index.plan(question.query, outOfTime: budget.begin())
        let requests = try environment.query(caller) { query in
            try report.requests.indices.map { try wire($0, report, input, snapshot.index, query) }
        }
        let openings = parameters.openings == true ? openings(question, report, snapshot.index, budget) : nil
        let remaining = parameters.remaining == true ? try remaining(report, question.query, snapshot.index, caller, environment) : nil
        let untried = openings?.untried.map { id($0, input) } ?? []
        return .init(
            requests: requests, waiting: input.waiting.isEmpty ? nil : input.waiting.map(\.description),
            total: .init(report.worth), inTurn: .init(report.inTurn), openInTurn: openInTurn(report, input), proven: report.proven,
            lowerBound: report.lowerBound,
            asOf: snapshot.seq, openings: openings?.openings.map { wire($0, report, input) }, untried: untried.isEmpty ? nil : untried,
            remaining: remaining)
    }

    static func id(_ number: Int, _ input: PlanInput) -> String { input.questions[number].whole.id?.description ?? "" }

    /// The roster that all questions have.
    private static func roster(_ input: PlanInput, _ caller: Caller, _ environment: CallEnvironment) throws -> RosterView.Snapshot {
        try input.questions.first?.roster ?? environment.query(caller) { try $0.visibleRoster() }
    }
}

extension PlanRequests {
    private static func wire(
        _ number: Int, _ report: PlanReport, _ input: PlanInput, _ index: RosterIndex, _ query: Query
    ) throws -> Requests.PlannedRequest {
        let (planned, question) = (report.requests[number], input.questions[number])
        let request = question.query.request
        let candidates = [planned.candidate].compactMap(\.self)
        let people = request.seats.reduce(0) { $0 + $1.count }
        // With reopen, other proposals may name the same people.
        var contests = ContestCache(query)
        let contested = try Set(candidates.flatMap(\.assignments).map(\.expert)).filter { expert in
            try !contests.contests(over: [expert], during: request.period, limit: 1).isEmpty
        }
        let support = try MatchRequest.support(candidates, to: request.nation, query)
        let givenWay = planned.givenWay.map { way in
            Requests.GivenWay(expert: way.expert.text, request: id(way.request, input))
        }
        return .init(
            id: id(number, input),
            precedence: .init(rawValue: request.precedence.rawValue) ?? .routine, start: request.period.start.description,
            end: request.period.end.description, people: people, openSeats: planned.candidate?.openSeats ?? people,
            candidate: planned.candidate.map { MatchRequest.wire($0, contested, support, question) },
            alone: planned.alone.flatMap { $0.proven ? .init($0, index) : nil }, givenWay: givenWay.isEmpty ? nil : givenWay,
            givesWay: planned.alone.flatMap { givesWay(planned.candidate, since: $0, people, index) })
    }

    private static func openInTurn(_ report: PlanReport, _ input: PlanInput) -> [Requests.OpenSeats]? {
        let open = report.requests.indices.filter { report.openInTurn[$0] > 0 }.map { number in
            let planned = report.requests[number].candidate?.openSeats
            return Requests.OpenSeats(
                request: id(number, input), before: report.openInTurn[number],
                after: planned ?? input.questions[number].query.request.seats.reduce(0) { $0 + $1.count })
        }
        return open.isEmpty ? nil : open
    }

    /// What a request has less than alone; nil where nothing differs, and where a time limit ended the search for what it has alone.
    private static func givesWay(
        _ candidate: Candidate?, since alone: Candidate, _ people: Int, _ index: RosterIndex
    ) -> Requests.PlanFigures? {
        guard alone.proven else { return nil }
        let now = candidate.map { Requests.PlanFigures($0, index) } ?? .init(openSeats: people, singles: 0, cost: 0)
        let then = Requests.PlanFigures(alone, index)
        guard now != then else { return nil }
        return .init(openSeats: now.openSeats - then.openSeats, singles: now.singles - then.singles, cost: now.cost - then.cost)
    }
}

extension Requests.PlanFigures {
    init(_ worth: PlanWorth) { self.init(openSeats: worth.openSeats, singles: worth.singles, cost: worth.cost) }

    fileprivate init(_ candidate: Candidate, _ index: RosterIndex) {
        self.init(openSeats: candidate.openSeats, singles: index.singles(candidate), cost: candidate.cost)
    }
}
