public import CRRTDomain

/// All that is offered, in memory, in a form that answers quickly. A value: copied at no cost, and a copy stays as it is.
///
/// Every expert has a dense handle that he keeps; what is known of him lies in columns by handle. Each change is made in place and
/// touches only what it is about. The order of changes shows in no answer.
public struct RosterIndex: Sendable {
    /// nil: named by a team or a commitment, but not offered (yet).
    var experts = Column<Profile?>()
    /// The same experts' plain facts.
    var facts = Column<Facts?>()
    private var expertHandles = Directory<ExpertID>()
    var teams = Column<TeamProfile>()
    private var teamHandles = Directory<TeamID>()
    var postings: [SkillKey: Posting] = [:]
    private var held = Holdings()

    public private(set) var expertCount = 0
    public var teamCount: Int { teams.count }

    public init() {}

    /// Inserts the expert, or replaces the one with this id.
    public mutating func put(_ expert: Expert) {
        let handle = self.handle(for: expert.id)
        let old = experts[handle]
        let new = Profile(expert, commitments: held.commitments(of: expert.id))
        if old == nil { expertCount += 1 }
        for skill in old?.skills ?? [] where new.level(in: skill.key) == 0 { postings[skill.key]?.remove(handle) }
        for skill in new.skills where old?.level(in: skill.key) != skill.level {
            postings[skill.key, default: Posting()].set(handle, level: skill.level)
        }
        experts[handle] = new
        facts[handle] = new.facts
    }

    /// Inserts the team, or replaces the one with this id.
    public mutating func put(_ team: Team) {
        let profile = TeamProfile(team, members: team.members.map { handle(for: $0) })
        if let handle = teamHandles[team.id] {
            teams[handle] = profile
        } else {
            teamHandles[team.id] = teams.append(profile)
        }
    }

    /// An ordered tasking holds this expert from now on.
    public mutating func commit(_ commitment: Commitment) {
        held.add(commitment)
        refresh(commitment.expert)
    }

    /// A tasking holds nobody any more.
    public mutating func release(_ tasking: TaskingID) {
        for expert in held.remove(tasking) { refresh(expert) }
    }

    private mutating func refresh(_ id: ExpertID) {
        guard let handle = expertHandles[id], let expert = experts[handle] else { return }
        experts[handle] = Profile(expert, commitments: held.commitments(of: id))
    }

    private mutating func handle(for id: ExpertID) -> Int32 {
        if let handle = expertHandles[id] { return handle }
        let handle = experts.append(nil)
        _ = facts.append(nil)
        expertHandles[id] = handle
        return handle
    }

    /// Every nation that offers somebody.
    var nations: Set<NationCode> { Set(facts.pages.joined().lazy.compactMap { $0?.nation }) }

    func profile(_ id: ExpertID) -> Profile? { expertHandles[id].flatMap { experts[$0] } }
    func profile(_ id: TeamID) -> TeamProfile? { teamHandles[id].map { teams[$0] } }
}
