import CRRTDomain
import CRRTMatching
import SeededRoster

/// A plan of several requests for CP-SAT, as one JSON object, with what crrtd found:
///
/// ```
/// number scarce       of the instance: with the seed they make it again
/// size fee            experts of the roster, cost of a nation
/// nations             by expert, the number of their nation
/// teams               by team, its nation and its minimum manning
/// requests            precedence (3: flash) kinds ([seat, count] by kind of slot)
///                     options (by kind: [expert, cost] of those who are eligible)
///                     teams ([team, members…] of those who may go: who may serve in it and take a slot)
/// plan                by request, the team (-1: none) and [seat, expert] of each person
/// open singles cost   what crrtd says it is worth: open seats by precedence that has a request, by request, most first
/// proven bound        whether it says that no plan is better; if not, the least that one with as few singles may cost (-1: not known)
/// ```
///
/// Nothing is left out that could not matter, and who may serve is found by `BruteForceRules`, so that the model shares no rule with crrtd.
struct PlanProblem {
    let number: Int
    private let isScarce: Bool
    private let roster: SeededRoster
    private let experts: [Expert]
    private var teams: [Team]
    private let numberOf: [ExpertID: Int]
    private(set) var query: PlanQuery

    /// Two to five requests of two to four people each to 33 to 70 experts of one to three trades, teams that share people, and half of
    /// the teams with a minimum manning. A scarce one asks fewer experts for up to eight people each, most often at one precedence.
    init(_ number: Int, isScarce: Bool, seed: UInt64, base: Instant) throws {
        var random = SplitMix64(seed: seed, part: isScarce ? 10 : 9, number: number)
        (self.number, self.isScarce) = (number, isScarce)
        roster = SeededRoster(
            experts: random.within(isScarce ? 33...40 : 33...70), seed: seed &+ UInt64(number) &* 6151, base: base,
            trades: random.within(1...3))
        experts = try (0..<roster.expertCount).map { [roster] in try roster.expert($0) }
        teams = try (0..<roster.teamCount).map { [roster] in try roster.team($0) }
        numberOf = Dictionary(uniqueKeysWithValues: experts.enumerated().map { ($1.id, $0) })
        for team in teams.indices where random.chance(perMille: 400) {
            teams[team].minimumStrength = random.within(1...max(1, teams[team].members.count - 1))
        }
        let weight = [0, 40, 500, 5000][number % 4]
        let precedences = random.chance(perMille: isScarce ? 700 : 350) ? [random.pick(Precedence.allCases)] : Precedence.allCases
        query = PlanQuery(requests: [])
        for place in 0..<random.pick(weighted: [(2, 30), (3, 45), (4, 15), (5, 10)]) {
            var request = try roster.request(number * 8 + place, mild: true, people: isScarce ? 4...8 : 2...4)
            request.precedence = random.pick(precedences)
            query.requests.append(roster.query(request, nationWeight: weight))
        }
    }

    var index: RosterIndex {
        var index = RosterIndex()
        for expert in experts { index.put(expert) }
        for team in teams { index.put(team) }
        return index
    }

    func line(_ report: PlanReport, micros: Double) -> String {
        let fee = query.requests[0].weights.nation
        let plan = report.requests.map { request -> String in
            let team = request.candidate?.team.flatMap { id in teams.firstIndex { $0.id == id } } ?? -1
            let people = (request.candidate?.assignments ?? []).map { "[\($0.seat),\(numberOf[$0.expert] ?? -1)]" }
            return "{\"team\":\(team),\"people\":\(Self.list(people))}"
        }
        let open = Precedence.allCases.reversed().compactMap { report.worth.open[$0].map { "\($0)" } }
        return
            "{\"number\":\(number),\"scarce\":\(isScarce),\"size\":\(experts.count),\"fee\":\(fee),"
            + "\"nations\":\(experts.map { Int($0.nation.ordinal) }),"
            + "\"teams\":\(Self.list(teams.map { "[\($0.nation.ordinal),\($0.minimumStrength ?? 0)]" })),"
            + "\"requests\":\(Self.list(query.requests.map(text))),\"plan\":\(Self.list(plan)),\"open\":\(Self.list(open)),"
            + "\"singles\":\(report.worth.singles),\"cost\":\(report.worth.cost),\"proven\":\(report.proven),"
            + "\"bound\":\(report.lowerBound ?? -1),\"micros\":\(micros)}"
    }

    private func text(_ query: MatchQuery) -> String {
        let rules = BruteForceRules(query: query)
        let able = experts.indices.filter { rules.mayServe(experts[$0]) }
        var kinds: [(line: Int, level: Int, count: Int)] = []
        for slot in rules.slots {
            if let last = kinds.last, (last.line, last.level) == slot {
                kinds[kinds.count - 1].count += 1
            } else {
                kinds.append((slot.line, slot.level, 1))
            }
        }
        let options = kinds.map { kind in able.filter { rules.mayTake(experts[$0], line: kind.line, level: kind.level) } }
        let priced = zip(kinds, options).map { kind, people in
            Self.list(people.map { "[\($0),\(cost(experts[$0], query.request.seats[kind.line].skill, query.weights))]" })
        }
        let fitting = Set(options.joined())
        let ready = teams.indices.filter { rules.mayGo(teams[$0]) }.map { team in
            [team] + roster.members(ofTeam: team).filter { $0.admitted && fitting.contains($0.expert) }.map(\.expert)
        }
        return "{\"precedence\":\(Precedence.allCases.firstIndex(of: query.request.precedence) ?? 0),"
            + "\"kinds\":\(kinds.map { [$0.line, $0.count] }),\"options\":\(Self.list(priced)),\"teams\":\(ready)}"
    }

    private func cost(_ expert: Expert, _ skill: SkillCode, _ weights: Weights) -> Int {
        weights.notice * expert.noticeHours + weights.level * (5 - (expert.skills[skill]?.level ?? 0))
    }

    private static func list(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }
}
