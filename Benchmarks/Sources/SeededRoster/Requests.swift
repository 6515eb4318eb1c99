public import CRRTDomain

extension SeededRoster {
    /// The n-th request: 3 to 12 people for a mission. With `mild`, it has fewer conditions, so that more people are eligible.
    public func request(_ number: Int, mild: Bool = false, people: ClosedRange<Int> = 3...12) throws(InvalidField) -> Request {
        var random = SplitMix64(seed: seed, part: 5, number: number)
        let nation = try NationCode(World.nations[random.below(World.nations.count)].code)
        let mission = SeededRoster.mission(random.below(World.missions.count), trades: trades)
        let seats = try seats(mission, random.within(people), mild, &random)
        let start = base.adding(days: random.within(1...60)).adding(hours: random.below(24))
        let notice = random.pick(weighted: [(nil as Int?, 25), (48, 10), (72, 25), (96, 20), (168, 20)])
        return try Request(
            nation: nation, title: "Request \(number)",
            classification: random.pick(weighted: [(.unclassified, 8), (.restricted, 47), (.confidential, 28), (.secret, 17)]),
            releasableTo: releasable(nation, &random), excludes: try excluded(by: nation, &random),
            mode: random.pick(weighted: [(.remote, 40), (.onSite, 40), (.both, 20)]),
            period: Period(start: start, end: start.adding(hours: random.within(72...1080))), maxNoticeHours: mild ? nil : notice,
            ownNationals: mild || random.chance(perMille: 100), seats: seats,
            languages: !mild && random.chance(perMille: 400) ? [LanguageCode("eng"): LanguageProfile("2222")] : [:])
    }

    /// Forty people of every trade, from all nations.
    public func wideRequest() throws(InvalidField) -> Request {
        var random = SplitMix64(seed: seed, part: 6)
        var seats: [Seat] = []
        for line in 0..<20 {
            let profile = World.profiles[line % trades]
            let skill = try SkillCode(profile.core[line / trades % profile.core.count])
            seats.append(try Seat(skill: skill, minLevel: Proficiency(3), count: 2, lead: line == 0))
        }
        let start = base.adding(days: random.within(5...30))
        return try Request(
            nation: NationCode("ALB"), title: "Forty slots", classification: .restricted, releasableTo: ["NATO"], mode: .both,
            period: Period(start: start, end: start.adding(days: 14)), seats: seats)
    }

    private func seats(_ mission: [Int], _ people: Int, _ mild: Bool, _ random: inout SplitMix64) throws(InvalidField) -> [Seat] {
        var wanted: [(skill: String, count: Int)] = []
        for slot in 0..<people {
            let skill = random.pick(World.profiles[mission[slot % mission.count]].core)
            if let line = wanted.firstIndex(where: { $0.skill == skill }) { wanted[line].count += 1 } else { wanted.append((skill, 1)) }
        }
        let leads = random.chance(perMille: 500)
        var seats: [Seat] = []
        for (line, want) in wanted.enumerated() {
            let level = mild ? random.within(1...3) : random.pick(weighted: [(2, 30), (3, 50), (4, 20)])
            let clearance = random.pick(weighted: [(nil as Classification?, 80), (.confidential, 10), (.secret, 10)])
            let access = !mild && random.chance(perMille: 20) ? [try Access(random.pick(World.accesses))] : []
            seats.append(
                try Seat(
                    skill: SkillCode(want.skill), minLevel: Proficiency(level), count: want.count,
                    minClearance: mild ? nil : clearance, accesses: Set(access), lead: leads && line == 0))
        }
        return seats
    }

    /// All Allies in three cases of four, else some of them.
    private func releasable(_ nation: NationCode, _ random: inout SplitMix64) -> [String] {
        if random.chance(perMille: 750) { return ["NATO"] }
        let left = random.within(8...20)
        return World.nations.map(\.code).filter { $0 == nation.description || random.chance(perMille: left * 31) }
    }

    private func excluded(by nation: NationCode, _ random: inout SplitMix64) throws(InvalidField) -> Set<NationCode> {
        guard random.chance(perMille: 100) else { return [] }
        let other = try NationCode(random.pick(World.nations).code)
        return other == nation ? [] : [other]
    }

    /// The nations that an allow-list of these requests names.
    public static func nations(in releasableTo: [String]) -> Set<NationCode> {
        let codes = releasableTo.contains("NATO") ? World.nations.map(\.code) : releasableTo
        return Set(codes.compactMap { try? NationCode($0) })
    }
}
