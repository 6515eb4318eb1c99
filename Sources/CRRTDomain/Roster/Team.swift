/// A standing rapid response team. The lead nation lists the members. A member of another nation counts once that nation has named the
/// team in the expert's `teams`.
public struct Team: Sendable, Hashable {
    /// Begins with the code of the lead nation.
    public var id: TeamID
    /// One line, at most 200 bytes.
    public var name: String
    /// 1 to 200 experts, none twice.
    public var members: [ExpertID]
    /// One of the members; nil where none is named.
    public var lead: ExpertID?
    /// The team's own notice to move, in hours.
    public var noticeHours: Int
    /// Minimum manning: the fewest eligible members with which the lead nation lets the team go. nil for none.
    public var minimumStrength: Int?
    /// Nations that the lead nation will not serve with this team.
    public var excludes: Set<NationCode>
    /// Nations with whose people those of the lead nation do not serve while the team goes. A proposal or an order that would bring them
    /// together is refused.
    public var notWith: Set<NationCode>
    /// Whether the team may be requested, and until when.
    public var offer: Offer
    /// The number of this version of the record, from 1.
    public var revision: Int
    /// What the team brings and needs on its way.
    public var support: TeamSupport

    /// The lead nation.
    public var nation: NationCode { id.nation }

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        id: TeamID, name: String, nation: NationCode, members: [ExpertID], lead: ExpertID? = nil, noticeHours: Int,
        minimumStrength: Int? = nil, excludes: Set<NationCode> = [], notWith: Set<NationCode> = [], offer: Offer, revision: Int = 1,
        support: TeamSupport = .none
    ) throws(InvalidField) {
        try FieldValidation.sameNation(nation, id)
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
        guard !notWith.contains(nation) else { throw InvalidField("notWith", "names \(nation) itself") }
        self.id = id
        self.name = try FieldValidation.requiredText(name, "name", 200)
        self.members = members
        self.lead = lead
        self.noticeHours = try FieldValidation.hours(noticeHours, "noticeHours")
        self.minimumStrength = minimumStrength
        self.excludes = excludes
        self.notWith = notWith
        self.offer = offer
        self.revision = revision
        self.support = support
    }

    /// Whether an expert counts as a member: the lead nation's own experts do, others where their nation has named the team.
    public func admits(_ expert: Expert) -> Bool { expert.nation == nation || expert.teams.contains(id) }
}
