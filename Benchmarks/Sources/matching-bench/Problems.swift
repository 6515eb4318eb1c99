import CRRTDomain
import CRRTMatching
import Measuring
import SeededRoster

/// Assembly problems for CP-SAT, one JSON object a line, each with what crrtd found:
///
/// ```
/// size fee prepaid    experts of the roster, cost of a nation, the nation that is paid for in any case (-1: none)
/// counts              by kind of slot, how many there are
/// options             by kind: [person, nation, cost, augmentee] of those who are eligible and can matter
/// cost open augmentees crrtd's answer; micros: how long its whole match took
/// ```
///
/// Only the cheapest of each nation can matter, for each kind as many as there are slots: any other person could be exchanged for one of
/// these, who would be free and no dearer.
struct Problems {
    let roster: SeededRoster
    let experts: [Expert]
    let teams: [Team]
    private let numberOf: [ExpertID: Int]
    private let admitted: [TeamID: [Int]]

    init(_ roster: SeededRoster) throws {
        self.roster = roster
        experts = try (0..<roster.expertCount).map { try roster.expert($0) }
        teams = try (0..<roster.teamCount).map { try roster.team($0) }
        numberOf = Dictionary(uniqueKeysWithValues: experts.enumerated().map { ($1.id, $0) })
        var admitted: [TeamID: [Int]] = [:]
        for number in teams.indices { admitted[teams[number].id] = roster.members(ofTeam: number).filter(\.admitted).map(\.expert) }
        self.admitted = admitted
    }

    var index: RosterIndex {
        var index = RosterIndex()
        for expert in experts { index.put(expert) }
        for team in teams { index.put(team) }
        return index
    }

    /// The problem behind the assembled candidate and behind each reported team, as lines of JSON.
    func lines(_ query: MatchQuery, _ report: MatchReport, micros: Double) -> [String] {
        let rules = BruteForceRules(query: query)
        let able = experts.indices.filter { rules.mayServe(experts[$0]) }
        var lines: [String] = []
        if query.kinds.contains(.assembled) {
            let answer = report.candidates.first { $0.kind == .assembled }
            if answer?.proven ?? true { lines.append(line(rules, query, able, nil, answer, micros)) }
        }
        for candidate in report.candidates where candidate.proven {
            guard let team = candidate.team, let members = admitted[team] else { continue }
            let pool = candidate.kind == .team ? members.filter { rules.mayServe(experts[$0]) } : able
            lines.append(line(rules, query, pool, (team.nation, Set(members)), candidate, micros))
        }
        return lines
    }

    private func line(
        _ rules: BruteForceRules, _ query: MatchQuery, _ pool: [Int], _ team: (nation: NationCode, members: Set<Int>)?,
        _ answer: Candidate?, _ micros: Double
    ) -> String {
        let slots = rules.slots
        var counts: [Int] = []
        var kinds: [(line: Int, level: Int)] = []
        for slot in slots {
            if let last = kinds.last, last == slot {
                counts[counts.count - 1] += 1
            } else {
                kinds.append(slot)
                counts.append(1)
            }
        }
        let options = kinds.map { kind in
            let able = pool.filter { rules.mayTake(experts[$0], line: kind.line, level: kind.level) }
            return matter(able, kind, query, most: slots.count, members: team?.members).joined(separator: ",")
        }
        let augmentees = team.map { team in answer?.assignments.count { !team.members.contains(numberOf[$0.expert] ?? -1) } ?? 0 } ?? 0
        let prepaid = team.map { Int($0.nation.ordinal) } ?? -1
        return "{\"size\":\(roster.expertCount),\"kind\":\"\(answer?.kind.rawValue ?? "assembled")\",\"fee\":\(query.weights.nation),"
            + "\"prepaid\":\(prepaid),\"counts\":\(counts),\"options\":[" + options.map { "[\($0)]" }.joined(separator: ",")
            + "],\"cost\":\(answer?.cost ?? 0),\"open\":\(answer?.openSeats ?? slots.count),\"augmentees\":\(augmentees),"
            + "\"micros\":\(micros),\"title\":\"\(query.request.title)\"}"
    }

    /// All members matter, because an augmentee cannot be exchanged for one.
    private func matter(
        _ able: [Int], _ kind: (line: Int, level: Int), _ query: MatchQuery, most: Int, members: Set<Int>?
    ) -> [String] {
        func cost(_ number: Int) -> Int {
            let level = experts[number].skills[query.request.seats[kind.line].skill]?.level ?? 0
            return query.weights.notice * experts[number].noticeHours + query.weights.level * (5 - level)
        }
        var taken: [NationCode: Int] = [:]
        return able.map { (number: $0, cost: cost($0)) }.sorted { ($0.cost, $0.number) < ($1.cost, $1.number) }.compactMap { person in
            let nation = experts[person.number].nation
            let augmentee = !(members?.contains(person.number) ?? true)
            if members == nil || augmentee {
                guard taken[nation, default: 0] < most else { return nil }
                taken[nation, default: 0] += 1
            }
            return "[\(person.number),\(nation.ordinal),\(person.cost),\(augmentee ? 1 : 0)]"
        }
    }
}
