internal import CRRTDomain

/// An expert who is eligible for a kind of slot, with the cost there.
struct Contender {
    let handle: Int32
    let nation: NationCode
    let noticeHours: UInt16
    /// Level in the slot's skill, 1 to 5.
    let level: Int8
    let cost: Int
    let id: IDKey

    init(_ handle: Int32, _ id: IDKey, _ costKey: CostKey, level: Int, _ weights: Weights) {
        self.handle = handle
        self.id = id
        nation = costKey.nation
        self.level = Int8(clamping: level)
        noticeHours = costKey.noticeHours
        cost = weights.cost(level: level, noticeHours: Int(costKey.noticeHours))
    }

    /// Sorts by cost, then by id. There is no other tie-break.
    func precedes(_ other: Contender) -> Bool { cost != other.cost ? cost < other.cost : id < other.id }
}

extension Weights {
    /// The cost of a person with this level in the slot's skill.
    func cost(level: Int, noticeHours: Int) -> Int { notice * noticeHours + self.level * (Proficiency.highest.level - level) }

    /// The weights within the range in which no sum of costs overflows.
    var bounded: Weights {
        func bounded(_ weight: Int) -> Int { min(max(weight, 0), MatchQuery.largestWeight) }
        return Weights(notice: bounded(notice), level: bounded(level), nation: bounded(nation))
    }
}
