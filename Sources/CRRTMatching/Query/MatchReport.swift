public import CRRTDomain

/// How the seats of a request could be filled.
public enum CandidateKind: String, CaseIterable, Sendable {
    /// A standing team whose eligible members fill every seat.
    case team
    /// A standing team that fills as many seats as it can, and the cheapest individuals for the rest.
    case augmented
    /// The cheapest individuals.
    case assembled
}

/// One seat line of the request and how many could take it.
public struct SeatReport: Sendable, Hashable {
    /// The line, from 0.
    public var seat: Int
    public var skill: SkillCode
    public var minLevel: Int
    /// How many people the line asks for.
    public var count: Int
    /// Experts that every rule lets take at least one place of the line, each counted once.
    public var eligible: Int
}

/// This expert takes one place of this seat line.
public struct Assigned: Sendable, Hashable {
    public var seat: Int
    public var expert: ExpertID
    public var nation: NationCode
    /// Proficiency in the seat's skill, 1 to 5.
    public var level: Int
    public var noticeHours: Int
}

/// Distinct people for the seats, at a cost.
public struct Candidate: Sendable, Hashable {
    public var kind: CandidateKind
    public var team: TeamID?
    /// By seat line; the place that leads comes first in its line, the others by id.
    public var assignments: [Assigned]
    /// The nations whose consent it needs, sorted: those of the people and the lead nation of the team.
    public var nations: [NationCode]
    /// Σ (notice · noticeHours + level · (5 − proficiency)) + nation · number of `nations` (domain.md section 5).
    public var cost: Int
    /// The largest notice of its people (and of its team), hours.
    public var arrivalHours: Int
    public var openSeats: Int
    /// Whether no cheaper one of this kind exists.
    public var proven: Bool
    /// Where not proven: nothing of this kind costs less than this.
    public var lowerBound: Int?
}

/// The answer to a `MatchQuery`.
public struct MatchReport: Sendable, Hashable {
    public var seats: [SeatReport]
    /// Best first (domain.md section 5).
    public var candidates: [Candidate]
}

/// One change of the request that would let an open seat be filled.
public struct Relaxation: Sendable, Hashable {
    /// The seat line, from 0.
    public var seat: Int
    /// The change in plain words, with the number: "notice 96 hours instead of 72".
    public var change: String
    /// How many more experts would be eligible for the seat.
    public var gains: Int
    /// The request that was asked about, with the change made.
    public var request: Request
}
