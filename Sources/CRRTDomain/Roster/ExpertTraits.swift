/// What matching asks of an expert, as lists in order. An `Expert`'s own dictionaries and sets take longer to make than to ask, and a start
/// makes a hundred thousand of them.
public struct ExpertTraits: Sendable, Hashable {
    public struct Skill: Sendable, Hashable {
        public let code: SkillCode
        public let proficiency: Proficiency

        public init(_ code: SkillCode, _ proficiency: Proficiency) { (self.code, self.proficiency) = (code, proficiency) }
    }

    public struct Language: Sendable, Hashable {
        public let code: LanguageCode
        public let profile: LanguageProfile

        public init(_ code: LanguageCode, _ profile: LanguageProfile) { (self.code, self.profile) = (code, profile) }
    }

    public let id: ExpertID
    public let clearance: Clearance?
    public let accesses: [Access]
    /// By code.
    public let skills: [Skill]
    /// By code.
    public let languages: [Language]
    public let noticeHours: Int
    public let mode: Mode
    /// Normalised: sorted, disjoint.
    public let unavailable: [Period]
    public let excludes: [NationCode]
    public let teams: [TeamID]
    public let offer: Offer

    public var nation: NationCode { id.nation }

    /// Of values that an `Expert` may hold, in their order; nothing is checked here.
    public init(
        id: ExpertID, clearance: Clearance?, accesses: [Access], skills: [Skill], languages: [Language], noticeHours: Int, mode: Mode,
        unavailable: [Period], excludes: [NationCode], teams: [TeamID], offer: Offer
    ) {
        self.id = id
        self.clearance = clearance
        self.accesses = accesses
        self.skills = skills
        self.languages = languages
        self.noticeHours = noticeHours
        self.mode = mode
        self.unavailable = unavailable
        self.excludes = excludes
        self.teams = teams
        self.offer = offer
    }

    /// With lists of its own, also of `unavailable`, which has the order already: what keeps traits for long, as the index does, would else
    /// keep one small block of each expert of an import, and with it the page of memory that the block lies in.
    public init(_ expert: Expert) {
        self.init(
            id: expert.id, clearance: expert.clearance, accesses: expert.accesses.sorted(),
            skills: expert.skills.map { Skill($0.key, $0.value) }.sorted { $0.code < $1.code },
            languages: expert.languages.map { Language($0.key, $0.value) }.sorted { $0.code < $1.code },
            noticeHours: expert.noticeHours, mode: expert.mode, unavailable: expert.unavailable.map { $0 },
            excludes: expert.excludes.sorted(),
            teams: expert.teams.sorted(), offer: expert.offer)
    }
}
