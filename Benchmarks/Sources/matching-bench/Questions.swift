import CRRTDomain
import CRRTMatching
import Glibc
import Measuring
import SeededRoster

/// The questions that are measured in process: the kinds of candidate, and the name of the row.
enum Question: String, CaseIterable {
    case eligible = "eligible lists"
    case assembled = "assembled"
    case team = "team"
    case teamAndAssembled = "team and assembled"
    case augmented = "augmented"
    case all = "all three kinds"

    var kinds: Set<CandidateKind> {
        switch self {
        case .eligible: []
        case .assembled: [.assembled]
        case .team: [.team]
        case .teamAndAssembled: [.team, .assembled]
        case .augmented: [.augmented]
        case .all: [.team, .augmented, .assembled]
        }
    }
}

extension SeededRoster {
    func query(_ request: Request, nationWeight: Int = Weights().nation) -> MatchQuery {
        MatchQuery(
            request: request, releasable: SeededRoster.nations(in: request.releasableTo), at: moment, staleAfterDays: 90,
            weights: Weights(nation: nationWeight))
    }
}

extension RosterIndex {
    /// A match with the budget that the policy gives by default.
    func answer(_ query: MatchQuery, _ kinds: Set<CandidateKind>, budgetMilliseconds: Int = 2000) -> MatchReport {
        var query = query
        query.kinds = kinds
        let end = nanoseconds() + budgetMilliseconds * 1_000_000
        return match(query, outOfTime: { nanoseconds() >= end })
    }
}
