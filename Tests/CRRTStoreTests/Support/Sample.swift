import CRRTDomain

@testable import CRRTStore

/// Plain records with as little in them as may be.
enum Sample {
    static let now = Instant(seconds: 1_795_000_000)
    static func hours(_ hours: Int) -> Instant { now.adding(hours: hours) }
    static func digest(_ letter: Character) -> String { String(repeating: letter, count: 64) }

    static func expert(_ id: String, name: String? = nil, notice: Int = 12, revision: Int = 1) throws -> Expert {
        let id = try ExpertID(id)
        return try Expert(
            id: id, nation: id.nation, name: name, skills: [SkillCode("PD-WRL-003"): Proficiency(3)], noticeHours: notice, mode: .both,
            offer: offer(), revision: revision)
    }

    static func team(_ id: String, _ members: [String]) throws -> Team {
        let id = try TeamID(id)
        return try Team(
            id: id, name: "Team", nation: id.nation, members: members.map { try ExpertID($0) }, noticeHours: 12, offer: offer())
    }

    static func effect(_ id: String) throws -> Effect {
        let id = try EffectID(id)
        return try Effect(
            id: id, nation: id.nation, title: "Effect", category: .defensive, kind: "sinkhole", leadHours: 4, classification: .restricted,
            releasableTo: ["NATO"], offer: offer())
    }

    static func request(_ id: String, _ state: Request.State = .validated, end: Int = 100) throws -> Request {
        let id = try RequestID(id)
        return try Request(
            id: id, nation: id.nation, title: "Request", classification: .restricted, releasableTo: ["NATO"], mode: .both,
            period: Period(start: min(hours(0), hours(end - 1)), end: hours(end)),
            seats: [Seat(skill: SkillCode("PD-WRL-003"), minLevel: Proficiency(3))],
            state: state)
    }

    static func tasking(
        _ id: String, _ state: Tasking.State = .ordered, _ experts: [String] = [], from: Int = 0, to: Int = 10, revision: Int = 1
    ) throws -> Tasking {
        let experts = try experts.map { try ExpertID($0) }
        return Tasking(
            id: try TaskingID(id), kind: .assembled, assignments: experts.map { .init(seat: 0, expert: $0) },
            effects: experts.isEmpty ? [try EffectID("EST-E1")] : [],
            nations: Set(experts.map(\.nation)).sorted(), period: try Period(start: hours(from), end: hours(to)),
            proposedBy: Principal(name: "duty", uid: 1), replyBy: hours(1), state: state, digest: digest("a"), revision: revision)
    }

    static func consent(
        _ tasking: String, _ nation: String, _ kind: Consent.Kind = .contribute, _ state: Consent.State = .requested, replyBy: Int = 1,
        digest letter: Character = "a"
    ) throws -> Consent {
        Consent(
            tasking: try TaskingID(tasking), nation: try NationCode(nation), kind: kind, state: state, replyBy: hours(replyBy),
            digest: digest(letter))
    }

    private static func offer() throws -> Offer { try Offer(state: .offered, validFrom: now, validUntil: nil, confirmedAt: now) }
}
