public import CRRTDomain

/// Nations, experts and teams that candidates must do without. They do not change who is eligible.
public struct Omissions: Sendable, Hashable {
    /// Nations whose consent no candidate may need: neither their experts nor the teams that they lead.
    public var nations: Set<NationCode>
    /// Experts who may not be in a candidate.
    public var experts: Set<ExpertID>
    /// Teams that may not be a candidate. Their members may serve as individuals.
    public var teams: Set<TeamID>

    public init(nations: Set<NationCode> = [], experts: Set<ExpertID> = [], teams: Set<TeamID> = []) {
        self.nations = nations
        self.experts = experts
        self.teams = teams
    }

    /// Whether nothing is omitted.
    public var isEmpty: Bool { nations.isEmpty && experts.isEmpty && teams.isEmpty }

    /// Whether an expert may not be in a candidate, by themselves or with their nation.
    public func contains(_ expert: ExpertID) -> Bool { experts.contains(expert) || nations.contains(expert.nation) }
}

/// An expert whom every candidate must have in a seat line.
public struct FixedExpert: Sendable, Hashable {
    /// The number of the seat line, from 0.
    public var seat: Int
    /// Who takes a slot of it.
    public var expert: ExpertID

    public init(seat: Int, expert: ExpertID) {
        self.seat = seat
        self.expert = expert
    }
}
