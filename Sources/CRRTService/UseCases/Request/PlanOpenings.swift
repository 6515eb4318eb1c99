import CRRTDomain
import CRRTMatching
import CRRTProtocol

/// What opens seats of a plan.
extension PlanRequests {
    /// The most changes that are told.
    private static let mostOpenings = 8

    /// It may take as long again as the plan.
    static func openings(
        _ question: PlanQuestion, _ report: PlanReport, _ index: RosterIndex, _ budget: SearchBudget
    ) -> PlanOpenings {
        index.openings(
            question.query, of: report, limit: mostOpenings, later: { question.later($0, by: $1) }, outOfTime: budget.begin())
    }

    static func wire(_ opening: PlanOpening, _ report: PlanReport, _ input: PlanInput) -> Requests.Opening {
        let question = input.questions[opening.request]
        let seats = opening.open.enumerated().compactMap { number, after -> Requests.OpenSeats? in
            let planned = report.requests[number]
            let before = planned.candidate?.openSeats ?? input.questions[number].query.request.seats.reduce(0) { $0 + $1.count }
            guard let after, after != before else { return nil }
            return .init(request: id(number, input), before: before, after: after)
        }
        var wire = Requests.Opening(
            request: id(opening.request, input), kind: .waits, amended: opening.changed.map { .init(question.amended(as: $0)) },
            seats: seats, total: .init(opening.worth), proven: opening.proven)
        switch opening.change {
        case .waits: break
        case .later(let days): (wire.kind, wire.days) = (.later, days)
        case .relaxed(let words, let seat): (wire.kind, wire.change, wire.seat) = (.relaxed, words, seat.map { question.lines[$0] })
        }
        return wire
    }
}
