internal import CRRTDomain

/// Who may take which place of a request.
struct Survey {
    let terms: Terms
    let weights: Weights
    /// By kind of place, who may take one.
    private(set) var takers: [Bitmap]
    /// Who may take any place.
    private(set) var anybody: Bitmap
    /// The same by expert, where teams are asked for; else nil.
    private var kindsOfEach: KindsOfEach?
    /// By kind of place, how many may take one.
    private(set) var counts: [Int] = []
    /// By kind of place, the level of each expert in its skill; nil where nobody holds it.
    private let levels: [BitSlicedColumn?]
    /// By kind of place, the cheapest of each nation.
    private(set) var first: [Shortlist] = []
    /// By kind of place, as many experts as were asked for.
    private(set) var shortlists: [Shortlist] = []
    let numbers: NationNumbers

    init(_ index: RosterIndex, _ query: MatchQuery, shortlisting: Shortlisting = .all) {
        let terms = Terms(query)
        let prefilter = Prefilter(index, terms)
        self.terms = terms
        numbers = NationNumbers(index.nations)
        weights = query.weights.bounded
        levels = terms.kinds.map { index.sets.levels.columns[$0.skill] }
        takers = index.sets.takers(of: terms.kinds, among: prefilter.admitted)
        anybody = Bitmap(capacity: index.experts.count)
        for kind in takers { anybody.unite(kind) }
        decide(prefilter.doubtful, index)
        counts = takers.map(\.count)
        guard shortlisting != .none else { return }
        if !query.kinds.isDisjoint(with: [.team, .augmented]) { kindsOfEach = KindsOfEach(takers) }
        first = shortlists(index, size: 1)
        switch shortlisting {
        case .none, .first: break
        case .assembly: shortlists = shortlistsForAssembly(index, first)
        case .all: shortlists = shortlists(index, size: terms.places.count)
        }
    }

    /// Asks the rules about the experts that sets cannot decide.
    private mutating func decide(_ doubtful: Bitmap, _ index: RosterIndex) {
        var open = doubtful
        open.intersect(anybody)
        // A first pass that decides nothing lets the processor fetch all profiles at once. Deciding waits for one after the other.
        var absences = 0
        open.forEach { absences += index.experts[$0]?.unavailable.count ?? 0 }
        var refused: [Int32] = []
        refused.reserveCapacity(absences)
        open.forEach { handle in
            if index.experts[handle].map({ RuleBook.admitsThen($0, terms) }) != true { refused.append(handle) }
        }
        for handle in refused {
            anybody.remove(handle)
            for kind in takers.indices { takers[kind].remove(handle) }
        }
    }
}

extension RosterSets {
    /// By kind of place, the experts among `all` to whom none of the place's rules objects. The place's accesses are included.
    fileprivate func takers(of kinds: [PlaceKind], among all: Bitmap) -> [Bitmap] {
        var all = all
        // Most requests need the same clearance everywhere.
        let least = kinds.map(\.clearance.rank).min() ?? 0
        clearance.keep(atLeast: least + 1, of: &all)
        return kinds.map { kind in
            var takers = all
            levels.keep(atLeast: kind.level, of: kind.skill, among: &takers)
            if kind.clearance.rank > least { clearance.keep(atLeast: kind.clearance.rank + 1, of: &takers) }
            for access in kind.accesses { takers.intersect(accesses.sets[access] ?? ExpertSet()) }
            return takers
        }
    }
}

extension Survey {
    /// By seat line, the number of experts who may take at least one of its places. Who may lead a line may take its other places, so the
    /// last kind of a line has them all.
    var eligible: [Int] {
        terms.request.seats.indices.map { line in terms.kinds.lastIndex { $0.line == line }.map { counts[$0] } ?? 0 }
    }

    /// Bit k is set where the expert may take a place of kind k. There are at most `Request.mostPeople` kinds.
    func mayTake(_ handle: Int32) -> UInt64 {
        if let kindsOfEach { return kindsOfEach.of(handle) }
        return takers.indices.reduce(0) { $0 | (takers[$1].contains(handle) ? 1 << UInt64($1) : 0) }
    }

    /// An expert who may take a kind of place, with the cost there; nil where nobody holds its skill.
    func contender(_ handle: Int32, _ kind: Int, _ index: RosterIndex) -> Contender? {
        guard let levels = levels[kind] else { return nil }
        return Contender(handle, index.ids.keys[handle], index.costKeys[handle], level: levels[handle], weights)
    }

    /// The cost of an expert at a kind of place.
    func cost(_ handle: Int32, _ kind: Int, _ index: RosterIndex) -> Int {
        let level = levels[kind]?[handle] ?? 0
        return weights.cost(level: level, noticeHours: Int(index.costKeys[handle].noticeHours))
    }

    /// The same for lists of handles, by kind of place.
    func contenders(_ index: RosterIndex, _ people: [[Int32]]) -> [[Contender]] {
        people.indices.map { kind in people[kind].compactMap { contender($0, kind, index) } }
    }

    /// For experts who suffice to fill whatever can be filled, the kinds of place that each may take, as bits. As many takers of each kind
    /// as there are places suffice (exchange argument).
    var enoughPeople: [UInt64] {
        Set(takers.flatMap { $0.prefix(terms.places.count) }).sorted().map(mayTake)
    }
}
