public import CRRTDomain

/// What the index keeps of an expert, as far as others may ask.
public struct OfferedExpert: Sendable, Hashable {
    public var id: ExpertID
    public var nation: NationCode
    public var noticeHours: Int
    public var mode: Mode
    public var commitments: [Commitment]
}

/// What the index keeps of a team, as far as others may ask.
public struct OfferedTeam: Sendable, Hashable {
    public var id: TeamID
    public var nation: NationCode
    public var noticeHours: Int
    /// How many members are listed, pending ones included.
    public var memberCount: Int
}

extension RosterIndex {
    public func expert(_ id: ExpertID) -> OfferedExpert? {
        profile(id).map {
            OfferedExpert(
                id: id, nation: $0.nation, noticeHours: $0.facts.noticeHours, mode: $0.facts.mode, commitments: $0.commitments)
        }
    }

    public func team(_ id: TeamID) -> OfferedTeam? {
        profile(id).map {
            OfferedTeam(id: id, nation: $0.nation, noticeHours: $0.facts.noticeHours, memberCount: $0.members.count)
        }
    }
}
