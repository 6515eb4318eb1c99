import CRRTDomain

@testable import CRRTMatching

/// Short ways to records that pass every rule unless told otherwise.
enum Fixtures {
    static let now = instant("2027-01-10T00:00:00Z")
    static let mission = period("2027-03-01T06:00:00Z", "2027-03-11T06:00:00Z")

    static func instant(_ text: String) -> Instant { try! Instant(text) }
    static func period(_ start: String, _ end: String) -> Period { try! Period(start: instant(start), end: instant(end)) }
    static func nation(_ code: String) -> NationCode { try! NationCode(code) }
    static func skill(_ number: Int) -> SkillCode { try! SkillCode("GX-SKL-00\(number)") }
    static func level(_ number: Int) -> Proficiency { try! Proficiency(number) }
    static func cleared(_ level: Classification, until: String = "2029-12-31") -> Clearance {
        try! Clearance(level: level, validUntil: try! CalendarDate(until))
    }
    static func partner(until: String) -> Partner {
        try! Partner(name: "Company", agreement: "Agreement 7", until: try! CalendarDate(until))
    }
    static func tasking(_ number: Int) -> TaskingID { TaskingID(request: try! RequestID("REQ-ALB-2026-0001"), number: number) }

    static func offer(
        _ state: Offer.State = .offered, from: String = "2026-01-01T00:00:00Z", until: String? = nil,
        confirmed: String = "2027-01-01T00:00:00Z"
    ) -> Offer {
        try! Offer(state: state, validFrom: instant(from), validUntil: until.map(instant), confirmedAt: instant(confirmed))
    }

    /// Skills by number, with the level.
    static func expert(
        _ id: String, _ skills: [Int: Int] = [1: 3], notice: Int = 24, edit: (inout Expert) -> Void = { _ in }
    ) -> Expert {
        let id = try! ExpertID(id)
        var expert = try! Expert(
            id: id, nation: id.nation, clearance: cleared(.secret),
            skills: Dictionary(uniqueKeysWithValues: skills.map { (skill($0), level($1)) }), noticeHours: notice, mode: .both,
            offer: offer())
        edit(&expert)
        return expert
    }

    static func team(_ id: String, _ members: [String], edit: (inout Team) -> Void = { _ in }) -> Team {
        let id = try! TeamID(id)
        var team = try! Team(
            id: id, name: "team", nation: id.nation, members: members.map { try! ExpertID($0) }, noticeHours: 24, offer: offer())
        edit(&team)
        return team
    }

    static func seat(_ skill: Int = 1, _ minLevel: Int = 3, count: Int = 1, lead: Bool = false) -> Seat {
        try! Seat(skill: Fixtures.skill(skill), minLevel: level(minLevel), count: count, lead: lead)
    }

    static func request(_ seats: [Seat] = [seat()], edit: (inout Request) -> Void = { _ in }) -> Request {
        var request = try! Request(
            nation: nation("ALB"), title: "help", classification: .restricted, releasableTo: ["NATO"], mode: .remote, period: mission,
            maxNoticeHours: 72, seats: seats)
        edit(&request)
        return request
    }

    static let allies = Set(["ALB", "DEU", "DNK", "EST", "FRA", "LVA", "NOR", "POL"].map(nation))

    static func query(_ request: Request = request(), edit: (inout MatchQuery) -> Void = { _ in }) -> MatchQuery {
        var query = MatchQuery(request: request, releasable: allies, at: now, staleAfterDays: 90)
        edit(&query)
        return query
    }

    static func index(_ experts: [Expert], _ teams: [Team] = [], _ commitments: [Commitment] = []) -> RosterIndex {
        var index = RosterIndex()
        for expert in experts { index.put(expert) }
        for team in teams { index.put(team) }
        for commitment in commitments { index.commit(commitment) }
        return index
    }

    static func never() -> Bool { false }
}
