public import CRRTDomain

/// Everything that is offered, in memory and indexed for matching. It is a value: a copy costs nothing and never changes.
///
/// Every expert keeps a dense handle, and what is known of them is in columns by handle. Changes are made in place and touch only the
/// expert or team that they are about. Results do not depend on insertion order.
public struct RosterIndex: Sendable {
    /// nil where an expert is named by a team or a commitment and not offered.
    private(set) var experts = Column<Profile?>()
    private(set) var ids = IDOrder()
    private(set) var tags = Column<Tag>(pageBits: 12)
    /// The teams that list each expert.
    private(set) var memberships = Memberships()
    private(set) var sets = RosterSets()
    private var expertHandles = ExpertDirectory()
    private(set) var teams = Column<TeamProfile>()
    private var teamHandles = Directory<TeamID>()
    private var held = Holdings()

    /// The number of experts who are offered.
    public private(set) var expertCount = 0
    /// The number of teams that are offered.
    public var teamCount: Int { teams.count }

    /// An empty roster.
    public init() {}

    /// Adds an expert, or replaces the one with this id.
    public mutating func put(_ expert: Expert) { put(Profile(ExpertTraits(expert))) }

    private mutating func put(_ expert: Profile) {
        let handle = self.handle(for: expert.id)
        let old = experts[handle]
        let commitments = held.commitments(of: expert.id)
        let new = commitments.isEmpty ? expert : Profile(expert, commitments: commitments)
        if old == nil { expertCount += 1 }
        experts[handle] = new
        tags[handle] = Tag(new)
        sets.replace(handle, old, by: new)
    }

    /// Adds a page of experts, or replaces those with their ids.
    ///
    /// A page in order of id becomes part of the index without further work, where no team or commitment has named its experts before.
    public mutating func put(_ page: RosterPage) {
        guard experts.count % RosterPage.capacity == 0, held.isEmpty, let first = page.keys.first, page.isInOrder, ids.allPrecede(first)
        else {
            for expert in page.experts { put(expert) }
            return
        }
        sets.append(page.sets, as: experts.count / RosterPage.capacity)
        for (expert, key) in zip(page.experts, page.keys) { _ = append(expert, key, Tag(expert)) }
        expertCount += page.experts.count
    }

    /// Adds a team, or replaces the one with this id.
    public mutating func put(_ team: Team) {
        put(PlacedTeam(profile: TeamProfile(team, members: team.members.map { handle(for: $0) })))
    }

    /// Adds a team whose members this index, or an earlier state of it, has looked up.
    public mutating func put(_ team: PlacedTeam) {
        let profile = team.profile
        if let handle = teamHandles[profile.id] {
            for member in teams[handle].members where !profile.members.contains(member) { memberships.remove(handle, from: member) }
            teams[handle] = profile
            for member in profile.members { memberships.add(handle, to: member) }
        } else {
            let handle = teams.append(profile)
            teamHandles[profile.id] = handle
            for member in profile.members { memberships.add(handle, to: member) }
        }
    }

    /// Records that an ordered tasking holds an expert.
    public mutating func commit(_ commitment: Commitment) {
        held.add(commitment)
        refresh(commitment.expert)
    }

    /// The taskings that hold someone, in no order.
    public var holding: [TaskingID] { held.taskings }

    /// Removes the commitments of a tasking.
    public mutating func release(_ tasking: TaskingID) {
        for expert in held.remove(tasking) { refresh(expert) }
    }

    private mutating func refresh(_ id: ExpertID) {
        guard let handle = handle(of: id), let expert = experts[handle] else { return }
        let new = Profile(expert, commitments: held.commitments(of: id))
        experts[handle] = new
        sets.replace(handle, expert, by: new)
    }

    private mutating func handle(for id: ExpertID) -> Int32 {
        let key = IDKey(id)
        return expertHandles.handle(of: key, in: ids.keys) ?? append(nil, key, Tag(nation: id.nation, noticeHours: 0))
    }

    private mutating func append(_ expert: Profile?, _ key: IDKey, _ tag: Tag) -> Int32 {
        let handle = experts.append(expert)
        ids.append(key)
        _ = tags.append(tag)
        memberships.append()
        expertHandles.add(handle, in: ids.keys)
        return handle
    }

    /// The nations that offer an expert.
    var nations: Set<NationCode> { Set(sets.nations.sets.keys) }

    /// nil where the expert is neither offered nor named.
    func handle(of id: ExpertID) -> Int32? { expertHandles.handle(of: IDKey(id), in: ids.keys) }
    func profile(_ id: ExpertID) -> Profile? { handle(of: id).flatMap { experts[$0] } }
    func profile(_ id: TeamID) -> TeamProfile? { teamHandles[id].map { teams[$0] } }
}
