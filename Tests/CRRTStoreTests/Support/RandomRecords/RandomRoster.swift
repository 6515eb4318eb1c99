import CRRTDomain

extension RandomRecords {
    mutating func handle(_ nation: NationCode) -> String { "\(nation)-" + word("ABCXYZ0123456789-", 1...24) }
    mutating func expertID(_ nation: NationCode) throws -> ExpertID { try ExpertID(handle(nation)) }
    mutating func teamID(_ nation: NationCode) throws -> TeamID { try TeamID(handle(nation)) }

    mutating func offer() throws -> Offer {
        let start = instant()
        let later = Instant(milliseconds: min(start.milliseconds + Int64(number(1...1_000_000_000)), 253_402_300_799_999))
        return try Offer(state: one(), validFrom: start, validUntil: later > start && chance() ? later : nil, confirmedAt: instant())
    }

    mutating func clearance() throws -> Clearance {
        let level = one(Classification.self)
        return try Clearance(level: level, validUntil: level > .restricted || chance() ? date() : nil)
    }

    mutating func expert(_ known: ExpertID? = nil, revision: Int? = nil) throws -> Expert {
        let id = try known ?? expertID(nation())
        var skills: [SkillCode: Proficiency] = [:]
        for _ in 0..<number(1...5) { skills[try skill()] = try level() }
        return try Expert(
            id: id, nation: id.nation, name: maybe { $0.text() }, clearance: maybe { try $0.clearance() },
            accesses: set(0...3) { try $0.access() }, skills: skills, languages: languages(), noticeHours: number(0...8760), mode: one(),
            location: maybe { $0.text() }, unavailable: several(0...3) { try $0.period() },
            externalCommitments: several(0...max(0, number(0...4) - 3)) { records in
                try ExternalCommitment(period: records.period(), holder: records.one(), note: records.word("abcxyz", 1...20))
            },
            excludes: set(0...2) { try $0.nation(but: id.nation) }, notWith: set(0...1) { try $0.nation(but: id.nation) },
            teams: set(0...2) { try $0.teamID($0.nation()) }, offer: offer(),
            revision: revision ?? number(1...1_000_000), partner: maybe { try $0.partner() })
    }

    mutating func partner() throws -> Partner {
        let name = maybe { $0.text() }
        return try Partner(name: name, agreement: name == nil ? nil : text(), until: date())
    }

    mutating func team(_ known: TeamID? = nil, members: [ExpertID]? = nil, revision: Int? = nil) throws -> Team {
        let id = try known ?? teamID(nation())
        let members = try members ?? set(1...6) { try $0.expertID($0.nation()) }.sorted()
        return try Team(
            id: id, name: text(), nation: id.nation, members: members, lead: maybe { $0.one(of: members) }, noticeHours: number(0...8760),
            minimumStrength: maybe { $0.number(1...members.count) }, excludes: set(0...2) { try $0.nation(but: id.nation) },
            notWith: set(0...1) { try $0.nation(but: id.nation) }, offer: offer(),
            revision: revision ?? number(1...1_000_000), support: support())
    }

    mutating func support() throws -> TeamSupport {
        let destinations = try set(0...2) { try $0.nation() }.sorted()
        return try TeamSupport(
            kit: maybe { $0.text() }, transportKg: maybe { $0.number(0...1_000_000) }, selfSufficientDays: maybe { $0.number(0...365) },
            travelLeadHours: Dictionary(uniqueKeysWithValues: destinations.map { ($0, number(0...8760)) }))
    }

    mutating func effect(_ known: EffectID? = nil, revision: Int? = nil) throws -> Effect {
        let id = try known ?? EffectID(handle(nation()))
        return try Effect(
            id: id, nation: id.nation, title: text(), category: one(), kind: word("abcxyz-", 1...32), leadHours: number(0...8760),
            conditions: maybe { $0.text() }, classification: one(), releasableTo: releasability(), offer: offer(),
            revision: revision ?? number(1...1_000_000), legalReview: maybe { $0.text() }, authorisedUntil: maybe { $0.instant() })
    }
}
