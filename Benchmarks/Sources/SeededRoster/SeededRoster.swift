public import CRRTDomain

/// A roster of made-up nations, experts and teams: the same for the same seed, size and day.
///
/// Nations, trades and teams are drawn at once. The rest of a record is drawn when it is read, so that a million experts need not be in
/// memory together.
public struct SeededRoster: Sendable {
    public let seed: UInt64
    /// Midnight, UTC, of the day that all periods count from.
    public let base: Instant
    public let expertCount: Int
    /// The number of trades that occur. With fewer of them, more people are eligible for each seat.
    let trades: Int
    let nationOf: [UInt8]
    let tradeOf: [UInt8]
    let teams: [TeamPlan]
    /// By expert: the teams of other nations that their nation has named.
    let foreignTeams: [Int32: [Int32]]

    public var teamCount: Int { teams.count }

    struct TeamPlan: Sendable {
        let nation: Int
        let members: [Int32]
    }

    /// A tenth as many teams as experts.
    public init(experts: Int, seed: UInt64, base: Instant, trades: Int = World.tradeCount) {
        self.seed = seed
        self.base = base
        self.trades = trades
        expertCount = experts
        let nationShares = World.nations.enumerated().map { ($0.offset, $0.element.share) }
        let tradeShares = World.profiles.prefix(trades).enumerated().map { ($0.offset, $0.element.share) }
        var random = SplitMix64(seed: seed, part: 1)
        var nations: [UInt8] = []
        var profiles: [UInt8] = []
        for number in 0..<experts {
            nations.append(UInt8(number < World.nations.count ? number : random.pick(weighted: nationShares)))
            profiles.append(UInt8(random.pick(weighted: tradeShares)))
        }
        nationOf = nations
        tradeOf = profiles
        let pool = People(nations: nations, trades: profiles)
        var plans: [TeamPlan] = []
        var foreign: [Int32: [Int32]] = [:]
        for number in 0..<experts / 10 {
            let lead = random.pick(weighted: nationShares)
            let members = pool.team(led: lead, trades: trades, &random)
            for member in members where Int(nations[Int(member)]) != lead && random.chance(perMille: 900) {
                foreign[member, default: []].append(Int32(number))
            }
            plans.append(TeamPlan(nation: lead, members: members))
        }
        teams = plans
        foreignTeams = foreign
    }

    /// The trades that a mission needs, among those that occur.
    static func mission(_ number: Int, trades: Int) -> [Int] {
        World.missions[number % World.missions.count].map { $0 % trades }
    }

    static func id(_ nation: Int, _ kind: String, _ number: Int) -> String {
        let digits = String(number + 1)
        return World.nations[nation].code + "-" + kind + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    }

    public func expertID(_ number: Int) -> String { SeededRoster.id(Int(nationOf[number]), "", number) }
    func teamID(_ number: Int) -> String { SeededRoster.id(teams[number].nation, "T", number) }
}

/// The experts by nation and trade, to draw teams from.
private struct People {
    private var byNation: [[Int32]]
    private var byTrade: [[[Int32]]]

    init(nations: [UInt8], trades: [UInt8]) {
        byNation = Array(repeating: [], count: World.nations.count)
        byTrade = Array(repeating: Array(repeating: [], count: World.profiles.count), count: World.nations.count)
        for number in nations.indices {
            byNation[Int(nations[number])].append(Int32(number))
            byTrade[Int(nations[number])][Int(trades[number])].append(Int32(number))
        }
    }

    /// Five to fourteen people for one mission; one in three teams has people of one to three other nations.
    func team(led lead: Int, trades: Int, _ random: inout SplitMix64) -> [Int32] {
        let mission = SeededRoster.mission(random.below(World.missions.count), trades: trades)
        let partners = random.chance(perMille: 350) ? (0..<random.within(1...3)).map { _ in random.below(byNation.count) } : []
        var members: [Int32] = []
        for slot in 0..<random.within(5...14) {
            let nation = !partners.isEmpty && random.chance(perMille: 400) ? random.pick(partners) : lead
            let fitting = byTrade[nation][mission[slot % mission.count]]
            let pool = fitting.isEmpty ? byNation[nation] : fitting
            if pool.isEmpty { continue }
            let member = random.pick(pool)
            if !members.contains(member) { members.append(member) }
        }
        return members.isEmpty ? [byNation[lead][0]] : members
    }
}

extension SeededRoster {
    /// The instant of all matches: nine in the morning of the base day.
    public var moment: Instant { base.adding(hours: 9) }

    /// The nation's code.
    public func nation(ofExpert number: Int) -> String { World.nations[Int(nationOf[number])].code }
    public func nation(ofTeam number: Int) -> String { World.nations[teams[number].nation].code }
}
