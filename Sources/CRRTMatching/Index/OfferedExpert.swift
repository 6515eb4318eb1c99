public import CRRTDomain

/// An expert, as the index shows them to other modules.
public struct OfferedExpert: Sendable, Hashable {
    /// The expert's handle.
    public var id: ExpertID
    /// The nation that offers the expert.
    public var nation: NationCode
    /// Notice to move, in hours.
    public var noticeHours: Int
    /// Where the expert can work.
    public var mode: Mode
    /// Commitments to ordered taskings.
    public var commitments: [Commitment]
    /// Whether they work for a company of industry.
    public var isPartner: Bool
}

/// A team, as the index shows it to other modules.
public struct OfferedTeam: Sendable, Hashable {
    /// The team's id.
    public var id: TeamID
    /// The lead nation.
    public var nation: NationCode
    /// The team's own notice to move, in hours.
    public var noticeHours: Int
    /// The number of members who are listed, pending ones included.
    public var memberCount: Int
}

extension RosterIndex {
    /// An expert; nil where they are not offered.
    public func expert(_ id: ExpertID) -> OfferedExpert? {
        profile(id).map {
            OfferedExpert(
                id: id, nation: $0.nation, noticeHours: $0.facts.noticeHours, mode: $0.facts.mode, commitments: $0.commitments,
                isPartner: $0.partner != nil)
        }
    }

    /// A team; nil where it is not offered.
    public func team(_ id: TeamID) -> OfferedTeam? {
        profile(id).map {
            OfferedTeam(id: id, nation: $0.nation, noticeHours: $0.facts.noticeHours, memberCount: $0.members.count)
        }
    }
}
