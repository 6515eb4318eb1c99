public import CRRTDomain

extension SeededRoster {
    /// One expert. `revised`: with another notice and another spell away, as after a change; 0 is how the roster has them.
    public func expert(_ number: Int, revised: Int = 0) throws(InvalidField) -> Expert {
        var dice = Dice(seed: seed, part: 2, number: number)
        let nation = Int(nationOf[number])
        let id = try ExpertID(expertID(number))
        let clearance = try clearance(&dice)
        let accesses = try accesses(&dice)
        let skills = try skills(World.profiles[Int(tradeOf[number])], &dice)
        let languages = try languages(nation, &dice)
        let excludes = try excludes(nation, &dice)
        let offer = try offer(&dice)
        let mode = dice.pick(weighted: [(Mode.both, 50), (.remote, 30), (.onSite, 20)])
        if revised > 0 { dice = Dice(seed: seed &+ UInt64(revised), part: 3, number: number) }
        return try Expert(
            id: id, nation: id.nation, clearance: clearance, accesses: accesses, skills: skills, languages: languages,
            noticeHours: noticeHours(&dice), mode: mode, unavailable: try unavailable(&dice), excludes: excludes,
            teams: try teams(of: number), offer: offer)
    }

    func noticeHours(_ dice: inout Dice) -> Int {
        dice.pick(weighted: [(2, 4), (6, 10), (12, 16), (24, 22), (48, 18), (72, 14), (96, 8), (120, 5), (168, 3)])
    }

    private func clearance(_ dice: inout Dice) throws(InvalidField) -> Clearance? {
        let level: Classification? = dice.pick(
            weighted: [(nil, 5), (.unclassified, 3), (.restricted, 15), (.confidential, 26), (.secret, 45), (.topSecret, 6)])
        guard let level else { return nil }
        if level <= .restricted, dice.chance(perMille: 300) { return try Clearance(level: level, validUntil: nil) }
        return try Clearance(level: level, validUntil: base.adding(days: dice.within(-10...1800)).date)
    }

    private func accesses(_ dice: inout Dice) throws(InvalidField) -> Set<Access> {
        var held: Set<Access> = []
        for (access, perMille) in zip(World.accesses, [80, 30, 120]) where dice.chance(perMille: perMille) {
            held.insert(try Access(access))
        }
        return held
    }

    private func skills(_ profile: World.Profile, _ dice: inout Dice) throws(InvalidField) -> [SkillCode: Proficiency] {
        var held: [SkillCode: Proficiency] = [:]
        func hold(_ code: String, _ level: Int) throws(InvalidField) { held[try SkillCode(code)] = try Proficiency(level) }
        for _ in 0..<dice.below(3) { try hold(dice.pick(World.skills), dice.within(1...2)) }
        for code in profile.side where dice.chance(perMille: 400) { try hold(code, dice.within(1...3)) }
        for code in profile.core where dice.chance(perMille: 880) {
            try hold(code, dice.pick(weighted: [(2, 18), (3, 40), (4, 30), (5, 12)]))
        }
        if held.isEmpty { try hold(profile.core[0], 3) }
        return held
    }

    private func languages(_ nation: Int, _ dice: inout Dice) throws(InvalidField) -> [LanguageCode: LanguageProfile] {
        var held: [LanguageCode: LanguageProfile] = [:]
        let english = dice.pick(
            weighted: [("", 6), ("1111", 8), ("2121", 10), ("2222", 26), ("3232", 18), ("3333", 22), ("4444", 8), ("3+32+3", 2)])
        if !english.isEmpty { held[try LanguageCode("eng")] = try LanguageProfile(english) }
        held[try LanguageCode(World.nativeLanguages[nation])] = try LanguageProfile("5555")
        return held
    }

    /// One in thirty serves not everybody.
    func excludes(_ nation: Int, _ dice: inout Dice) throws(InvalidField) -> Set<NationCode> {
        guard dice.chance(perMille: 33) else { return [] }
        var excluded: Set<NationCode> = []
        for _ in 0..<dice.within(1...2) {
            let other = dice.below(World.nations.count)
            if other != nation { excluded.insert(try NationCode(World.nations[other].code)) }
        }
        return excluded
    }

    func offer(_ dice: inout Dice) throws(InvalidField) -> Offer {
        let state = dice.pick(weighted: [(Offer.State.offered, 940), (.suspended, 40), (.withdrawn, 20)])
        let from = base.adding(days: dice.chance(perMille: 15) ? dice.within(1...40) : -dice.within(5...900))
        let until = dice.chance(perMille: 250) ? from.adding(days: 900).adding(days: dice.within(1...900)) : nil
        let confirmed = base.adding(days: -(dice.chance(perMille: 50) ? dice.within(90...150) : dice.within(1...85)))
        return try Offer(state: state, validFrom: from, validUntil: until, confirmedAt: confirmed)
    }

    /// Up to four spells of two to twenty days in the year to come, to the hour.
    private func unavailable(_ dice: inout Dice) throws(InvalidField) -> [Period] {
        var away: [Period] = []
        for _ in 0..<dice.below(5) {
            let start = base.adding(days: dice.below(365)).adding(hours: dice.below(24))
            away.append(try Period(start: start, end: start.adding(hours: dice.within(48...480))))
        }
        return away
    }

    private func teams(of number: Int) throws(InvalidField) -> Set<TeamID> {
        var named: Set<TeamID> = []
        for team in foreignTeams[Int32(number)] ?? [] { named.insert(try TeamID(teamID(Int(team)))) }
        return named
    }
}
