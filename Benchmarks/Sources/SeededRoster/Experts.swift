public import CRRTDomain

extension SeededRoster {
    /// The n-th expert. With `revised` above 0, the notice and the absences differ, as after a change.
    public func expert(_ number: Int, revised: Int = 0) throws(InvalidField) -> Expert {
        var random = SplitMix64(seed: seed, part: 2, number: number)
        let nation = Int(nationOf[number])
        let id = try ExpertID(expertID(number))
        let clearance = try clearance(&random)
        let accesses = try accesses(&random)
        let skills = try skills(World.profiles[Int(tradeOf[number])], &random)
        let languages = try languages(nation, &random)
        let excludes = try excludes(nation, &random)
        let offer = try offer(&random)
        let mode = random.pick(weighted: [(Mode.both, 50), (.remote, 30), (.onSite, 20)])
        if revised > 0 { random = SplitMix64(seed: seed &+ UInt64(revised), part: 3, number: number) }
        return try Expert(
            id: id, nation: id.nation, clearance: clearance, accesses: accesses, skills: skills, languages: languages,
            noticeHours: noticeHours(&random), mode: mode, unavailable: try unavailable(&random), excludes: excludes,
            teams: try teams(of: number), offer: offer)
    }

    func noticeHours(_ random: inout SplitMix64) -> Int {
        random.pick(weighted: [(2, 4), (6, 10), (12, 16), (24, 22), (48, 18), (72, 14), (96, 8), (120, 5), (168, 3)])
    }

    private func clearance(_ random: inout SplitMix64) throws(InvalidField) -> Clearance? {
        let level: Classification? = random.pick(
            weighted: [(nil, 5), (.unclassified, 3), (.restricted, 15), (.confidential, 26), (.secret, 45), (.topSecret, 6)])
        guard let level else { return nil }
        if level <= .restricted, random.chance(perMille: 300) { return try Clearance(level: level, validUntil: nil) }
        return try Clearance(level: level, validUntil: base.adding(days: random.within(-10...1800)).date)
    }

    private func accesses(_ random: inout SplitMix64) throws(InvalidField) -> Set<Access> {
        var held: Set<Access> = []
        for (access, perMille) in zip(World.accesses, [80, 30, 120]) where random.chance(perMille: perMille) {
            held.insert(try Access(access))
        }
        return held
    }

    private func skills(_ profile: World.Profile, _ random: inout SplitMix64) throws(InvalidField) -> [SkillCode: Proficiency] {
        var held: [SkillCode: Proficiency] = [:]
        func hold(_ code: String, _ level: Int) throws(InvalidField) { held[try SkillCode(code)] = try Proficiency(level) }
        for _ in 0..<random.below(3) { try hold(random.pick(World.skills), random.within(1...2)) }
        for code in profile.side where random.chance(perMille: 400) { try hold(code, random.within(1...3)) }
        for code in profile.core where random.chance(perMille: 880) {
            try hold(code, random.pick(weighted: [(2, 18), (3, 40), (4, 30), (5, 12)]))
        }
        if held.isEmpty { try hold(profile.core[0], 3) }
        return held
    }

    private func languages(_ nation: Int, _ random: inout SplitMix64) throws(InvalidField) -> [LanguageCode: LanguageProfile] {
        var held: [LanguageCode: LanguageProfile] = [:]
        let english = random.pick(
            weighted: [("", 6), ("1111", 8), ("2121", 10), ("2222", 26), ("3232", 18), ("3333", 22), ("4444", 8), ("3+32+3", 2)])
        if !english.isEmpty { held[try LanguageCode("eng")] = try LanguageProfile(english) }
        held[try LanguageCode(World.nativeLanguages[nation])] = try LanguageProfile("5555")
        return held
    }

    /// One record in thirty excludes a nation or two.
    func excludes(_ nation: Int, _ random: inout SplitMix64) throws(InvalidField) -> Set<NationCode> {
        guard random.chance(perMille: 33) else { return [] }
        var excluded: Set<NationCode> = []
        for _ in 0..<random.within(1...2) {
            let other = random.below(World.nations.count)
            if other != nation { excluded.insert(try NationCode(World.nations[other].code)) }
        }
        return excluded
    }

    func offer(_ random: inout SplitMix64) throws(InvalidField) -> Offer {
        let state = random.pick(weighted: [(Offer.State.offered, 940), (.suspended, 40), (.withdrawn, 20)])
        let from = base.adding(days: random.chance(perMille: 15) ? random.within(1...40) : -random.within(5...900))
        let until = random.chance(perMille: 250) ? from.adding(days: 900).adding(days: random.within(1...900)) : nil
        let confirmed = base.adding(days: -(random.chance(perMille: 50) ? random.within(90...150) : random.within(1...85)))
        return try Offer(state: state, validFrom: from, validUntil: until, confirmedAt: confirmed)
    }

    /// Up to four absences of two to twenty days in the next year, in whole hours.
    private func unavailable(_ random: inout SplitMix64) throws(InvalidField) -> [Period] {
        var away: [Period] = []
        for _ in 0..<random.below(5) {
            let start = base.adding(days: random.below(365)).adding(hours: random.below(24))
            away.append(try Period(start: start, end: start.adding(hours: random.within(48...480))))
        }
        return away
    }

    private func teams(of number: Int) throws(InvalidField) -> Set<TeamID> {
        var named: Set<TeamID> = []
        for team in foreignTeams[Int32(number)] ?? [] { named.insert(try TeamID(teamID(Int(team)))) }
        return named
    }
}
