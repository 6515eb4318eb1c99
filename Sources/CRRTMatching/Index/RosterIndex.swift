public import CRRTDomain

/// The roster in memory, indexed for matching. It is a value: a copy costs nothing and never changes.
///
/// Every expert has a dense handle for good, and their data is in columns by handle. A change is made in place and touches only the expert
/// or team that it is about. Results do not depend on insertion order.
public struct RosterIndex: Sendable {
    /// nil for an expert whom a team or a commitment names and no nation offers.
    private(set) var experts = PagedColumn<ExpertProfile?>()
    private(set) var ids = IDColumn()
    private(set) var costKeys = PagedColumn<CostKey>(pageBits: 12)
    /// The teams that list each expert.
    private(set) var memberships = Memberships()
    private(set) var sets = RosterSets()
    private var expertHandles = ExpertHashTable()
    private(set) var teams = PagedColumn<TeamProfile>()
    private var teamHandles = ShardedDictionary<TeamID>()
    private var commitments = CommitmentBook()
    private(set) var standby = StandbyBook()

    /// The number of experts who are offered.
    public private(set) var expertCount = 0
    /// The number of teams that are offered.
    public var teamCount: Int { teams.count }

    /// An empty roster.
    public init() {}

    /// Adds an expert, or replaces the one with this id.
    public mutating func put(_ expert: Expert) { put(ExpertProfile(ExpertTraits(expert))) }

    private mutating func put(_ expert: ExpertProfile) {
        let handle = self.handle(for: expert.id)
        let old = experts[handle]
        let committed = commitments.commitments(of: expert.id)
        let new = committed.isEmpty ? expert : ExpertProfile(expert, commitments: committed)
        if old == nil { expertCount += 1 }
        experts[handle] = new
        costKeys[handle] = CostKey(new)
        sets.replace(handle, old, by: new)
    }

    /// Adds a page of experts, or replaces those with their ids.
    ///
    /// A page in order of id becomes part of the index as it is, where no team or commitment has named its experts before.
    public mutating func put(_ page: RosterPage) {
        guard experts.count % RosterPage.capacity == 0, commitments.isEmpty, let first = page.keys.first, page.isInOrder,
            ids.allPrecede(first)
        else {
            for expert in page.experts { put(expert) }
            return
        }
        sets.append(page.sets, as: experts.count / RosterPage.capacity)
        for (expert, key) in zip(page.experts, page.keys) { _ = append(expert, key, CostKey(expert)) }
        expertCount += page.experts.count
    }

    /// Adds a team, or replaces the one with this id.
    public mutating func put(_ team: Team) {
        put(ResolvedTeam(profile: TeamProfile(team, members: team.members.map { handle(for: $0) })))
    }

    /// Adds a team whose members were looked up in this index or in an earlier state of it.
    public mutating func put(_ team: ResolvedTeam) {
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

    /// Records that an ordered tasking commits an expert.
    public mutating func commit(_ commitment: Commitment) {
        commitments.add(commitment)
        refresh(commitment.expert)
    }

    /// The taskings that commit an expert, in no order.
    public var committedTaskings: [TaskingID] { commitments.taskings }

    /// Removes the commitments of a tasking.
    public mutating func release(_ tasking: TaskingID) {
        for expert in commitments.remove(tasking) { refresh(expert) }
    }

    /// Records a standby period, or replaces the one with this id.
    public mutating func put(_ standby: StandbyPeriod) { self.standby.put(standby) }

    /// Gives an expert a shorter notice. One that is not shorter changes nothing.
    ///
    /// - Returns: Whether it changed.
    mutating func shortenNotice(of handle: Int32, to hours: Int) -> Bool {
        guard let expert = experts[handle], hours < expert.facts.noticeHours else { return false }
        let new = ExpertProfile(expert, noticeHours: hours)
        experts[handle] = new
        costKeys[handle] = CostKey(new)
        sets.replace(handle, expert, by: new)
        return true
    }

    /// Gives a team a shorter notice. One that is not shorter changes nothing.
    ///
    /// - Returns: Whether it changed.
    mutating func shortenNotice(of id: TeamID, to hours: Int) -> Bool {
        guard let handle = teamHandles[id], hours < teams[handle].facts.noticeHours else { return false }
        teams[handle] = TeamProfile(teams[handle], noticeHours: hours)
        return true
    }

    private mutating func refresh(_ id: ExpertID) {
        guard let handle = handle(of: id), let expert = experts[handle] else { return }
        let new = ExpertProfile(expert, commitments: commitments.commitments(of: id))
        experts[handle] = new
        sets.replace(handle, expert, by: new)
    }

    private mutating func handle(for id: ExpertID) -> Int32 {
        let key = IDKey(id)
        return expertHandles.handle(of: key, in: ids.keys) ?? append(nil, key, CostKey(nation: id.nation, noticeHours: 0))
    }

    private mutating func append(_ expert: ExpertProfile?, _ key: IDKey, _ costKey: CostKey) -> Int32 {
        let handle = experts.append(expert)
        ids.append(key)
        _ = costKeys.append(costKey)
        memberships.append()
        expertHandles.add(handle, in: ids.keys)
        return handle
    }

    /// The nations that offer an expert.
    var nations: Set<NationCode> { Set(sets.nations.sets.keys) }

    /// nil where the expert is neither offered nor named.
    func handle(of id: ExpertID) -> Int32? { expertHandles.handle(of: IDKey(id), in: ids.keys) }
    func handle(of id: TeamID) -> Int32? { teamHandles[id] }
    func profile(_ id: ExpertID) -> ExpertProfile? { handle(of: id).flatMap { experts[$0] } }
    func profile(_ id: TeamID) -> TeamProfile? { teamHandles[id].map { teams[$0] } }
}
