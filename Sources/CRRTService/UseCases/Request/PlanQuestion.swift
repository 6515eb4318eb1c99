import CRRTDomain
import CRRTMatching
import CRRTProtocol

/// The question for matching: what each request of a plan must do without, and whom it must have.
struct PlanQuestion {
    private(set) var query = PlanQuery(requests: [])
    private let input: PlanInput
    /// By request, whom it must do without at any time.
    private var omitted: [Omissions] = []

    init(_ parameters: Requests.Plan.Parameters, _ input: PlanInput, _ site: Site) throws {
        self.input = input
        query.bound = input.bound
        let weights = try MatchRequest.weights(parameters.weights, site.policy.weights)
        let fixed = try Self.fixed(parameters.with ?? [], input)
        for (number, question) in input.questions.enumerated() {
            let choices = MatchChoices(question: question, refused: input.refused[number], catalogue: site.catalogue)
            var query = question.query
            query.weights = weights
            var always = try choices.omissions(parameters.without)
            query.omitted = always
            query.omitted.experts.formUnion(input.busy(during: query.request.period))
            let own = fixed.filter { $0.request == number }
            try own.forEach { try Self.checkIsFree($0, query.omitted, input.refused[number], parameters.without ?? []) }
            query.fixed = try choices.fixed(own.map(\.person), query.omitted, numbers: own.map(\.number))
            let others = fixed.filter { $0.request != number }.compactMap { try? ExpertID($0.person.expert) }
            query.omitted.experts.formUnion(others)
            always.experts.formUnion(others)
            self.query.requests.append(query)
            omitted.append(always)
        }
    }

    /// A request that begins and ends a number of days later, when others may be asked for other work; nil at the end of all time.
    func later(_ number: Int, by days: Int) -> MatchQuery? {
        var moved = query.requests[number]
        let (start, end) = (moved.request.period.start.adding(days: days), moved.request.period.end.adding(days: days))
        guard let end = try? Instant(end.description), let period = try? Period(start: start, end: end) else { return nil }
        moved.request.period = period
        moved.omitted = omitted[number]
        moved.omitted.experts.formUnion(input.busy(during: moved.request.period))
        return moved
    }
}

extension PlanQuestion {
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
