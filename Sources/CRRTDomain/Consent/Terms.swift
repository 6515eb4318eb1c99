/// The terms that one nation consents to: all that it can read of a tasking, and nothing else, so that it can recompute their digest.
///
/// The host's terms name all elements, a contributing nation's its own.
public struct Terms: Sendable, Hashable {
    /// The form of these terms. Form 1 was a digest over the whole tasking, and is not kept as a value.
    public static let version = 2

    /// What is asked of the people in a seat.
    public struct Requirement: Sendable, Hashable {
        /// The skill of the seat.
        public var skill: SkillCode
        /// The least level in that skill.
        public var minLevel: Proficiency
        /// The least clearance, where it is above the classification; else nil.
        public var minClearance: Classification?
        /// The accesses that the seat asks for.
        public var accesses: Set<Access>
        /// Whether one of the line's people must lead.
        public var lead: Bool

        /// What a seat line of the request asks for.
        public init(_ seat: Seat) {
            skill = seat.skill
            minLevel = seat.minLevel
            minClearance = seat.minClearance
            accesses = seat.accesses
            lead = seat.lead
        }

        public init(skill: SkillCode, minLevel: Proficiency, minClearance: Classification?, accesses: Set<Access>, lead: Bool) {
            self.skill = skill
            self.minLevel = minLevel
            self.minClearance = minClearance
            self.accesses = accesses
            self.lead = lead
        }
    }

    /// An effect as it is offered: its record but for the offer and the end of its authorisation, its groups expanded.
    public struct EffectUse: Sendable, Hashable {
        /// One line of the nation's.
        public var title: String
        /// Whether it defends or attacks.
        public var category: Effect.Category
        /// The word that requests ask for it by, such as `sinkhole`.
        public var kind: String
        /// Hours from the order until it can be used.
        public var leadHours: Int
        /// What the nation demands for its use; nil for none.
        public var conditions: String?
        /// What a reader of the effect must be cleared for.
        public var classification: Classification
        /// The nations that may know of the effect, groups expanded.
        public var releasableTo: Set<NationCode>
        /// The reference of the nation's legal review; nil where the nation states none.
        public var legalReview: String?

        public init(
            title: String, category: Effect.Category, kind: String, leadHours: Int, conditions: String?, classification: Classification,
            releasableTo: Set<NationCode>, legalReview: String? = nil
        ) {
            self.title = title
            self.category = category
            self.kind = kind
            self.leadHours = leadHours
            self.conditions = conditions
            self.classification = classification
            self.releasableTo = releasableTo
            self.legalReview = legalReview
        }

        /// An effect as its record has it. Until when it is authorised is judged at each step, like the end of a clearance, and is no
        /// part of the terms.
        ///
        /// - Parameter releasableTo: The nations of its allow-list, groups expanded.
        public init(_ effect: Effect, releasableTo: Set<NationCode>) {
            self.init(
                title: effect.title, category: effect.category, kind: effect.kind, leadHours: effect.leadHours,
                conditions: effect.conditions, classification: effect.classification, releasableTo: releasableTo,
                legalReview: effect.legalReview)
        }
    }

    /// Who or what, for what, and when.
    public enum Use: Sendable, Hashable {
        /// A person in a seat, and what the seat asks for; nil where the request has no such seat any more.
        case person(ExpertID, seat: Int, Requirement?)
        /// An effect as it is; nil where its record is gone.
        case effect(EffectID, EffectUse?)
    }

    /// One element with its planned time.
    public struct Part: Sendable, Hashable {
        /// Who or what it is, and what is asked of it.
        public var use: Use
        /// The planned time of its work.
        public var period: Period
        public init(_ use: Use, _ period: Period) {
            self.use = use
            self.period = period
        }
    }

    /// What the work is for.
    public struct Purpose: Sendable, Hashable {
        /// What has happened, in the request's words; nil where the request says nothing.
        public var summary: String?
        /// The sector that is attacked; nil where the request says nothing.
        public var sector: String?
        /// How grave it is; nil where it was not assessed.
        public var severity: Severity?
        /// What the team is to do; nil where the request says nothing.
        public var mission: Mission?
        public init(summary: String?, sector: String?, severity: Severity?, mission: Mission? = nil) {
            self.summary = summary
            self.sector = sector
            self.severity = severity
            self.mission = mission
        }
    }

    /// The tasking.
    public var tasking: TaskingID
    /// The nation whose terms these are.
    public var nation: NationCode
    /// The batch that is proposed; nil where the terms are those of an extension.
    public var batch: Int?
    /// The nation that is helped.
    public var host: NationCode
    /// What the work is for.
    public var purpose: Purpose
    /// What a reader must be cleared for.
    public var classification: Classification
    /// The nations that may know, groups expanded.
    public var releasableTo: Set<NationCode>
    /// Where the work can be done.
    public var mode: Mode
    /// Where the team is needed; nil where the request says nothing.
    public var place: String?
    /// The standing team, where this nation may know of it; else nil.
    public var team: TeamID?
    /// This nation's elements; for the host, all.
    public var parts: [Part]
    /// The contributing nation that commands the team; nil where none was named.
    public var commander: NationCode?
    /// The rules under which foreign people work in the host nation; nil where the request says nothing.
    public var legalBasis: String?
    /// Who pays for what; nil where the request says nothing.
    public var costRule: String?

    public init(
        tasking: TaskingID, nation: NationCode, batch: Int?, host: NationCode, purpose: Purpose, classification: Classification,
        releasableTo: Set<NationCode>, mode: Mode, place: String?, team: TeamID?, parts: [Part],
        commander: NationCode? = nil, legalBasis: String? = nil, costRule: String? = nil
    ) {
        self.tasking = tasking
        self.nation = nation
        self.batch = batch
        self.host = host
        self.purpose = purpose
        self.classification = classification
        self.releasableTo = releasableTo
        self.mode = mode
        self.place = place
        self.team = team
        self.parts = parts
        self.commander = commander
        self.legalBasis = legalBasis
        self.costRule = costRule
    }

    /// The name of the first common field in which the terms differ from others of the same nation; nil where none does. What they say of
    /// single elements is not compared.
    public func commonDifference(from other: Terms) -> String? {
        if host != other.host { return "host" }
        if commander != other.commander { return "commander" }
        if !isSame(purpose.summary, other.purpose.summary) { return "summary" }
        if !isSame(purpose.sector, other.purpose.sector) { return "sector" }
        if purpose.severity != other.purpose.severity { return "severity" }
        if purpose.mission != other.purpose.mission { return "mission" }
        if classification != other.classification { return "classification" }
        if releasableTo != other.releasableTo { return "releasableTo" }
        if mode != other.mode { return "mode" }
        if !isSame(place, other.place) { return "location" }
        if !isSame(legalBasis, other.legalBasis) { return "legalBasis" }
        if !isSame(costRule, other.costRule) { return "costRule" }
        return nil
    }

    /// Whether both have the same bytes. Swift's `==` ignores how an accented letter is composed.
    private func isSame(_ one: String?, _ other: String?) -> Bool {
        switch (one, other) {
        case (nil, nil): true
        case (let one?, let other?): one.utf8.elementsEqual(other.utf8)
        default: false
        }
    }
}
