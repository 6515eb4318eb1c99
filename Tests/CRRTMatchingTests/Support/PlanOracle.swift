import CRRTDomain

@testable import CRRTMatching

/// The best plan, found by trying everything on plain records, in the order that is promised. It shares the rules with matching and
/// nothing else.
struct PlanOracle {
    /// A way to fill one request.
    struct Way {
        var people: UInt64
        var team: Int?
        var open: Int
        var singles: Int
        var cost: Int
    }

    let plan: RandomPlan
    /// By request.
    let ways: [[Way]]
    /// By request and team, the members who may go and the least of them; nil where the team cannot go.
    private let manning: [[(members: UInt64, least: Int)?]]

    init(_ plan: RandomPlan) {
        self.plan = plan
        let given = plan.given
        let numbers = Dictionary(uniqueKeysWithValues: given.experts.enumerated().map { ($1.id, $0) })
        func mask(_ people: some Sequence<ExpertID>) -> UInt64 { people.reduce(0) { $0 | 1 << UInt64(numbers[$1]!) } }
        var manning: [[(members: UInt64, least: Int)?]] = []
        ways = plan.query.requests.map { query in
            var known: [[UInt64]: Way] = [:]
            func add(_ choice: Oracle.Choice, team: Int?, singles: Int) {
                let people = mask(choice.people.compactMap { $0?.id })
                let way = Way(people: people, team: team, open: choice.open, singles: singles, cost: choice.cost)
                let key = [people, UInt64((team ?? -1) + 1)]
                if let old = known[key], (old.singles, old.cost) <= (singles, choice.cost) { return }
                known[key] = way
            }
            func isAllowed(_ choice: Oracle.Choice) -> Bool {
                choice.people.allSatisfy { $0.map { !query.omitted.contains($0.id) } ?? true }
            }
            var single = given.ready(for: nil)
            single.query = query
            Oracle(single).forEachChoice(team: nil, members: []) { choice in
                if isAllowed(choice) { add(choice, team: nil, singles: choice.people.count - choice.open) }
            }
            var mannings: [(members: UInt64, least: Int)?] = []
            for (number, listed) in given.teams.enumerated() {
                mannings.append(nil)
                var ready = given.ready(for: listed)
                ready.query = query
                let oracle = Oracle(ready)
                let team = ready.teams[number]
                guard !query.omitted.nations.contains(team.nation),
                    let members = oracle.members(team)?.filter({ !query.omitted.contains($0) }),
                    members.count >= team.minimumStrength ?? 0
                else { continue }
                mannings[number] = (mask(members), team.minimumStrength ?? 0)
                oracle.forEachChoice(team: team, members: members) { choice in
                    if choice.open == 0, choice.augmentees < choice.people.count, isAllowed(choice) {
                        add(choice, team: number, singles: choice.augmentees)
                    }
                }
            }
            manning.append(mannings)
            return Array(known.values)
        }
        self.manning = manning
    }

    /// Open seats from the highest precedence down, each as their number and then by request, most first; singles; cost.
    func value(_ open: [Int], singles: Int, cost: Int) -> [Int] {
        var value: [Int] = []
        for precedence in Precedence.allCases.reversed() {
            let own = open.indices.filter { plan.query.requests[$0].request.precedence == precedence }.map { open[$0] }
            value += [own.reduce(0, +)] + own.sorted(by: >)
        }
        return value + [singles, cost]
    }

    /// The value of the best plan.
    var best: [Int] {
        var best: [Int] = [.max]
        var chosen: [Way] = []
        func choose(_ used: UInt64) {
            guard chosen.count < ways.count else {
                guard keepsManning(chosen) else { return }
                let value = value(
                    chosen.map(\.open), singles: chosen.reduce(0) { $0 + $1.singles }, cost: chosen.reduce(0) { $0 + $1.cost })
                if value.lexicographicallyPrecedes(best) { best = value }
                return
            }
            for way in ways[chosen.count] where way.people & used == 0 {
                if let team = way.team, chosen.contains(where: { $0.team == team }) { continue }
                chosen.append(way)
                choose(used | way.people)
                chosen.removeLast()
            }
        }
        choose(0)
        return best
    }

    /// Whether a team's people who do not serve elsewhere are its minimum manning.
    private func keepsManning(_ chosen: [Way]) -> Bool {
        let used = chosen.reduce(0) { $0 | $1.people }
        return chosen.enumerated().allSatisfy { number, way in
            guard let team = way.team, let manning = manning[number][team] else { return true }
            return (manning.members & ~(used & ~way.people)).nonzeroBitCount >= manning.least
        }
    }

    /// The value of an answer, or what is wrong with it.
    func value(_ report: PlanReport) -> [Int] {
        var people: Set<ExpertID> = []
        var open: [Int] = []
        var (singles, cost) = (0, 0)
        for (number, request) in report.requests.enumerated() {
            let seats = plan.query.requests[number].request.seats.reduce(0) { $0 + $1.count }
            open.append(request.candidate?.openSeats ?? seats)
            guard let candidate = request.candidate else { continue }
            for person in candidate.assignments where !people.insert(person.expert).inserted { return [-1] }
            cost += candidate.cost
            let members = candidate.team.flatMap { id in plan.given.teams.firstIndex { $0.id == id } }.flatMap { manning[number][$0] }
            singles += candidate.assignments.count { person in
                let expert = plan.given.experts.firstIndex { $0.id == person.expert }!
                return (members?.members ?? 0) & 1 << UInt64(expert) == 0
            }
        }
        return value(open, singles: singles, cost: cost)
    }
}
