/// One line of a request: so many people with this skill, at this level, with this clearance.
public struct Seat: Sendable, Hashable {
    public var skill: SkillCode
    public var minLevel: Proficiency
    public var count: Int
    public var minClearance: Classification?
    public var accesses: Set<Access>
    /// Whether one of the line's people must lead (level 4 or above).
    public var lead: Bool

    public init(
        skill: SkillCode, minLevel: Proficiency, count: Int = 1, minClearance: Classification? = nil, accesses: Set<Access> = [],
        lead: Bool = false
    ) throws(InvalidField) {
        guard (1...Request.mostPeople).contains(count) else {
            throw InvalidField("count", "is \(count); 1 to \(Request.mostPeople) are allowed")
        }
        self.skill = skill
        self.minLevel = minLevel
        self.count = count
        self.minClearance = minClearance
        self.accesses = accesses
        self.lead = lead
    }

    /// The level that the n-th person of this line (from 0) must hold: the first of a `lead` line leads.
    public func level(ofPerson index: Int) -> Proficiency { lead && index == 0 ? max(minLevel, .leads) : minLevel }
}
