internal import CRRTDomain

/// What the rules need to know of an expert; no name, no place.
struct Profile {
    let id: ExpertID
    var standing: Standing
    var clearance: Clearance?
    var mode: Mode
    /// Sorted.
    var skills: [HeldSkill]
    var languages: [HeldLanguage]
    var accesses: Set<Access>
    /// Sorted, disjoint.
    var unavailable: [Period]
    /// Foreign teams that he may serve in.
    var teams: [TeamID]
    var commitments: [Commitment]

    init(_ expert: Expert, commitments: [Commitment]) {
        id = expert.id
        standing = Standing(
            nation: expert.nation, offer: expert.offer, noticeHours: expert.noticeHours, excludes: Array(expert.excludes))
        clearance = expert.clearance
        mode = expert.mode
        skills = expert.skills.map { HeldSkill(SkillKey($0.key), level: $0.value.level) }.sorted()
        languages = expert.languages.map { HeldLanguage($0.key, $0.value) }
        accesses = expert.accesses
        unavailable = expert.unavailable
        teams = Array(expert.teams)
        self.commitments = commitments
    }

    /// 0 where he does not hold the skill.
    func level(in skill: SkillKey) -> Int { skills.first { $0.key == skill }?.level ?? 0 }

    /// `Team.admits`, of the facts kept here: own nationals always count, others once their nation has named the team.
    func mayServe(in team: TeamProfile) -> Bool { standing.nation == team.standing.nation || teams.contains(team.id) }
}
