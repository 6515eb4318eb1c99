internal import CRRTDomain

/// The experts who are eligible for each kind of slot of a request.
struct EligiblePool {
    let query: CompiledQuery
    let weights: Weights
    /// By kind of slot, the experts who are eligible for it.
    private(set) var eligible: [Bitmap]
    /// The experts who are eligible for any slot.
    private(set) var eligibleForAny: Bitmap
    /// `eligible` by expert, where teams are asked for; else nil.
    private var kindMasks: SlotKindMasks?
    /// By kind of slot, the number of eligible experts.
    private(set) var counts: [Int] = []
    /// By kind of slot, the level of each expert in its skill; nil where no expert holds it.
    private let levels: [BitSlicedColumn?]
    /// By kind of slot, the cheapest of each nation.
    private(set) var cheapestPerNation: [Shortlist] = []
    /// By kind of slot, the experts that the scope asks for.
    private(set) var shortlists: [Shortlist] = []
    let numbers: NationNumbers

    init(_ index: RosterIndex, _ matchQuery: MatchQuery, scope: ShortlistScope = .complete) {
        let query = CompiledQuery(matchQuery)
        let prefilter = Prefilter(index, query)
        self.query = query
        numbers = NationNumbers(index.nations)
        weights = matchQuery.weights.bounded
        levels = query.kinds.map { index.sets.levels.columns[$0.skill] }
        eligible = index.sets.eligible(for: query.kinds, among: prefilter.admitted)
        eligibleForAny = Bitmap(capacity: index.experts.count)
        for kind in eligible { eligibleForAny.unite(kind) }
        applyTimeRules(to: prefilter.doubtful, index)
        counts = eligible.map(\.count)
        guard scope != .empty else { return }
        if !matchQuery.kinds.isDisjoint(with: [.team, .augmented]) { kindMasks = SlotKindMasks(eligible) }
        cheapestPerNation = shortlists(index, size: 1)
        switch scope {
        case .empty, .cheapestPerNation: break
        case .optimalAssembly: shortlists = shortlistsForAssembly(index, cheapestPerNation)
        case .complete: shortlists = shortlists(index, size: query.slots.count)
        }
    }

    /// Applies the rules to the experts whom the sets leave in doubt.
    private mutating func applyTimeRules(to doubtful: Bitmap, _ index: RosterIndex) {
        var undecided = doubtful
        undecided.intersect(eligibleForAny)
        // This pass decides nothing and lets the processor fetch all profiles in parallel. The next one would wait for each in turn.
        var absences = 0
        undecided.forEach { absences += index.experts[$0]?.unavailable.count ?? 0 }
        var refused: [Int32] = []
        refused.reserveCapacity(absences)
        undecided.forEach { handle in
            if index.experts[handle].map({ RuleBook.passesTimeRules($0, query) }) != true { refused.append(handle) }
        }
        for handle in refused {
            eligibleForAny.remove(handle)
            for kind in eligible.indices { eligible[kind].remove(handle) }
        }
    }
}

extension RosterSets {
    /// By kind of slot, the experts among `all` to whom none of the slot's rules objects. The slot's accesses are included.
    fileprivate func eligible(for kinds: [SlotKind], among all: Bitmap) -> [Bitmap] {
        var all = all
        // Most requests need the same clearance everywhere.
        let least = kinds.map(\.clearance.rank).min() ?? 0
        clearance.keep(atLeast: least + 1, of: &all)
        return kinds.map { kind in
            var eligible = all
            levels.keep(atLeast: kind.level, of: kind.skill, among: &eligible)
            if kind.clearance.rank > least { clearance.keep(atLeast: kind.clearance.rank + 1, of: &eligible) }
            for access in kind.accesses { eligible.intersect(accesses.sets[access] ?? ExpertSet()) }
            return eligible
        }
    }
}

extension EligiblePool {
    /// By seat line, the number of experts who are eligible for at least one of its slots.
    ///
    /// Experts who may lead a line may take its other slots too, so the last kind of a line has all of its experts.
    var countsPerLine: [Int] {
        query.request.seats.indices.map { line in query.kinds.lastIndex { $0.line == line }.map { counts[$0] } ?? 0 }
    }

    /// Bit k is set where the expert is eligible for slots of kind k. There are at most `Request.mostPeople` kinds.
    func kindMask(of handle: Int32) -> UInt64 {
        if let kindMasks { return kindMasks[handle] }
        return eligible.indices.reduce(0) { $0 | (eligible[$1].contains(handle) ? 1 << UInt64($1) : 0) }
    }

    /// An eligible expert with the cost at a kind of slot; nil where no expert holds its skill.
    func contender(_ handle: Int32, _ kind: Int, _ index: RosterIndex) -> Contender? {
        guard let levels = levels[kind] else { return nil }
        return Contender(handle, index.ids.keys[handle], index.costKeys[handle], level: levels[handle], weights)
    }

    /// The cost of an expert at a kind of slot.
    func cost(_ handle: Int32, _ kind: Int, _ index: RosterIndex) -> Int {
        let level = levels[kind]?[handle] ?? 0
        return weights.cost(level: level, noticeHours: Int(index.costKeys[handle].noticeHours))
    }

    /// The contenders of lists of handles, by kind of slot.
    func contenders(_ index: RosterIndex, _ people: [[Int32]]) -> [[Contender]] {
        people.indices.map { kind in people[kind].compactMap { contender($0, kind, index) } }
    }

    /// The kind masks of experts who are enough to fill every slot that can be filled.
    ///
    /// As many experts of each kind as there are slots are enough (exchange argument).
    var sufficientKindMasks: [UInt64] {
        Set(eligible.flatMap { $0.prefix(query.slots.count) }).sorted().map(kindMask)
    }
}
