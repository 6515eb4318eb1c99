internal import CRRTDomain

/// An expert who may take a kind of place, and what he would cost there.
struct Contender {
    let handle: Int32
    let nation: NationCode
    let noticeHours: UInt16
    /// In the place's skill, 1 to 5.
    let level: Int8
    let cost: Int
    let id: IDKey

    init(_ handle: Int32, _ id: IDKey, _ tag: Tag, level: Int, _ weights: Weights) {
        self.handle = handle
        self.id = id
        nation = tag.nation
        self.level = Int8(clamping: level)
        noticeHours = tag.noticeHours
        cost = weights.cost(level: level, noticeHours: Int(tag.noticeHours))
    }

    /// Cheaper first, then by id: the only order there is.
    func precedes(_ other: Contender) -> Bool { cost != other.cost ? cost < other.cost : id < other.id }
}

extension Weights {
    /// What a person costs who has this level in the place's skill.
    func cost(level: Int, noticeHours: Int) -> Int { notice * noticeHours + self.level * (Proficiency.highest.level - level) }

    /// The weights as they count: within the range in which every sum fits.
    var bounded: Weights {
        func bounded(_ weight: Int) -> Int { min(max(weight, 0), MatchQuery.largestWeight) }
        return Weights(notice: bounded(notice), level: bounded(level), nation: bounded(nation))
    }
}
