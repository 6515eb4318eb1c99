internal import CRRTDomain

/// Filling slots with distinct people at least cost, where each nation that is used adds a fee once.
///
/// It is an assignment problem with fixed charges. With enough people for every slot it becomes uncapacitated facility location.
/// `BranchAndBound` solves it over sets of nations, with a min-cost assignment at every node.
struct AssemblyProblem {
    /// An expert who is eligible for a kind of slot.
    struct Option {
        let contender: Contender
        /// The person's dense number, the same for every kind.
        let person: Int
        /// The nation's dense number.
        let nation: Int
        /// The expert's cost, with the surcharge for an augmentee.
        let cost: Int
        /// The rank by id among the options of the kind: the tie-break.
        let rank: Int
    }

    /// The kind of each slot, in the order in which ties are broken.
    let slots: [Int]
    /// By kind, sorted by cost, then id.
    let options: [[Option]]
    /// By kind and nation, indices into `options`, cheapest first.
    let ofNation: [[[Int]]]
    let personCount: Int
    /// Sorted by code, so that results do not depend on the order of hashing.
    let nations: [NationCode]
    let nationWeight: Int
    /// The number of a nation whose fee is due in any case: the lead nation of a team.
    let prepaid: Int?
    /// The cost of a slot that stays open: more than all people and nations together.
    let openCost: Int
    /// The surcharge of an expert from outside the team: more than all people and nations together, less than an open slot.
    let augmenteeCost: Int

    /// - Parameters:
    ///   - slots: The kind of each slot.
    ///   - contenders: By kind of slot, in any order.
    ///   - nationWeight: The fee of a nation.
    ///   - prepaid: A nation whose fee is due in any case; nil for none.
    ///   - members: Experts without a surcharge; nil where no expert has one.
    init(
        slots: [Int], contenders: [[Contender]], nationWeight: Int, prepaid: NationCode? = nil, members: Set<Int32>? = nil
    ) {
        let nations = Set(contenders.joined().map(\.nation)).union(prepaid.map { [$0] } ?? []).sorted()
        let nationNumber = Dictionary(uniqueKeysWithValues: nations.enumerated().map { ($1, $0) })
        let dearest = contenders.joined().lazy.map(\.cost).max() ?? 0
        let augmenteeCost = slots.count * dearest + (slots.count + 1) * nationWeight + 1
        var people: [Int32: Int] = [:]
        options = contenders.map { list in
            let ranks = AssemblyProblem.ranks(list)
            return list.indices.map { index in
                let contender = list[index]
                let person = people[contender.handle] ?? people.count
                people[contender.handle] = person
                let surcharge = members?.contains(contender.handle) ?? true ? 0 : augmenteeCost
                return Option(
                    contender: contender, person: person, nation: nationNumber[contender.nation] ?? 0,
                    cost: contender.cost + surcharge, rank: ranks[index])
            }.sorted { ($0.cost, $0.rank) < ($1.cost, $1.rank) }
        }
        ofNation = options.map { list in
            var lists = [[Int]](repeating: [], count: nations.count)
            for (index, option) in list.enumerated() { lists[option.nation].append(index) }
            return lists
        }
        self.slots = slots
        personCount = people.count
        self.nations = nations
        self.nationWeight = nationWeight
        self.prepaid = prepaid.flatMap { nationNumber[$0] }
        self.augmenteeCost = augmenteeCost
        openCost = augmenteeCost * (slots.count + 1)
    }

    private static func ranks(_ contenders: [Contender]) -> [Int] {
        var ranks = [Int](repeating: 0, count: contenders.count)
        let sorted = contenders.indices.sorted { contenders[$0].id < contenders[$1].id }
        for (rank, index) in sorted.enumerated() { ranks[index] = rank }
        return ranks
    }
}

/// Turns the costs and ranks of a problem into prices.
struct PriceScale<P: Price> {
    private let shifts: [Int]
    private let openDigits: [Int]
    private let openCost: Int

    /// The bits that the digit of one slot takes.
    static func digitBits(_ problem: AssemblyProblem) -> Int {
        let most = problem.options.map(\.count).max() ?? 0
        return Int.bitWidth - most.leadingZeroBitCount
    }

    init(_ problem: AssemblyProblem, digitBits: Int) {
        shifts = problem.slots.indices.map { (problem.slots.count - 1 - $0) * digitBits }
        openDigits = problem.slots.map { problem.options[$0].count }
        openCost = problem.openCost
    }

    func price(_ slot: Int, _ option: AssemblyProblem.Option) -> P {
        P(cost: option.cost, digit: option.rank, shift: shifts[slot])
    }

    /// The price of an open slot. It ranks after every id.
    func open(_ slot: Int) -> P { P(cost: openCost, digit: openDigits[slot], shift: shifts[slot]) }
}
