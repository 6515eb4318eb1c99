/// One person that a nation offers, under the nation's own pseudonymous handle.
public struct Expert: Sendable, Hashable {
    /// The nation's pseudonymous handle.
    public var id: ExpertID
    /// Personal data: optional, erasable, and never in the journal.
    public var name: String?
    /// nil where it is unknown. Unknown fails closed: no rule lets the expert serve.
    public var clearance: Clearance?
    /// Accesses that the expert holds.
    public var accesses: Set<Access>
    /// The level of each skill that the expert holds; never empty.
    public var skills: [SkillCode: Proficiency]
    /// The profile of each language that the expert knows.
    public var languages: [LanguageCode: LanguageProfile]
    /// Notice to move: hours from the order until the expert is ready.
    public var noticeHours: Int
    /// Where the expert can work.
    public var mode: Mode
    /// Where the expert lives or works; free text of at most 200 bytes, nil where nothing is said.
    public var location: String?
    /// Periods in which the expert cannot serve, sorted and disjoint.
    public var unavailable: [Period]
    /// Periods for which the expert is promised elsewhere, and to whom, by time.
    public var externalCommitments: [ExternalCommitment]
    /// Nations that this expert's nation will not serve with this offer.
    public var excludes: Set<NationCode>
    /// Nations with whose people the expert does not serve. A proposal or an order that would bring them together is refused.
    public var notWith: Set<NationCode>
    /// Teams of other nations in which the expert may serve.
    public var teams: Set<TeamID>
    /// Whether the expert may be requested, and until when.
    public var offer: Offer
    /// The number of this version of the record, from 1.
    public var revision: Int
    /// The company of industry that they work for; nil for people of the nation itself.
    public var partner: Partner?

    /// The periods in which the expert cannot serve, whatever the reason; sorted and disjoint.
    public var absences: [Period] {
        externalCommitments.isEmpty ? unavailable : Period.normalized(unavailable + externalCommitments.map(\.period))
    }

    /// The nation that offers the expert.
    public var nation: NationCode { id.nation }

    /// The longest notice that is accepted, in hours.
    public static var mostNoticeHours: Int { FieldValidation.maximumHours }

    /// Checks all fields.
    ///
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        id: ExpertID, nation: NationCode, name: String? = nil, clearance: Clearance? = nil, accesses: Set<Access> = [],
        skills: [SkillCode: Proficiency], languages: [LanguageCode: LanguageProfile] = [:], noticeHours: Int, mode: Mode,
        location: String? = nil, unavailable: [Period] = [], externalCommitments: [ExternalCommitment] = [],
        excludes: Set<NationCode> = [], notWith: Set<NationCode> = [],
        teams: Set<TeamID> = [],
        offer: Offer, revision: Int = 1, partner: Partner? = nil
    ) throws(InvalidField) {
        try FieldValidation.sameNation(nation, id)
        guard !skills.isEmpty else { throw InvalidField("skills", "is empty; name at least one skill and its level") }
        guard !excludes.contains(nation) else { throw InvalidField("excludes", "names \(nation) itself") }
        guard !notWith.contains(nation) else { throw InvalidField("notWith", "names \(nation) itself") }
        self.id = id
        self.name = try FieldValidation.text(name, "name", 200)
        self.clearance = clearance
        self.accesses = accesses
        self.skills = skills
        self.languages = languages
        self.noticeHours = try FieldValidation.hours(noticeHours, "noticeHours")
        self.mode = mode
        self.location = try FieldValidation.text(location, "location", 200)
        self.unavailable = Period.normalized(unavailable)
        guard externalCommitments.count <= ExternalCommitment.most else {
            throw InvalidField(
                "externalCommitments", "are \(externalCommitments.count); at most \(ExternalCommitment.most) are allowed")
        }
        self.externalCommitments = externalCommitments.sorted(by: ExternalCommitment.isBefore)
        self.excludes = excludes
        self.notWith = notWith
        self.teams = teams
        self.offer = offer
        self.revision = revision
        self.partner = partner
    }
}
