import CRRTDomain
import SeededNumbers

@testable import CRRTMatching

/// A small roster and a question about it, from a seed. Values are drawn from few, so that ties and near misses are common.
struct RandomCase {
    var experts: [Expert]
    var teams: [Team]
    var commitments: [Commitment]
    var standby: [StandbyPeriod] = []
    var query: MatchQuery

    /// - Parameter flawed: One expert in this number has a flaw.
    init(seed: UInt64, flawed: Int = 12) {
        var random = SeededGenerator(seed: seed)
        let count = 3 + random.below(6)
        experts = (0..<count).map { RandomCase.expert($0, flawed, &random) }
        teams = (0..<random.below(4)).map { [experts] in RandomCase.team($0, experts, flawed, &random) }
        commitments = []
        for expert in experts where random.chance(flawed) {
            commitments.append(
                Commitment(tasking: Fixtures.tasking(1 + random.below(3)), expert: expert.id, period: RandomCase.period(&random)))
        }
        query = Fixtures.query(RandomCase.request(&random))
        query.weights = Weights(
            notice: random.one(of: [0, 1, 1, 3]), level: random.one(of: [0, 10, 10]), nation: random.one(of: [0, 40, 500, 5000]))
        query.limit = 1 + random.below(3)
        query.ignoring = random.chance(4) ? Fixtures.tasking(1) : nil
    }

    /// The same question for next-best candidates, with people who are left out and people who are fixed.
    ///
    /// - Parameter seed: Draws what is asked for.
    mutating func askForNextBest(seed: UInt64) {
        var random = SeededGenerator(seed: seed ^ 0x5EED)
        query.findsNextBest = !random.chance(6)
        query.limit = 1 + random.below(7)
        // Otherwise seats stay open in most cases, and there is little to choose from.
        if !random.chance(4) {
            let seats = query.request.seats.prefix(random.chance(2) ? 1 : 2)
            query.request.seats = seats.map { Fixtures.seat(1 + random.below(3), 2, count: min($0.count, 2), lead: $0.lead) }
        }
        if random.chance(3) { query.omitted.nations = [Fixtures.nation(random.one(of: RandomCase.nations))] }
        if random.chance(3) { query.omitted.experts = Set(experts.filter { _ in random.chance(4) }.map(\.id)) }
        if random.chance(4) { query.omitted.teams = Set(teams.filter { _ in random.chance(2) }.map(\.id)) }
        guard random.chance(2) else { return }
        for expert in experts.shuffled(using: &random).prefix(1 + random.below(2)) where !query.omitted.contains(expert.id) {
            query.fixed.append(FixedExpert(seat: random.below(query.request.seats.count), expert: expert.id))
            if index.fixingConflict(query) != nil { query.fixed.removeLast() }
        }
    }

    /// Lets teams and named experts stand by, most of them when the question is asked.
    mutating func addStandby(seed: UInt64) {
        var random = SeededGenerator(seed: seed ^ 0x57A8)
        for (number, team) in teams.enumerated() where !random.chance(4) {
            standby.append(RandomCase.period("\(team.nation)-STB-\(number)", .team(team.id), &random))
        }
        for nation in RandomCase.nations where random.chance(4) {
            let people = experts.filter { $0.nation.description == nation }.map(\.id)
            if !people.isEmpty { standby.append(RandomCase.period("\(nation)-STB-P", .pool(people), &random)) }
        }
    }

    private static func period(_ id: String, _ people: StandbyPeriod.People, _ random: inout SeededGenerator) -> StandbyPeriod {
        let start = Fixtures.now.adding(hours: random.one(of: [-5, -1, 0, 0, 1]))
        return try! StandbyPeriod(
            id: StandbyID(id), people: people, period: Period(start: start, end: Fixtures.now.adding(hours: random.one(of: [1, 7]) + 1)),
            tier: .first, noticeHours: random.one(of: [0, 2, 12, 48]), state: random.chance(8) ? .withdrawn : .offered,
            nations: nations.map(Fixtures.nation), confirmedBy: nations.filter { _ in random.chance(2) }.map(Fixtures.nation))
    }

