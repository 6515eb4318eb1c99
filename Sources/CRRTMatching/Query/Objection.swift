/// The stable codes of the rules, in the order of domain.md section 5.
public enum ObjectionCode: String, CaseIterable, Sendable {
    /// The offer is suspended or withdrawn, or begins after the mission does. Of a team: or fewer members are eligible than its minimum
    /// manning.
    case notOffered = "NOT_OFFERED"
    /// The offer has been unconfirmed for longer than the policy's `staleAfterDays`.
    case offerStale = "OFFER_STALE"
    /// The offer ends before the mission does.
    case offerEnds = "OFFER_ENDS"
    /// The expert does not hold the seat's skill.
    case skillMissing = "SKILL_MISSING"
    /// The expert holds the seat's skill below the level needed. The one who leads needs at least level 4.
    case levelTooLow = "LEVEL_TOO_LOW"
    /// No clearance is on record. Unknown fails closed.
    case clearanceUnknown = "CLEARANCE_UNKNOWN"
    /// The clearance is below the higher of the seat's and the request's.
    case clearanceTooLow = "CLEARANCE_TOO_LOW"
    /// The clearance ends before the mission does.
    case clearanceExpires = "CLEARANCE_EXPIRES"
    /// The expert lacks an access that the seat needs.
    case accessMissing = "ACCESS_MISSING"
    /// The expert does not reach the profile of a language that the request names.
    case languageMissing = "LANGUAGE_MISSING"
    /// The expert is recorded as unavailable for a part of the period.
    case unavailable = "UNAVAILABLE"
    /// An ordered tasking commits the expert for a part of the period.
    case committed = "COMMITTED"
    /// The notice to move, in hours, is longer than the request's `maxNoticeHours`.
    case noticeTooLong = "NOTICE_TOO_LONG"
    /// The expert serves only remotely and the work is on site, or the reverse.
    case modeMismatch = "MODE_MISMATCH"
    /// The request is not releasable to the nation that offers.
    case notReleasable = "NOT_RELEASABLE"
    /// The request excludes the nation that offers.
    case excludedByRequester = "EXCLUDED_BY_REQUESTER"
    /// The offer excludes the requesting nation.
    case excludedByProvider = "EXCLUDED_BY_PROVIDER"
    /// The expert is of the requesting nation, and the request does not allow `ownNationals`.
    case ownNational = "OWN_NATIONAL"
    /// The nation's authorisation of an effect ends before its use does. No rule for people gives it.
    case authorisationEnds = "AUTHORISATION_ENDS"
    /// The agreement with the expert's company ends before the mission does.
    case agreementEnds = "AGREEMENT_ENDS"
    /// The expert works for a company, and the request leaves people of industry out (`noPartners`).
    case noPartners = "NO_PARTNERS"
}

/// A reason why an expert or a team cannot serve.
public struct Objection: Sendable, Hashable {
    /// The rule that objects.
    public var code: ObjectionCode
    /// The seat line that it concerns, from 0; nil where it holds for every seat.
    public var seat: Int?
    /// The values that clash, in words; nil where the code says everything.
    public var detail: String?

    public init(code: ObjectionCode, seat: Int? = nil, detail: String? = nil) {
        self.code = code
        self.seat = seat
        self.detail = detail
    }
}
