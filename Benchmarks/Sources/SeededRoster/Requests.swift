public import CRRTDomain

extension SeededRoster {
    /// The n-th request: 3 to 12 people for a mission. `mild`: fewer conditions, so that more people fit.
    public func request(_ number: Int, mild: Bool = false, people: ClosedRange<Int> = 3...12) throws(InvalidField) -> Request {
        var dice = Dice(seed: seed, part: 5, number: number)
        let nation = try NationCode(World.nations[dice.below(World.nations.count)].code)
        let mission = SeededRoster.mission(dice.below(World.missions.count), trades: trades)
        let seats = try seats(mission, dice.within(people), mild, &dice)
        let start = base.adding(days: dice.within(1...60)).adding(hours: dice.below(24))
        let notice = dice.pick(weighted: [(nil as Int?, 25), (48, 10), (72, 25), (96, 20), (168, 20)])
        return try Request(
            nation: nation, title: "Request \(number)",
            classification: dice.pick(weighted: [(.unclassified, 8), (.restricted, 47), (.confidential, 28), (.secret, 17)]),
            releasableTo: releasable(nation, &dice), excludes: try excluded(by: nation, &dice),
            mode: dice.pick(weighted: [(.remote, 40), (.onSite, 40), (.both, 20)]),
            period: Period(start: start, end: start.adding(hours: dice.within(72...1080))), maxNoticeHours: mild ? nil : notice,
            ownNationals: mild || dice.chance(perMille: 100), seats: seats,
            languages: !mild && dice.chance(perMille: 400) ? [LanguageCode("eng"): LanguageProfile("2222")] : [:])
    }

    /// Forty people of every trade, from all nations.
    public func wideRequest() throws(InvalidField) -> Request {
        var dice = Dice(seed: seed, part: 6)
        var seats: [Seat] = []
        for line in 0..<20 {
            let profile = World.profiles[line % trades]
            let skill = try SkillCode(profile.core[line / trades % profile.core.count])
            seats.append(try Seat(skill: skill, minLevel: Proficiency(3), count: 2, lead: line == 0))
        }
        let start = base.adding(days: dice.within(5...30))
        return try Request(
            nation: NationCode("ALB"), title: "Forty places", classification: .restricted, releasableTo: ["NATO"], mode: .both,
            period: Period(start: start, end: start.adding(days: 14)), seats: seats)
    }

    private func seats(_ mission: [Int], _ people: Int, _ mild: Bool, _ dice: inout Dice) throws(InvalidField) -> [Seat] {
        var wanted: [(skill: String, count: Int)] = []
        for place in 0..<people {
            let skill = dice.pick(World.profiles[mission[place % mission.count]].core)
            if let line = wanted.firstIndex(where: { $0.skill == skill }) { wanted[line].count += 1 } else { wanted.append((skill, 1)) }
        }
        let leads = dice.chance(perMille: 500)
        var seats: [Seat] = []
        for (line, want) in wanted.enumerated() {
            let level = mild ? dice.within(1...3) : dice.pick(weighted: [(2, 30), (3, 50), (4, 20)])
            let clearance = dice.pick(weighted: [(nil as Classification?, 80), (.confidential, 10), (.secret, 10)])
            let access = !mild && dice.chance(perMille: 20) ? [try Access(dice.pick(World.accesses))] : []
            seats.append(
                try Seat(
                    skill: SkillCode(want.skill), minLevel: Proficiency(level), count: want.count,
                    minClearance: mild ? nil : clearance, accesses: Set(access), lead: leads && line == 0))
        }
        return seats
    }

    /// Mostly all Allies, else some of them.
    private func releasable(_ nation: NationCode, _ dice: inout Dice) -> [String] {
        if dice.chance(perMille: 750) { return ["NATO"] }
        let left = dice.within(8...20)
        return World.nations.map(\.code).filter { $0 == nation.description || dice.chance(perMille: left * 31) }
    }

    private func excluded(by nation: NationCode, _ dice: inout Dice) throws(InvalidField) -> Set<NationCode> {
        guard dice.chance(perMille: 100) else { return [] }
        let other = try NationCode(dice.pick(World.nations).code)
        return other == nation ? [] : [other]
    }

    /// The nations that an allow-list of these requests names.
    public static func nations(in releasableTo: [String]) -> Set<NationCode> {
        let codes = releasableTo.contains("NATO") ? World.nations.map(\.code) : releasableTo
        return Set(codes.compactMap { try? NationCode($0) })
    }
}
