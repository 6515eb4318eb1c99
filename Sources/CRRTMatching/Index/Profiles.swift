internal import CRRTDomain

/// What the rules need of an expert; no name and no location. Immutable, so that reading one copies nothing.
final class ExpertProfile: Sendable {
    let id: ExpertID
    let facts: OfferFacts
    /// Sorted.
    let skills: [SkillLevel]
    let languages: [LanguageLevel]
    let accesses: [Access]
    /// Sorted and disjoint.
    let unavailable: [Period]
    /// Those of them for which the expert is promised elsewhere.
    let externalCommitments: [ExternalCommitment]
    let excludes: [NationCode]
    /// Foreign teams in which the expert may serve.
    let teams: [TeamID]
    let commitments: [Commitment]
    /// The company that the expert works for; nil for people of the nation itself.
    let partner: Partner?

    init(_ expert: ExpertTraits, commitments: [Commitment] = []) {
        id = expert.id
        facts = OfferFacts(expert)
        skills = expert.skills.map { SkillLevel(SkillKey($0.code), level: $0.proficiency.level) }
        languages = expert.languages.map { LanguageLevel($0.code, $0.profile) }
        accesses = expert.accesses
        unavailable = expert.unavailable
        externalCommitments = expert.externalCommitments
        excludes = expert.excludes
        teams = expert.teams
        self.commitments = commitments
        partner = expert.partner
    }

    /// The same expert with other commitments.
    convenience init(_ expert: ExpertProfile, commitments: [Commitment]) { self.init(expert, expert.facts, commitments) }

    /// The same expert with another notice.
    convenience init(_ expert: ExpertProfile, noticeHours: Int) {
        self.init(expert, expert.facts.with(noticeHours: noticeHours), expert.commitments)
    }

    private init(_ expert: ExpertProfile, _ facts: OfferFacts, _ commitments: [Commitment]) {
        id = expert.id
        self.facts = facts
        skills = expert.skills
        languages = expert.languages
        accesses = expert.accesses
        unavailable = expert.unavailable
        externalCommitments = expert.externalCommitments
        excludes = expert.excludes
        teams = expert.teams
        self.commitments = commitments
        partner = expert.partner
    }

    var nation: NationCode { facts.nation }

    /// The level in a skill; 0 where the expert does not hold it.
    func level(in skill: SkillKey) -> Int { skills.first { $0.key == skill }?.level ?? 0 }

    /// `Team.admits` for a profile: the lead nation's own experts may serve, others once their nation has named the team.
    func mayServe(in team: TeamProfile) -> Bool { nation == team.nation || teams.contains(team.id) }
}

/// What the rules need of a team. Immutable, so that reading one copies nothing.
final class TeamProfile: Sendable {
    let id: TeamID
    let facts: OfferFacts
    let excludes: [NationCode]
    /// Handles of the members. A member may be named before they are offered.
    let members: [Int32]
    /// Minimum manning; 0 for none.
    let minimumStrength: Int

    init(_ team: Team, members: [Int32]) {
        id = team.id
        facts = OfferFacts(team)
        excludes = Array(team.excludes)
        self.members = members
        minimumStrength = team.minimumStrength ?? 0
    }

    /// The same team with another notice.
    init(_ team: TeamProfile, noticeHours: Int) {
        id = team.id
        facts = team.facts.with(noticeHours: noticeHours)
        excludes = team.excludes
        members = team.members
        minimumStrength = team.minimumStrength
    }

    /// The lead nation.
    var nation: NationCode { facts.nation }
}

/// The plain facts of an offer, which most rules need. A team has them too, without a clearance.
struct OfferFacts: Sendable, Hashable {
    let nation: NationCode
    let mode: Mode
    let clearance: Clearance?
    let offer: Offer
    private(set) var noticeHours: Int

    init(_ expert: ExpertTraits) {
        nation = expert.nation
        mode = expert.mode
        clearance = expert.clearance
        offer = expert.offer
        noticeHours = expert.noticeHours
    }

    init(_ team: Team) {
        nation = team.nation
        mode = .both
        clearance = nil
        offer = team.offer
        noticeHours = team.noticeHours
    }

    /// The same facts with another notice.
    func with(noticeHours: Int) -> OfferFacts {
        var facts = self
        facts.noticeHours = noticeHours
        return facts
    }
}

/// What an expert's cost depends on besides the level, in four bytes: notice, and the nation whose fee is due.
///
/// A query reads it for every eligible expert, and reads nothing else of most.
struct CostKey: Sendable, Equatable {
    let noticeHours: UInt16
    let nation: NationCode

    init(nation: NationCode, noticeHours: Int) {
        self.nation = nation
        self.noticeHours = UInt16(clamping: noticeHours)
    }

    init(_ expert: ExpertProfile) { self.init(nation: expert.nation, noticeHours: expert.facts.noticeHours) }
}
