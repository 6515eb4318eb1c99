import CRRTDomain
import SeededNumbers

@testable import CRRTMatching

/// Several requests to a small roster, from a seed.
struct RandomPlan {
    var given: RandomCase
    var query: PlanQuery

    init(seed: UInt64, standby: Bool = false) {
        var random = SeededGenerator(seed: seed ^ 0x914A)
        given = RandomCase(seed: seed, flawed: 16)
        if standby { given.addStandby(seed: seed) }
        let count = 1 + random.below(3)
        var requests = [given.query]
        for number in 1..<max(2, count + 1) {
            var other = RandomCase(seed: seed ^ UInt64(number) << 32).query
            other.weights = given.query.weights
            other.ignoring = given.query.ignoring
            requests.append(other)
        }
        let precedences = random.chance(3) ? [Precedence.immediate] : Precedence.allCases
        for number in requests.indices {
            requests[number].request.precedence = random.one(of: precedences)
            // Brute force has its limits.
            let seats = requests[number].request.seats.prefix(1 + random.below(2))
            requests[number].request.seats = seats.map {
                Fixtures.seat(
                    1 + random.below(3), min($0.minLevel.level, 3), count: 1 + random.below(count > 2 ? 1 : 2), lead: $0.lead)
            }
            if random.chance(4) { requests[number].omitted.nations = [Fixtures.nation(random.one(of: ["DEU", "EST", "FRA", "POL"]))] }
        }
        query = PlanQuery(requests: Array(requests.prefix(count)))
    }

    var index: RosterIndex { given.index }
}
