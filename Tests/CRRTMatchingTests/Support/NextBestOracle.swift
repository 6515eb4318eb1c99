import CRRTDomain

@testable import CRRTMatching

/// The next-best candidates, found by trying every assignment, grouped by who takes part.
struct NextBestOracle {
    /// A candidate without the details of its people.
    struct Answer: Hashable {
        var kind: CandidateKind
        var team: TeamID?
        var people: Set<ExpertID>
        var cost: Int
        var open: Int

        init(_ kind: CandidateKind, _ team: TeamID?, _ choice: Oracle.Choice) {
            self.kind = kind
            self.team = team
            people = Set(choice.people.compactMap { $0?.id })
            cost = choice.cost
            open = choice.open
        }

        init(_ candidate: Candidate) {
            kind = candidate.kind
            team = candidate.team
            people = Set(candidate.assignments.map(\.expert))
            cost = candidate.cost
            open = candidate.openSeats
        }
    }

    private let given: RandomCase
    private let slotCount: Int
    private let query: MatchQuery
    /// Whether people who are fixed take the slots that matching gives them, which decides ties; else any slot of their line.
    private let seatsFixed: Bool

    init(_ given: RandomCase, seatsFixed: Bool = true) {
        self.given = given
        slotCount = Oracle(given).slots.count
        query = given.query
        self.seatsFixed = seatsFixed
    }

    /// Everything that matching must report, in order.
    func answers() -> [Answer] { rank(.team) + rank(.augmented) + rank(.assembled) }

    private func rank(_ kind: CandidateKind) -> [Answer] {
        var choices: [(team: Team?, choice: Oracle.Choice)] = []
        if kind == .assembled {
            let all = choicesByPeople(Oracle(given.ready(for: nil)), team: nil, members: [])
            let fewest = all.map(\.open).min() ?? 0
            choices = all.filter { $0.open == fewest && $0.open < slotCount }.map { (nil, $0) }
        } else {
            for (number, listed) in given.teams.enumerated()
            where !query.omitted.teams.contains(listed.id) && !query.omitted.nations.contains(listed.nation) {
                let oracle = Oracle(given.ready(for: listed))
                let team = oracle.given.teams[number]
                guard let members = members(team, oracle) else { continue }
                let all = choicesByPeople(oracle, team: team, members: members).filter { $0.open == 0 }
                let fewest = all.map(\.augmentees).min() ?? 0
                guard fewest < slotCount, (fewest == 0) == (kind == .team) else { continue }
                choices += all.filter { $0.augmentees == fewest }.map { (team, $0) }
            }
        }
        choices.sort { left, right in
            if left.choice.augmentees != right.choice.augmentees { return left.choice.augmentees < right.choice.augmentees }
            if left.choice.cost != right.choice.cost { return left.choice.cost < right.choice.cost }
            if let team = left.team, let other = right.team, team.id != other.id { return team.id < other.id }
            return left.choice.precedes(right.choice)
        }
        var seen: Set<Set<ExpertID>> = []
        var seenTeams: Set<TeamID?> = []
        let answers = choices.map { Answer(kind, $0.team?.id, $0.choice) }
        let distinct = answers.filter { query.findsNextBest ? seen.insert($0.people).inserted : seenTeams.insert($0.team).inserted }
        return Array(distinct.prefix(query.limit))
    }

    private func members(_ team: Team, _ oracle: Oracle) -> Set<ExpertID>? {
        let able = Set(oracle.able.joined().map(\.id))
        let members = oracle.given.experts.filter {
            team.members.contains($0.id) && team.admits($0) && able.contains($0.id) && !query.omitted.contains($0.id)
        }
        guard members.count >= team.minimumStrength ?? 0, !members.isEmpty, Eligibility.objections(to: team, query).isEmpty else {
            return nil
        }
        return Set(members.map(\.id))
    }

    /// For each set of people, the best choice.
    private func choicesByPeople(_ oracle: Oracle, team: Team?, members: Set<ExpertID>) -> [Oracle.Choice] {
        var best: [Set<ExpertID>: Oracle.Choice] = [:]
        oracle.forEachChoice(team: team, members: members) { choice in
            let people = Set(choice.people.compactMap { $0?.id })
            guard people.allSatisfy({ !query.omitted.contains($0) }), hasFixed(choice, oracle) else { return }
            if best[people].map({ choice.precedes($0) }) ?? true { best[people] = choice }
        }
        return Array(best.values)
    }

    private func hasFixed(_ choice: Oracle.Choice, _ oracle: Oracle) -> Bool {
        query.fixed.allSatisfy { fixed in
            zip(oracle.slots, choice.people).contains { slot, person in
                slot.line == fixed.seat && person?.id == fixed.expert
            }
        } && (!seatsFixed || leadersFirst(choice, oracle))
    }

    /// In a line that leads and of which people are fixed, the first of them who may lead takes the leading slot.
    private func leadersFirst(_ choice: Oracle.Choice, _ oracle: Oracle) -> Bool {
        oracle.slots.indices.allSatisfy { index in
            guard oracle.slots[index].leading else { return true }
            let leaders = query.fixed.filter { fixed in
                fixed.seat == oracle.slots[index].line && oracle.able[index].contains { $0.id == fixed.expert }
            }
            guard let first = leaders.map(\.expert).min() else { return true }
            return choice.people[index]?.id == first
        }
    }
}
