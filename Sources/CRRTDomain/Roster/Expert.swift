/// One person that a nation offers, under the nation's own pseudonymous handle.
public struct Expert: Sendable, Hashable {
    public var id: ExpertID
    /// Personal data: optional, erasable, never in the journal.
    public var name: String?
    /// nil is unknown, which is not false: it fails closed.
    public var clearance: Clearance?
    public var accesses: Set<Access>
    public var skills: [SkillCode: Proficiency]
    public var languages: [LanguageCode: LanguageProfile]
    /// Notice to move: hours from order to ready.
    public var noticeHours: Int
    public var mode: Mode
    public var location: String?
    /// Normalised: sorted, disjoint.
    public var unavailable: [Period]
    /// Nations that this expert's nation will not serve with this offer.
    public var excludes: Set<NationCode>
    /// Teams led by other nations that this expert's nation lets him serve in.
    public var teams: Set<TeamID>
    public var offer: Offer
    public var revision: Int

    public var nation: NationCode { id.nation }

    /// Longer notice is refused.
    public static var mostNoticeHours: Int { Limits.mostHours }

    /// Refuses values that no record may hold, naming the field.
    public init(
        id: ExpertID, nation: NationCode, name: String? = nil, clearance: Clearance? = nil, accesses: Set<Access> = [],
        skills: [SkillCode: Proficiency], languages: [LanguageCode: LanguageProfile] = [:], noticeHours: Int, mode: Mode,
        location: String? = nil, unavailable: [Period] = [], excludes: Set<NationCode> = [], teams: Set<TeamID> = [],
        offer: Offer, revision: Int = 1
    ) throws(InvalidField) {
        try Limits.sameNation(nation, id)
        guard !skills.isEmpty else { throw InvalidField("skills", "is empty; name at least one skill and its level") }
        guard !excludes.contains(nation) else { throw InvalidField("excludes", "names \(nation) itself") }
        self.id = id
        self.name = try Limits.text(name, "name", 200)
        self.clearance = clearance
        self.accesses = accesses
        self.skills = skills
        self.languages = languages
        self.noticeHours = try Limits.hours(noticeHours, "noticeHours")
        self.mode = mode
        self.location = try Limits.text(location, "location", 200)
        self.unavailable = Period.normalized(unavailable)
        self.excludes = excludes
        self.teams = teams
        self.offer = offer
        self.revision = revision
    }
}
