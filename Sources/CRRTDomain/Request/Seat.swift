/// One line of a request: a number of people with the same skill, level, clearance and accesses.
public struct Seat: Sendable, Hashable {
    /// The skill that each of them must hold.
    public var skill: SkillCode
    /// The least level in that skill.
    public var minLevel: Proficiency
    /// The number of people, 1 to `Request.mostPeople`.
    public var count: Int
    /// The least clearance, where it is above the request's classification; nil where that is enough.
    public var minClearance: Classification?
    /// Accesses that each of them must hold.
    public var accesses: Set<Access>
    /// Whether one of the line's people must lead, that is hold the skill at level 4 or above.
    public var lead: Bool

    /// - Throws: `InvalidField` for a `count` out of range.
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

    /// The least level of the n-th person of this line, from 0. The first person of a `lead` line leads.
    public func level(ofPerson index: Int) -> Proficiency { lead && index == 0 ? max(minLevel, .leads) : minLevel }
}
