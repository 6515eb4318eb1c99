/// The part of an `Expert` that matching needs, as sorted arrays.
///
/// Loading a roster makes one for each expert. Arrays are faster to build than the dictionaries and sets of `Expert`, and no slower to
/// read.
public struct ExpertTraits: Sendable, Hashable {
    /// A skill and the level at which it is held.
    public struct Skill: Sendable, Hashable {
        /// The skill.
        public let code: SkillCode
        /// The level.
        public let proficiency: Proficiency

        /// - Parameters:
        ///   - code: The skill.
        ///   - proficiency: The level at which it is held.
        public init(_ code: SkillCode, _ proficiency: Proficiency) { (self.code, self.proficiency) = (code, proficiency) }
    }

    /// A language and how well it is known.
    public struct Language: Sendable, Hashable {
        /// The language.
        public let code: LanguageCode
        /// How well it is known.
        public let profile: LanguageProfile

        /// - Parameters:
        ///   - code: The language.
        ///   - profile: How well it is known.
        public init(_ code: LanguageCode, _ profile: LanguageProfile) { (self.code, self.profile) = (code, profile) }
    }

    /// The expert's handle.
    public let id: ExpertID
    /// nil where it is unknown.
    public let clearance: Clearance?
    /// Sorted.
    public let accesses: [Access]
    /// Sorted by code.
    public let skills: [Skill]
    /// Sorted by code.
    public let languages: [Language]
    /// Notice to move, in hours.
    public let noticeHours: Int
    /// Where the expert can work.
    public let mode: Mode
    /// The periods in which the expert cannot serve, whatever the reason; sorted and disjoint.
    public let unavailable: [Period]
    /// Those for which they are promised elsewhere, by time. `unavailable` has their periods, too.
    public let externalCommitments: [ExternalCommitment]
    /// Nations that the expert's nation will not serve with this offer, sorted.
    public let excludes: [NationCode]
    /// Teams of other nations in which the expert may serve, sorted.
    public let teams: [TeamID]
    /// Whether the expert may be requested, and until when.
    public let offer: Offer
    /// The company that they work for, without its name; nil for people of the nation itself.
    public let partner: Partner?

    /// The nation that offers the expert.
    public var nation: NationCode { id.nation }

    /// Takes values that are valid for an `Expert`, sorted as the properties say. Nothing is checked.
    public init(
        id: ExpertID, clearance: Clearance?, accesses: [Access], skills: [Skill], languages: [Language], noticeHours: Int, mode: Mode,
        unavailable: [Period], externalCommitments: [ExternalCommitment] = [], excludes: [NationCode], teams: [TeamID], offer: Offer,
        partner: Partner? = nil
    ) {
        self.id = id
        self.clearance = clearance
        self.accesses = accesses
        self.skills = skills
        self.languages = languages
        self.noticeHours = noticeHours
        self.mode = mode
        self.unavailable = unavailable
        self.externalCommitments = externalCommitments
        self.excludes = excludes
        self.teams = teams
        self.offer = offer
        self.partner = partner
    }

    /// Copies what matching needs out of a record.
    ///
    /// `unavailable` is copied too, although it is sorted already. The index keeps traits for long, and an array shared with an import
    /// would keep a memory page of that import alive.
    public init(_ expert: Expert) {
        self.init(
            id: expert.id, clearance: expert.clearance, accesses: expert.accesses.sorted(),
            skills: expert.skills.map { Skill($0.key, $0.value) }.sorted { $0.code < $1.code },
            languages: expert.languages.map { Language($0.key, $0.value) }.sorted { $0.code < $1.code },
            noticeHours: expert.noticeHours, mode: expert.mode, unavailable: expert.absences.map { $0 },
            externalCommitments: expert.externalCommitments.map { $0 },
            excludes: expert.excludes.sorted(),
            teams: expert.teams.sorted(), offer: expert.offer, partner: expert.partner?.withoutNames)
    }
}
