import CRRTDomain
import CRRTMatching
import CRRTProtocol
import CRRTStore

/// Plans who serves which of several requests. Nothing is written, and nothing is proposed.
enum PlanRequests {
    static func run(
        _ parameters: Requests.Plan.Parameters, _ caller: Caller, _ environment: CallEnvironment
    ) throws -> Requests.Plan.Reply {
        let input = try environment.query(caller) { try PlanInput(parameters, $0) }
        let (plan, snapshot) = (try query(parameters, input, environment), try roster(input, caller, environment))
        let budget = TimeBudget(milliseconds: environment.site.policy.planBudgetMilliseconds, environment.store.background)
        let report = snapshot.index.plan(plan, outOfTime: { budget.isSpent })
        let requests = try environment.query(caller) { query in
            try report.requests.indices.map { try wire($0, report, plan, input, snapshot.index, query) }
        }
        return .init(
            requests: requests, waiting: input.waiting.isEmpty ? nil : input.waiting.map(\.description),
            total: figures(report.worth), inTurn: figures(report.inTurn), proven: report.proven, lowerBound: report.lowerBound,
            asOf: snapshot.seq)
    }

    /// The roster that all questions have.
    private static func roster(_ input: PlanInput, _ caller: Caller, _ environment: CallEnvironment) throws -> RosterView.Snapshot {
        try input.questions.first?.roster ?? environment.query(caller) { try $0.visibleRoster() }
    }

    /// The question for matching: what each request must do without, and whom it must have.
    private static func query(
        _ parameters: Requests.Plan.Parameters, _ input: PlanInput, _ environment: CallEnvironment
    ) throws -> PlanQuery {
        let weights = try MatchRequest.weights(parameters.weights, environment.site.policy.weights)
        var queries: [MatchQuery] = []
        let fixed = try fixed(parameters.with ?? [], input)
        for (number, question) in input.questions.enumerated() {
            let choices = MatchChoices(question: question, refused: input.refused[number], catalogue: environment.site.catalogue)
            var query = question.query
            query.weights = weights
            query.omitted = try choices.omissions(parameters.without)
            query.omitted.experts.formUnion(input.busy(number))
            let own = fixed.filter { $0.request == number }
            try own.forEach { try checkIsFree($0, query.omitted, input.refused[number], parameters.without ?? []) }
            query.fixed = try choices.fixed(own.map(\.person), query.omitted, numbers: own.map(\.number))
            query.omitted.experts.formUnion(fixed.filter { $0.request != number }.compactMap { try? ExpertID($0.person.expert) })
            queries.append(query)
        }
        return PlanQuery(requests: queries)
    }

    /// A person whom the caller fixes: their place in the list, and the number of their request.
    private typealias Fixed = (number: Int, request: Int, person: Requests.FixedPerson)

    private static func fixed(_ people: [Requests.PlannedPerson], _ input: PlanInput) throws -> [Fixed] {
        var seen: Set<String> = []
        return try people.enumerated().map { number, person in
            guard let request = input.questions.firstIndex(where: { $0.whole.id?.description == person.request }) else {
                throw Refusal.invalid("with[\(number)].request", "\(quoted(person.request)) is not in the plan; name one that is")
            }
            guard seen.insert(person.expert).inserted else {
                throw Refusal.invalid("with[\(number)].expert", "\(quoted(person.expert)) is fixed twice; leave one of the two out")
            }
            return (number, request, .init(seat: person.seat, expert: person.expert))
        }
    }

    /// - Throws: where the person is asked or agreed for other work. Others are refused with the other checks.
    private static func checkIsFree(_ fixed: Fixed, _ omitted: Omissions, _ refused: [RefusedPerson], _ without: [String]) throws {
        guard let expert = try? ExpertID(fixed.person.expert), omitted.experts.contains(expert), !without.contains(expert.text),
            !refused.contains(where: { $0.expert == expert })
        else { return }
        throw Refusal.invalid(
            "with[\(fixed.number)].expert",
            "\(expert) is asked for a tasking at that time; reopen (crrtctl plan --reopen) plans those people again")
    }
}

extension PlanRequests {
    private static func figures(_ worth: PlanWorth) -> Requests.PlanFigures {
        .init(openSeats: worth.openSeats, singles: worth.singles, cost: worth.cost)
    }

    private static func wire(
        _ number: Int, _ report: PlanReport, _ plan: PlanQuery, _ input: PlanInput, _ index: RosterIndex, _ query: Query
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
            Requests.GivenWay(expert: way.expert.text, request: input.questions[way.request].whole.id?.description ?? "")
        }
        return .init(
            id: question.whole.id?.description ?? "",
            precedence: .init(rawValue: request.precedence.rawValue) ?? .routine, start: request.period.start.description,
            end: request.period.end.description, people: people, openSeats: planned.candidate?.openSeats ?? people,
            candidate: planned.candidate.map { MatchRequest.wire($0, contested, support, question) },
            alone: planned.alone.map { .init(openSeats: $0.openSeats, singles: index.singles($0), cost: $0.cost) },
            givenWay: givenWay.isEmpty ? nil : givenWay)
    }
}
