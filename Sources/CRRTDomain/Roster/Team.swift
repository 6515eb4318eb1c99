/// A standing rapid response team. The lead nation lists the members; a foreign member counts once his own nation has
/// named the team in his `teams`.
public struct Team: Sendable, Hashable {
    public var id: TeamID
    public var name: String
    public var members: [ExpertID]
    public var lead: ExpertID?
    /// The team's own notice to move, hours.
    public var noticeHours: Int
    /// Fewest eligible members with which the lead nation lets the team go; nil: no such floor.
    public var minimumStrength: Int?
    public var excludes: Set<NationCode>
    public var offer: Offer
    public var revision: Int

    /// The lead nation.
    public var nation: NationCode { id.nation }

    public init(
        id: TeamID, name: String, nation: NationCode, members: [ExpertID], lead: ExpertID? = nil, noticeHours: Int,
        minimumStrength: Int? = nil, excludes: Set<NationCode> = [], offer: Offer, revision: Int = 1
    ) throws(InvalidField) {
        try Limits.sameNation(nation, id)
        guard !members.isEmpty else { throw InvalidField("members", "is empty; name at least one expert") }
        guard members.count <= 200 else { throw InvalidField("members", "holds \(members.count); at most 200 are allowed") }
        var seen: Set<ExpertID> = []
        for (index, member) in members.enumerated() where !seen.insert(member).inserted {
            throw InvalidField("members[\(index)]", "\(member) is named twice")
        }
        if let lead, !seen.contains(lead) { throw InvalidField("lead", "\(lead) is not among the members") }
        if let minimumStrength, !(1...members.count).contains(minimumStrength) {
            throw InvalidField("minimumStrength", "\(minimumStrength) is not between 1 and the number of members, \(members.count)")
        }
        guard !excludes.contains(nation) else { throw InvalidField("excludes", "names \(nation) itself") }
        self.id = id
        self.name = try Limits.requiredText(name, "name", 200)
        self.members = members
        self.lead = lead
        self.noticeHours = try Limits.hours(noticeHours, "noticeHours")
        self.minimumStrength = minimumStrength
        self.excludes = excludes
        self.offer = offer
        self.revision = revision
    }

    /// Whether this expert's own nation lets him serve in the team; own nationals always count.
    public func admits(_ expert: Expert) -> Bool { expert.nation == nation || expert.teams.contains(id) }
}