    /// The same with the notices that count for a team; nil: for people who go by themselves.
    func ready(for team: Team?) -> RandomCase {
        let active = standby.filter { $0.state != .withdrawn && $0.period.start <= query.at && query.at < $0.period.end }
        var ready = self
        for index in experts.indices {
            let expert = experts[index]
            for period in active {
                let goes =
                    switch period.people {
                    case .pool(let people): people.contains(expert.id)
                    case .team(let id):
                        id == team?.id && team!.members.contains(expert.id) && team!.admits(expert)
                            && (expert.nation == period.nation || period.confirmedBy.contains(expert.nation))
                    }
                if goes { ready.experts[index].noticeHours = min(ready.experts[index].noticeHours, period.noticeHours) }
            }
        }
        for index in teams.indices where teams[index].id == team?.id {
            for period in active where period.team == team?.id {
                ready.teams[index].noticeHours = min(ready.teams[index].noticeHours, period.noticeHours)
            }
        }
        return ready
    }

    var index: RosterIndex {
        var index = Fixtures.index(experts, teams, commitments)
        for period in standby { index.put(period) }
        return index
    }

    private static let nations = ["ALB", "DEU", "EST", "FRA", "POL"]

    private static func period(_ random: inout SeededGenerator) -> Period {
        let start = Fixtures.mission.start.adding(days: random.below(24) - 12)
        return try! Period(start: start, end: start.adding(days: 1 + random.below(6)))
    }

    private static func expert(_ number: Int, _ flawed: Int, _ random: inout SeededGenerator) -> Expert {
        let nation = random.chance(10) ? "ALB" : random.one(of: Array(nations.dropFirst()))
        var skills = [1 + random.below(3): 1 + random.below(5)]
        for _ in 0..<2 { skills[1 + random.below(3)] = 2 + random.below(4) }
        return Fixtures.expert("\(nation)-\(random.below(90) + 10)\(number)", skills, notice: random.one(of: [0, 6, 24, 24, 72])) {
            if random.chance(flawed) { $0.clearance = random.chance(2) ? nil : Fixtures.cleared(.unclassified) }
            if random.chance(flawed) { $0.noticeHours = 73 }
            if random.chance(flawed) { $0.unavailable = [period(&random)] }
            if random.chance(flawed) { $0.mode = .onSite }
            if random.chance(flawed) { $0.offer.state = .suspended }
            if random.chance(flawed) { $0.excludes = [Fixtures.nation("ALB")] }
            if random.chance(4) { $0.partner = Fixtures.partner(until: random.one(of: ["2027-03-05", "2030-01-01", "2030-01-01"])) }
            if random.chance(2) { $0.teams = [try! TeamID("EST-T-0"), try! TeamID("POL-T-1")] }
        }
    }

    private static func team(_ number: Int, _ experts: [Expert], _ flawed: Int, _ random: inout SeededGenerator) -> Team {
        let lead = number == 1 ? "POL" : random.one(of: ["EST", "DEU"])
        let members = experts.shuffled(using: &random).prefix(1 + random.below(5)).map(\.id.text)
        return Fixtures.team("\(lead)-T-\(number)", members) {
            if random.chance(flawed) { $0.noticeHours = 100 }
            if random.chance(flawed) { $0.offer.state = .withdrawn }
            if random.chance(4) { $0.minimumStrength = 1 + random.below($0.members.count) }
        }
    }

    private static func request(_ random: inout SeededGenerator) -> Request {
        var seats: [Seat] = []
        var people = 0
        for _ in 0..<(1 + random.below(3)) where people < 4 {
            let count = min(4 - people, 1 + random.below(3))
            people += count
            seats.append(Fixtures.seat(1 + random.below(3), 1 + random.below(4), count: count, lead: random.chance(4)))
        }
        return Fixtures.request(seats) {
            if random.chance(3) { $0.ownNationals = true }
            if random.chance(6) { $0.excludes = [Fixtures.nation("FRA")] }
            if random.chance(6) { $0.noPartners = true }
            if random.chance(4) { $0.classification = .confidential }
        }
    }
}
