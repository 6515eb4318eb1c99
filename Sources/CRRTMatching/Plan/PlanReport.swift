public import CRRTDomain

/// What a plan is worth; less is better.
///
/// Plans are compared by their open seats: at the highest precedence by their number, then by request, the most first (the leximin, so that
/// the request that is served worst is served as well as can be), then in the same way at the next one. Then by `singles`, as a match ranks
/// a standing team before augmented ones and individuals, and then by `cost`.
public struct PlanWorth: Sendable, Hashable {
    /// By precedence that has a request, the seats that stay open, by request, most first.
    public var open: [Precedence: [Int]]
    /// The number of people who go without a standing team of theirs.
    public var singles: Int
    /// The sum of the costs of all candidates.
    public var cost: Int

    /// The number of seats that stay open.
    public var openSeats: Int { open.values.joined().reduce(0, +) }
}

/// A request of a plan.
public struct PlannedRequest: Sendable, Hashable {
    /// Its people in the plan; nil where it has none.
    public var candidate: Candidate?
    /// The best candidate if it were the only request; nil for none.
    public var alone: Candidate?
    /// Experts of other requests of the plan who are in `alone`, with the numbers of these requests, by expert.
    public var givenWay: [GivenWay]
}

/// An expert who would serve a request if it were the only one, and serves another.
public struct GivenWay: Sendable, Hashable {
    /// Who it is.
    public var expert: ExpertID
    /// The number of the request that they serve, from 0.
    public var request: Int
}

/// The answer to a `PlanQuery`.
public struct PlanReport: Sendable, Hashable {
    /// One for each request, in the order of the query.
    public var requests: [PlannedRequest]
    /// What the plan is worth.
    public var worth: PlanWorth
    /// What it would be worth if each request, in the order of the query, took the best people that those before it have left.
    public var inTurn: PlanWorth
    /// By request, the seats that would stay open then.
    public var openInTurn: [Int]
    /// Whether no plan is better. The open seats are the fewest in any case, unless people have a shorter notice with their team alone.
    public var proven: Bool
    /// Where it is not proven, a bound of the cost of every plan with as few open seats and singles. nil where it is proven, and where a
    /// plan with fewer singles may exist.
    public var lowerBound: Int?
}

extension PlanReport {
    /// - Parameters:
    ///   - query: The question.
    ///   - candidates: By request, its people.
    ///   - worth: What they are worth.
    ///   - alone: By request, the best candidate by itself.
    ///   - inTurn: What the candidates would be worth that are found one after the other.
    ///   - openInTurn: By request, the seats that would stay open then.
    ///   - gap: How far the bound is below this plan.
    init(
        _ query: PlanQuery, _ candidates: [Candidate?], _ worth: PlanWorth, alone: [Candidate?], inTurn: PlanWorth, openInTurn: [Int],
        gap: PlanSearch.Gap
    ) {
        var servedBy: [ExpertID: Int] = [:]
        for (number, candidate) in candidates.enumerated() {
            for person in candidate?.assignments ?? [] { servedBy[person.expert] = number }
        }
        requests = query.requests.indices.map { number in
            let givenWay = (alone[number]?.assignments ?? []).compactMap { person in
                servedBy[person.expert].flatMap { $0 == number ? nil : GivenWay(expert: person.expert, request: $0) }
            }
            return PlannedRequest(candidate: candidates[number], alone: alone[number], givenWay: givenWay)
        }
        self.worth = worth
        self.inTurn = inTurn
        self.openInTurn = openInTurn
        proven = gap == .none
        if case .cost(let less) = gap { lowerBound = worth.cost - less } else { lowerBound = nil }
    }
}
