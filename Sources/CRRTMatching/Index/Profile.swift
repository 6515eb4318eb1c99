internal import CRRTDomain

/// What the rules need of an expert; no name and no location. Immutable, so that reading one copies nothing.
final class Profile: Sendable {
    let id: ExpertID
    let facts: Facts
    /// Sorted.
    let skills: [HeldSkill]
    let languages: [HeldLanguage]
    let accesses: [Access]
    /// Sorted and disjoint.
    let unavailable: [Period]
    let excludes: [NationCode]
    /// Foreign teams in which the expert may serve.
    let teams: [TeamID]
    let commitments: [Commitment]

    init(_ expert: ExpertTraits, commitments: [Commitment] = []) {
        id = expert.id
        facts = Facts(expert)
        skills = expert.skills.map { HeldSkill(SkillKey($0.code), level: $0.proficiency.level) }
        languages = expert.languages.map { HeldLanguage($0.code, $0.profile) }
        accesses = expert.accesses
        unavailable = expert.unavailable
        excludes = expert.excludes
        teams = expert.teams
        self.commitments = commitments
    }

    /// The same expert with other commitments.
    init(_ expert: Profile, commitments: [Commitment]) {
        id = expert.id
        facts = expert.facts
        skills = expert.skills
        languages = expert.languages
        accesses = expert.accesses
        unavailable = expert.unavailable
        excludes = expert.excludes
        teams = expert.teams
        self.commitments = commitments
    }

    var nation: NationCode { facts.nation }

    /// The level in a skill; 0 where the expert does not hold it.
    func level(in skill: SkillKey) -> Int { skills.first { $0.key == skill }?.level ?? 0 }

    /// `Team.admits` for a profile: the lead nation's own experts may serve, others once their nation has named the team.
    func mayServe(in team: TeamProfile) -> Bool { nation == team.nation || teams.contains(team.id) }
}
