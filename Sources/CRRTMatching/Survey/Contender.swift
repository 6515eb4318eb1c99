internal import CRRTDomain

/// An expert who may take a kind of place, and what he would cost there.
struct Contender {
    let handle: Int32
    let id: ExpertID
    let nation: NationCode
    /// In the place's skill, 1 to 5.
    let level: Int
    let noticeHours: Int
    let cost: Int

    init(_ handle: Int32, _ expert: Profile, level: Int, _ weights: Weights) {
        self.handle = handle
        id = expert.id
        nation = expert.nation
        self.level = level
        noticeHours = expert.facts.noticeHours
        cost = weights.notice * noticeHours + weights.level * (Proficiency.highest.level - level)
    }

    /// Cheaper first, then by id: the only order there is.
    func precedes(_ other: Contender) -> Bool { cost != other.cost ? cost < other.cost : id < other.id }
}

extension Weights {
    /// The weights as they count: within the range in which every sum fits.
    var bounded: Weights {
        func bounded(_ weight: Int) -> Int { min(max(weight, 0), MatchQuery.largestWeight) }
        return Weights(notice: bounded(notice), level: bounded(level), nation: bounded(nation))
    }
}
