public import CRRTDomain

/// The ways to fill a request.
public enum CandidateKind: String, CaseIterable, Sendable {
    /// A standing team whose eligible members fill every seat.
    case team
    /// A standing team that fills as many seats as it can, and the cheapest individuals for the rest.
    case augmented
    /// The cheapest individuals.
    case assembled
}

/// A seat line of the request, and how many experts are eligible for it.
public struct SeatReport: Sendable, Hashable {
    /// The number of the line, from 0.
    public var seat: Int
    /// The skill that the line asks for.
    public var skill: SkillCode
    /// The least level, 1 to 5.
    public var minLevel: Int
    /// The number of people that the line asks for.
    public var count: Int
    /// The number of experts who may take at least one slot of the line.
    public var eligible: Int
}

/// An expert at one slot of a seat line.
public struct Assigned: Sendable, Hashable {
    /// The number of the line, from 0.
    public var seat: Int
    /// Who takes the slot.
    public var expert: ExpertID
    /// The expert's nation.
    public var nation: NationCode
    /// The expert's level in the seat's skill, 1 to 5.
    public var level: Int
    /// The expert's notice to move, in hours.
    public var noticeHours: Int
}

/// Distinct people for the seats, with their cost.
public struct Candidate: Sendable, Hashable {
    /// How the seats are filled.
    public var kind: CandidateKind
    /// The standing team; nil where individuals are assembled.
    public var team: TeamID?
    /// Sorted by seat line. In a line, the slot that leads comes first, then the others by id.
    public var assignments: [Assigned]
    /// The nations whose consent is needed, sorted: those of the people, and the lead nation of the team.
    public var nations: [NationCode]
    /// Σ (notice · noticeHours + level · (5 − proficiency)) + nation · number of `nations` (domain.md section 5).
    public var cost: Int
    /// The longest notice of the people and of the team, in hours.
    public var arrivalHours: Int
    /// The number of slots that stay open.
    public var openSeats: Int
    /// Whether this is the cheapest of its kind.
    public var proven: Bool
    /// Where it is not proven, a bound that no candidate of this kind is below; else nil.
    public var lowerBound: Int?
}

/// The answer to a `MatchQuery`.
public struct MatchReport: Sendable, Hashable {
    /// One for each seat line, in order.
    public var seats: [SeatReport]
    /// Best first (domain.md section 5).
    public var candidates: [Candidate]
}

/// A change of the request that would fill an open seat.
public struct Relaxation: Sendable, Hashable {
    /// The number of the seat line, from 0.
    public var seat: Int
    /// The change in words, with its number: "notice 96 hours instead of 72".
    public var change: String
    /// The number of experts who would become eligible for the seat.
    public var gains: Int
    /// The request with the change made.
    public var request: Request
}
