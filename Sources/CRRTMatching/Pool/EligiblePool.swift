internal import CRRTDomain

/// The experts who are eligible for each kind of slot of a request.
///
/// Those whom the query omits or fixes are not in the sets, but they count as eligible (`countsPerLine`).
struct EligiblePool {
    /// The slots of people who are fixed are not among its slots.
    private(set) var query: CompiledQuery
    let weights: Weights
    let omitted: Omissions
    /// The only team whose candidates are looked for; nil for all.
    let team: TeamID?
    /// The people whom the query fixes.
    private(set) var seated = SeatedPeople()
    /// The number of next-best candidates that the shortlists allow for.
    let nextBest: Int
    /// By kind of slot, the experts who are eligible for it.
    private(set) var eligible: [Bitmap]
    /// The experts who are eligible for any slot.
    private(set) var eligibleForAny: Bitmap
    /// `eligible` by expert, where teams are asked for; else nil.
    private var kindMasks: SlotKindMasks?
    /// By kind of slot, the number of eligible experts, those who are omitted or fixed included.
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
        omitted = matchQuery.omitted
        team = matchQuery.team
        nextBest = matchQuery.findsNextBest ? max(0, matchQuery.limit - 1) : 0
        levels = query.kinds.map { index.sets.levels.columns[$0.skill] }
        eligible = index.sets.eligible(for: query.kinds, among: prefilter.admitted)
        eligibleForAny = Bitmap(capacity: index.experts.count)
        for kind in eligible { eligibleForAny.unite(kind) }
        applyTimeRules(to: prefilter.doubtful, index)
        counts = eligible.map(\.count)
        seat(matchQuery.fixed, index)
        omit(index)
        guard scope != .empty else { return }
        if !matchQuery.kinds.isDisjoint(with: [.team, .augmented]) { kindMasks = SlotKindMasks(eligible) }
        cheapestPerNation = shortlists(index, size: 1)
        switch scope {
        case .empty, .cheapestPerNation: break
        case .optimalAssembly: shortlists = shortlistsForAssembly(index, cheapestPerNation)
        case .complete: shortlists = shortlists(index, size: max(1, self.query.slots.count) + nextBest)
        }
    }

    /// Seats the people who are fixed, and takes them and their slots out of the search.
    private mutating func seat(_ fixed: [FixedExpert], _ index: RosterIndex) {
        guard !fixed.isEmpty else { return }
        seated = SeatedPeople(fixed, query, handle: { index.handle(of: $0) }) { eligible[$1].contains($0) }
        for person in seated.people {
            remove(person.handle)
            query.takeSlot(person.kind)
        }
    }

    private mutating func omit(_ index: RosterIndex) {
        for nation in omitted.nations {
            guard let people = index.sets.nations.sets[nation] else { continue }
            eligibleForAny.subtract(people)
            for kind in eligible.indices { eligible[kind].subtract(people) }
        }
        for expert in omitted.experts { index.handle(of: expert).map { remove($0) } }
    }

    private mutating func remove(_ handle: Int32) {
        eligibleForAny.remove(handle)
        for kind in eligible.indices { eligible[kind].remove(handle) }
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
        for handle in refused { remove(handle) }
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

    /// The people who are fixed, by the kind of their slot.
    func seatedContenders(_ index: RosterIndex) -> [(Int, Contender)] {
        seated.people.compactMap { person in contender(person.handle, person.kind, index).map { (person.kind, $0) } }
    }

    /// The nations whose fee is due in any case, because people of theirs are fixed.
    func seatedNations(_ index: RosterIndex) -> Set<NationCode> { Set(seated.handles.map { index.costKeys[$0].nation }) }

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
