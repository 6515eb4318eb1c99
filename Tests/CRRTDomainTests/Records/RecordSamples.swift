import CRRTDomain

/// Records that are right but for what a test changes.
struct RecordSamples {
    let start: Instant
    let end: Instant
    let offer: Offer
    let est: NationCode
    let lva: NationCode

    init() throws {
        start = try Instant("2026-11-23T00:00:00Z")
        end = start.adding(days: 7)
        offer = try Offer(state: .offered, validFrom: start, validUntil: nil, confirmedAt: start)
        est = try NationCode("EST")
        lva = try NationCode("LVA")
    }

    func expert(
        id: String = "EST-1", name: String? = nil, skills: [String: Int] = ["GX-SKL-001": 3], noticeHours: Int = 12,
        location: String? = nil,
        excludes: Set<NationCode> = [], unavailable: [Period] = [], teams: Set<TeamID> = []
    ) throws -> Expert {
        let held = try Dictionary(uniqueKeysWithValues: skills.map { (try SkillCode($0.key), try Proficiency($0.value)) })
        return try Expert(
            id: ExpertID(id), nation: est, name: name, skills: held, noticeHours: noticeHours, mode: .both, location: location,
            unavailable: unavailable, excludes: excludes, teams: teams, offer: offer)
    }

    func team(
        id: String = "EST-T", name: String = "Team", members: [String] = ["EST-1", "LVA-1"], lead: String? = nil, noticeHours: Int = 1,
        minimumStrength: Int? = nil, excludes: Set<NationCode> = []
    ) throws -> Team {
        try Team(
            id: TeamID(id), name: name, nation: est, members: members.map { try ExpertID($0) }, lead: lead.map { try ExpertID($0) },
            noticeHours: noticeHours, minimumStrength: minimumStrength, excludes: excludes, offer: offer)
    }

    func effect(
        title: String = "Sinkhole", kind: String = "sinkhole", leadHours: Int = 1, conditions: String? = nil,
        releasableTo: [String] = ["NATO"]
    ) throws -> Effect {
        try Effect(
            id: EffectID("EST-E"), nation: est, title: title, category: .defensive, kind: kind, leadHours: leadHours,
            conditions: conditions,
            classification: .secret, releasableTo: releasableTo, offer: offer)
    }

    func request(
        id: String? = nil, title: String = "Help", summary: String? = nil, releasableTo: [String] = ["NATO"],
        excludes: Set<NationCode> = [],
        replyBy: Instant? = nil, maxNoticeHours: Int? = nil, seats: [Int] = [1], effects: [String] = []
    ) throws -> Request {
        let lines = try seats.map { try Seat(skill: SkillCode("GX-SKL-001"), minLevel: Proficiency(2), count: $0) }
        return try Request(
            id: id.map { try RequestID($0) }, nation: est, title: title, summary: summary, classification: .restricted,
            releasableTo: releasableTo,
            excludes: excludes, mode: .remote, period: Period(start: start, end: end), replyBy: replyBy, maxNoticeHours: maxNoticeHours,
            seats: lines,
            effects: effects)
    }
}

/// As `complaint`, for makers that also read texts.
func fault<Value>(_ make: () throws -> Value) -> String {
    do {
        _ = try make()
        return "none"
    } catch let error as InvalidField {
        return "\(error.field): \(error.reason)"
    } catch {
        return "\(error)"
    }
}
