/// A filed need: who asks, for what, when, and who may know.
public struct Request: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable { case submitted, validated, returned, cancelled, closed, expired }
    /// Derived from the taskings, never stored by hand.
    public enum Filled: String, Sendable, Hashable, CaseIterable { case none, partly, fully }

    /// More people than this are asked for in several requests.
    public static let mostPeople = 40
    /// Bytes that a remark may have.
    public static let longestRemark = 8000

    public var id: RequestID?
    public var nation: NationCode
    public var title: String
    public var summary: String?
    public var severity: Severity?
    public var precedence: Precedence
    public var classification: Classification
    /// Nations or groups; an allow-list, never empty.
    public var releasableTo: [String]
    public var excludes: Set<NationCode>
    public var sector: String?
    public var mode: Mode
    public var location: String?
    public var period: Period
    public var replyBy: Instant?
    public var maxNoticeHours: Int?
    public var ownNationals: Bool
    public var seats: [Seat]
    /// Kinds of effect that are asked for: `sinkhole`, …
    public var effects: [String]
    public var languages: [LanguageCode: LanguageProfile]
    public var state: State
    /// What the duty officer wrote when returning, cancelling or closing it.
    public var remark: String?
    public var revision: Int

    public init(
        id: RequestID? = nil, nation: NationCode, title: String, summary: String? = nil, severity: Severity? = nil,
        precedence: Precedence = .routine, classification: Classification, releasableTo: [String], excludes: Set<NationCode> = [],
        sector: String? = nil, mode: Mode, location: String? = nil, period: Period, replyBy: Instant? = nil, maxNoticeHours: Int? = nil,
        ownNationals: Bool = false, seats: [Seat], effects: [String] = [], languages: [LanguageCode: LanguageProfile] = [:],
        state: State = .submitted, remark: String? = nil, revision: Int = 1
    ) throws(InvalidField) {
        if let id, id.nation != nation { throw InvalidField("nation", "is \(nation), but the id \(id) belongs to \(id.nation)") }
        guard !seats.isEmpty || !effects.isEmpty else { throw InvalidField("seats", "is empty; ask for at least one person or effect") }
        let people = seats.reduce(0) { $0 + $1.count }
        guard people <= Request.mostPeople else {
            throw InvalidField("seats", "ask for \(people) people; at most \(Request.mostPeople) are allowed in one request")
        }
        guard !excludes.contains(nation) else { throw InvalidField("excludes", "names the requesting nation \(nation) itself") }
        if let replyBy, replyBy > period.end { throw InvalidField("replyBy", "\(replyBy) is after the end \(period.end)") }
        self.id = id
        self.nation = nation
        self.title = try Limits.requiredText(title, "title", 200)
        self.summary = try Limits.text(summary, "summary", 8000)
        self.severity = severity
        self.precedence = precedence
        self.classification = classification
        self.releasableTo = try Limits.releasability(releasableTo)
        self.excludes = excludes
        self.sector = try Limits.text(sector, "sector", 200)
        self.mode = mode
        self.location = try Limits.text(location, "location", 200)
        self.period = period
        self.replyBy = replyBy
        self.maxNoticeHours = if let maxNoticeHours { try Limits.hours(maxNoticeHours, "maxNoticeHours") } else { nil }
        self.ownNationals = ownNationals
        self.seats = seats
        self.effects = try effects.enumerated().map { (index, kind) throws(InvalidField) in try Limits.word(kind, "effects[\(index)]") }
        self.languages = languages
        self.state = state
        self.remark = try Limits.text(remark, "remark", Request.longestRemark)
        self.revision = revision
    }

    /// How many people all seats together ask for.
    public var people: Int { seats.reduce(0) { $0 + $1.count } }
}
