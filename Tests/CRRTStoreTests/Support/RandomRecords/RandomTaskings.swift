import CRRTDomain

extension RandomRecords {
    mutating func requestID() throws -> RequestID {
        RequestID(nation: try nation(), year: number(2020...2030), number: one(of: [1, 42, 9999, 10_000]), exercise: chance())
    }

    mutating func seat() throws -> Seat {
        try Seat(
            skill: skill(), minLevel: level(), count: number(1...5), minClearance: maybe { $0.one() },
            accesses: set(0...2) { try $0.access() },
            lead: chance(30))
    }

    mutating func request(_ known: RequestID? = nil, state: Request.State? = nil, revision: Int? = nil) throws -> Request {
        let id = try known ?? requestID()
        let period = try period()
        var request = try Request(
            id: id, nation: id.nation, title: text(), summary: maybe { $0.text() }, severity: maybe { $0.one() }, precedence: one(),
            classification: one(), releasableTo: releasability(), excludes: set(0...2) { try $0.nation(but: id.nation) },
            sector: maybe { $0.text() }, mode: one(), location: maybe { $0.text() }, period: period,
            replyBy: maybe { Instant(milliseconds: period.end.milliseconds - Int64($0.number(0...1_000_000))) },
            maxNoticeHours: maybe { $0.number(0...8760) }, ownNationals: chance(), seats: several(1...4) { try $0.seat() },
            effects: several(0...2) { $0.word("abcxyz-", 1...32) }, languages: languages(), state: state ?? one(),
            remark: maybe { $0.text() },
            revision: revision ?? number(1...1_000_000), mission: maybe { $0.one() }, incident: maybe { try $0.incident(but: id.nation) },
            legalBasis: maybe { $0.text() }, costRule: maybe { $0.text() }, costEstimate: maybe { $0.text() },
            shareWith: chance() ? releasability() : [], noPartners: chance(),
            campaigns: set(0...2) { $0.campaignID() }.sorted())
        // Nothing is drawn for it, so that what a seed stands for stays.
        request.filedPrecedence = request.noPartners ? Precedence.allCases[request.revision % 4] : nil
        return request
    }

    mutating func campaignID() -> CampaignID { CampaignID(number: number(CampaignID.numbers), exercise: chance()) }

    mutating func campaign(_ known: CampaignID? = nil, state: Campaign.State? = nil, revision: Int? = nil) throws -> Campaign {
        try Campaign(
            id: known ?? campaignID(), title: text(), summary: maybe { $0.text() },
            domains: set(1...3) { $0.one(Campaign.Domain.self) }.sorted { $0.rawValue < $1.rawValue },
            classification: one(), releasableTo: releasability(), state: state ?? one(), openedAt: instant(), outcome: maybe { $0.text() },
            revision: revision ?? number(1...1_000_000))
    }

    mutating func standby(_ id: StandbyID) throws -> StandbyPeriod {
        let start = Int64(number(-1_000_000...4_000_000_000)) * 1000
        func period(_ start: Int64, _ hours: Int) throws -> Period {
            try Period(start: Instant(milliseconds: start), end: Instant(milliseconds: start).adding(hours: hours))
        }
        let experts = try set(1...3) { try $0.expertID(id.nation) }.sorted()
        let swap = try maybe { (draw) throws in
            try StandbyPeriod.Swap(
                with: StandbyID(draw.handle(draw.nation())), takes: period(start + 1000, draw.number(1...200)))
        }
        return try StandbyPeriod(
            id: id, people: chance() ? .pool(experts) : .team(teamID(id.nation)), period: period(start, number(1...8000)), tier: one(),
            noticeHours: number(0...8760), leadNation: maybe { try $0.nation() }, state: one(),
            nations: set(0...3) { try $0.nation() }.sorted(), confirmedBy: set(0...3) { try $0.nation() }.sorted(), swap: swap,
            revision: number(1...1_000_000))
    }

    mutating func incident(but nation: NationCode) throws -> Incident {
        let began = maybe { $0.instant() }
        let found = began.map { Instant(milliseconds: min($0.milliseconds + Int64(number(0...1_000_000)), 253_402_300_799_999)) }
        return try Incident(
            incidentClass: maybe { try CatalogueCode($0.one(of: ["intrusions", "availability.ddos"])) },
            sectors: set(0...2) { try CatalogueCode($0.one(of: ["I.1.a", "I.5", "II.7"])) }.sorted(),
            entities: several(0...2) { $0.text() },
            began: began, found: chance() ? found : nil,
            impact: Incident.Impact(
                people: maybe { $0.number(0...10_000_000_000) }, services: several(0...2) { $0.text() },
                spillOver: set(0...2) { try $0.nation(but: nation) }), measures: maybe { $0.text() },
            otherHelp: several(0...1) { $0.text() },
            attribution: maybe { try Incident.Attribution(note: $0.text(), confidence: $0.one()) })
    }

    mutating func tasking(_ known: TaskingID? = nil, experts: [ExpertID]? = nil, revision: Int? = nil) throws -> Tasking {
        let id = try known ?? TaskingID(request: requestID(), number: number(1...12))
        let experts = try experts ?? set(0...5) { try $0.expertID($0.nation()) }.sorted()
        let period = try period()
        return Tasking(
            id: id, kind: one(), team: try maybe { try $0.teamID($0.nation()) },
            assignments: experts.map { Tasking.Assignment(seat: number(0...3), expert: $0) },
            effects: try several(experts.isEmpty ? 1...2 : 0...2) { try EffectID($0.handle($0.nation())) },
            nations: Set(experts.map(\.nation)).sorted(),
            period: period, proposedBy: principal(), orderedBy: maybe { $0.principal() }, replyBy: instant(), state: one(),
            digest: digest(),
            extension: maybe {
                Tasking.Extension(end: period.end.adding(days: $0.number(1...30)), digest: $0.digest(), replyBy: $0.instant())
            },
            remark: maybe { $0.text() }, revision: revision ?? number(1...1_000_000))
    }

    mutating func consent(_ known: TaskingID? = nil, state: Consent.State? = nil) throws -> Consent {
        Consent(
            tasking: try known ?? TaskingID(request: requestID(), number: number(1...12)), nation: try nation(), kind: one(),
            state: state ?? one(), conditions: maybe { $0.text() }, decidedBy: several(0...2) { $0.principal() },
            decidedAt: maybe { $0.instant() }, replyBy: instant(), digest: digest(), reason: maybe { $0.text() },
            remindedAt: maybe { $0.instant() })
    }
}
