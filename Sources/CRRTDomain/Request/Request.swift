/// A nation's request for help: what it needs, when, and which nations may know.
public struct Request: Sendable, Hashable {
    /// The request's state; `RequestLifecycle` has the transitions.
    public enum State: String, Sendable, Hashable, CaseIterable { case submitted, validated, returned, cancelled, closed, expired }
    /// How far its taskings fill the request. Derived, never stored.
    public enum Filled: String, Sendable, Hashable, CaseIterable { case none, partly, fully }

    /// The most people that one request may ask for.
    public static let mostPeople = 40
    /// The most references to other systems.
    public static let mostReferences = 20
    /// The most campaigns to which one request is linked.
    public static let mostCampaigns = 8
    /// The most referrals on record.
    public static let mostReferrals = 10
    /// The longest remark, in UTF-8 bytes.
    public static let longestRemark = 8000
    /// The longest legal basis and cost rule, in UTF-8 bytes.
    private static let longestReference = 1000

    /// nil until the daemon has minted it.
    public var id: RequestID?
    /// The requesting nation.
    public var nation: NationCode
    /// One line, at most 200 bytes.
    public var title: String
    /// The situation, at most 8000 bytes; nil where nothing is said.
    public var summary: String?
    /// nil where it was not assessed.
    public var severity: Severity?
    /// How urgent it is. Lists and the board sort by it.
    public var precedence: Precedence
    /// What a reader must be cleared for.
    public var classification: Classification
    /// Nations or groups whose people may know of it. An allow-list, never empty.
    public var releasableTo: [String]
    /// Nations that shall not contribute.
    public var excludes: Set<NationCode>
    /// The sector that is attacked, such as `energy`; free text of at most 200 bytes, nil where nothing is said.
    public var sector: String?
    /// Where the work can be done.
    public var mode: Mode
    /// Where the team is needed; free text of at most 200 bytes, nil where nothing is said.
    public var location: String?
    /// The planned time of the work.
    public var period: Period
    /// When the nation needs an answer, not after the end of the period; nil where it has not said.
    public var replyBy: Instant?
    /// The longest notice to move that helps, in hours; nil for no limit.
    public var maxNoticeHours: Int?
    /// Whether the requesting nation's own experts may be chosen.
    public var ownNationals: Bool
    /// The people that are needed. `Seat` lines are numbered from 0.
    public var seats: [Seat]
    /// Requested kinds of effect, such as `sinkhole`.
    public var effects: [String]
    /// Languages that every expert must speak, each with the least profile.
    public var languages: [LanguageCode: LanguageProfile]
    /// Where else the matter is written down: ticket numbers, date-time groups of messages. At most 20, of at most 200 bytes each.
    public var references: [String]
    /// What people did above the mission, in the order of recording; at most ten.
    public var referrals: [Referral]
    /// The request's state.
    public var state: State
    /// Why it was returned or cancelled, or the closing report; nil before.
    public var remark: String?
    /// The number of this version of the record, from 1.
    public var revision: Int
    /// What the team is to do; nil where nothing is said.
    public var mission: Mission?
    /// What is known of the incident; nil where nothing is said. No nation consents to it.
    public var incident: Incident?
    /// The rules under which foreign people work in the nation, by reference, such as a status of forces agreement; at most 1000 bytes,
    /// nil where nothing is said.
    public var legalBasis: String?
    /// Who pays for what, at most 1000 bytes; nil where nothing is said.
    public var costRule: String?
    /// What it may cost, such as `40000 EUR`, at most 200 bytes; nil where nothing is said. For information: no nation consents to it.
    public var costEstimate: String?
    /// Nations or groups, within `releasableTo`, that are made aware of it: they read what it is about and how it stands, and nothing else.
    public var shareWith: [String]
    /// Whether people who work for a company of industry are left out.
    public var noPartners: Bool
    /// The campaigns that people take it for a part of, at most 8. Who sees the request may see them.
    public var campaigns: [CampaignID]
    /// The precedence that the nation stated, where the desk has set another one; nil where it has not.
    public var filedPrecedence: Precedence?

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        id: RequestID? = nil, nation: NationCode, title: String, summary: String? = nil, severity: Severity? = nil,
        precedence: Precedence = .routine, classification: Classification, releasableTo: [String], excludes: Set<NationCode> = [],
        sector: String? = nil, mode: Mode, location: String? = nil, period: Period, replyBy: Instant? = nil, maxNoticeHours: Int? = nil,
        ownNationals: Bool = false, seats: [Seat], effects: [String] = [], languages: [LanguageCode: LanguageProfile] = [:],
        references: [String] = [], referrals: [Referral] = [],
        state: State = .submitted, remark: String? = nil, revision: Int = 1,
        mission: Mission? = nil, incident: Incident? = nil, legalBasis: String? = nil, costRule: String? = nil, costEstimate: String? = nil,
        shareWith: [String] = [], noPartners: Bool = false, campaigns: [CampaignID] = [],
        filedPrecedence: Precedence? = nil
    ) throws(InvalidField) {
        if let id, id.nation != nation { throw InvalidField("nation", "is \(nation), but the id \(id) belongs to \(id.nation)") }
        guard !seats.isEmpty || !effects.isEmpty else { throw InvalidField("seats", "is empty; ask for at least one person or effect") }
        let people = seats.reduce(0) { $0 + $1.count }
        guard people <= Request.mostPeople else {
            throw InvalidField("seats", "ask for \(people) people; at most \(Request.mostPeople) are allowed in one request")
        }
        guard !excludes.contains(nation) else { throw InvalidField("excludes", "names the requesting nation \(nation) itself") }
        if incident?.impact?.spillOver.contains(nation) == true {
            throw InvalidField("incident.impact.spillOver", "names the requesting nation \(nation) itself; it is for other nations")
        }
        if let replyBy, replyBy > period.end { throw InvalidField("replyBy", "\(replyBy) is after the end \(period.end)") }
        self.id = id
        self.nation = nation
        self.title = try FieldValidation.requiredText(title, "title", 200)
        self.summary = try FieldValidation.text(summary, "summary", 8000)
        self.severity = severity
        self.precedence = precedence
        self.classification = classification
        self.releasableTo = try FieldValidation.releasability(releasableTo)
        self.excludes = excludes
        self.sector = try FieldValidation.text(sector, "sector", 200)
        self.mode = mode
        self.location = try FieldValidation.text(location, "location", 200)
        self.period = period
        self.replyBy = replyBy
        self.maxNoticeHours = if let maxNoticeHours { try FieldValidation.hours(maxNoticeHours, "maxNoticeHours") } else { nil }
        self.ownNationals = ownNationals
        self.seats = seats
        self.effects = try effects.enumerated().map { (index, kind) throws(InvalidField) in
            try FieldValidation.word(kind, "effects[\(index)]")
        }
        self.languages = languages
        self.references = try Request.checked(references: references)
        guard referrals.count <= Request.mostReferrals else {
            throw InvalidField("referrals", "are \(referrals.count); at most \(Request.mostReferrals) are allowed")
        }
        self.referrals = referrals
        self.state = state
        self.remark = try FieldValidation.text(remark, "remark", Request.longestRemark)
        self.revision = revision
        self.mission = mission
        self.incident = incident.flatMap { $0.isEmpty ? nil : $0 }
        self.legalBasis = try FieldValidation.text(legalBasis, "legalBasis", Request.longestReference)
        self.costRule = try FieldValidation.text(costRule, "costRule", Request.longestReference)
        self.costEstimate = try FieldValidation.text(costEstimate, "costEstimate", 200)
        self.shareWith = try FieldValidation.distinctNames(shareWith, "shareWith")
        self.noPartners = noPartners
        self.campaigns = try Request.checked(campaigns: campaigns)
        self.filedPrecedence = filedPrecedence
    }

    private static func checked(references: [String]) throws(InvalidField) -> [String] {
        guard references.count <= mostReferences else {
            throw InvalidField("references", "are \(references.count); at most \(mostReferences) are allowed")
        }
        for (index, reference) in references.enumerated() {
            _ = try FieldValidation.requiredText(reference, "references[\(index)]", 200)
            guard !references[..<index].contains(reference) else {
                throw InvalidField("references[\(index)]", "\(shortened(reference)) is named twice")
            }
        }
        return references
    }

    private static func checked(campaigns: [CampaignID]) throws(InvalidField) -> [CampaignID] {
        guard campaigns.count <= mostCampaigns else {
            throw InvalidField("campaigns", "are \(campaigns.count); at most \(mostCampaigns) are allowed")
        }
        for (index, campaign) in campaigns.enumerated() where campaigns[..<index].contains(campaign) {
            throw InvalidField("campaigns[\(index)]", "\(campaign) is named twice")
        }
        return campaigns
    }

    /// Takes the desk's precedence, and keeps the nation's own where it is another one.
    public mutating func set(precedence new: Precedence) {
        let filed = filedPrecedence ?? precedence
        (precedence, filedPrecedence) = (new, filed == new ? nil : filed)
    }

    /// The number of people of all seats together.
    public var people: Int { seats.reduce(0) { $0 + $1.count } }
}
