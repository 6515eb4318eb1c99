/// The stable codes of the rules, in the order of domain.md section 5.
public enum ObjectionCode: String, CaseIterable, Sendable {
    case notOffered = "NOT_OFFERED"
    case offerStale = "OFFER_STALE"
    case offerEnds = "OFFER_ENDS"
    case skillMissing = "SKILL_MISSING"
    case levelTooLow = "LEVEL_TOO_LOW"
    case clearanceUnknown = "CLEARANCE_UNKNOWN"
    case clearanceTooLow = "CLEARANCE_TOO_LOW"
    case clearanceExpires = "CLEARANCE_EXPIRES"
    case accessMissing = "ACCESS_MISSING"
    case languageMissing = "LANGUAGE_MISSING"
    case unavailable = "UNAVAILABLE"
    case committed = "COMMITTED"
    case noticeTooLong = "NOTICE_TOO_LONG"
    case modeMismatch = "MODE_MISMATCH"
    case notReleasable = "NOT_RELEASABLE"
    case excludedByRequester = "EXCLUDED_BY_REQUESTER"
    case excludedByProvider = "EXCLUDED_BY_PROVIDER"
    case ownNational = "OWN_NATIONAL"
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
