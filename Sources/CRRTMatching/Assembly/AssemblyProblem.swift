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
        /// What a plan adds to the cost (see `PlanPrice`); zero in a match.
        var surcharge: Int128 = 0
    }

    /// The kind of each slot, in the order in which ties are broken.
    let slots: [Int]
    /// By kind, sorted by cost, then id.
    let options: [[Option]]
    /// By kind and nation, indices into `options`, cheapest first.
    let ofNation: [[[Int]]]
    /// By kind, the number of ranks. A restricted problem keeps the ranks of the whole one.
    let rankCounts: [Int]
    let personCount: Int
    /// Sorted by code, so that results do not depend on the order of hashing.
    let nations: [NationCode]
    /// The nations, and in a plan one group more: that of open slots, whose fee is due in any case.
    let groupCount: Int
    let nationWeight: Int
    /// The numbers of nations whose fee is due in any case: the lead nation of a team, and the nations of people who are fixed.
    let prepaid: [Int]
    /// The numbers of nations of which every solution that counts has a person (see `restricted`). Their fees are not prepaid.
    private(set) var required: [Int] = []
    /// The cost of a slot that stays open: more than all people and nations together.
    let openCost: Int
    /// What a plan adds to `openCost`; zero in a match.
    let openSurcharge: Int128
    /// The surcharge of an expert from outside the team: more than all people and nations together, less than an open slot.
    let augmenteeCost: Int

    /// - Parameters:
    ///   - slots: The kind of each slot.
    ///   - contenders: By kind of slot, in any order.
    ///   - nationWeight: The fee of a nation.
    ///   - prepaid: Nations whose fee is due in any case.
    ///   - members: Experts without a surcharge; nil where no expert has one.
    init(
        slots: [Int], contenders: [[Contender]], nationWeight: Int, prepaid: Set<NationCode> = [], members: Set<Int32>? = nil
    ) {
        let nations = Set(contenders.joined().map(\.nation)).union(prepaid).sorted()
        let nationNumber = Dictionary(uniqueKeysWithValues: nations.enumerated().map { ($1, $0) })
        let dearest = contenders.joined().lazy.map(\.cost).max() ?? 0
        let augmenteeCost = slots.count * dearest + (slots.count + max(1, prepaid.count)) * nationWeight + 1
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
        ofNation = AssemblyProblem.byNation(options, nations.count)
        rankCounts = options.map(\.count)
        self.slots = slots
        personCount = people.count
        self.nations = nations
        groupCount = nations.count
        openSurcharge = 0
        self.nationWeight = nationWeight
        self.prepaid = prepaid.compactMap { nationNumber[$0] }.sorted()
        self.augmenteeCost = augmenteeCost
        openCost = augmenteeCost * (slots.count + 1)
    }

    /// A problem of a plan, whose options have surcharges.
    ///
    /// - Parameters:
    ///   - slots: The kind of each slot.
    ///   - options: By kind of slot, in any order.
    ///   - people: The number of people.
    ///   - nations: The nations, by the number that options have. A number more is the group of open slots.
    ///   - fee: The fee of a nation.
    ///   - prepaid: The numbers of nations whose fee is due in any case.
    ///   - openSurcharge: The surcharge of a slot that no option fills: more than all options together.
    init(
        slots: [Int], options: [[Option]], people: Int, nations: [NationCode], fee: Int, prepaid: [Int], openSurcharge: Int128
    ) {
        self.slots = slots
        self.options = options.map { list in
            list.sorted { ($0.surcharge + Int128($0.cost), $0.rank, $0.person) < ($1.surcharge + Int128($1.cost), $1.rank, $1.person) }
        }
        groupCount = nations.count + 1
        ofNation = AssemblyProblem.byNation(self.options, groupCount)
        rankCounts = options.map(\.count)
        personCount = people
        self.nations = nations
        nationWeight = fee
        self.prepaid = prepaid + [nations.count]
        openCost = 0
        self.openSurcharge = openSurcharge
        augmenteeCost = 0
    }

    /// By kind and nation, the indices of the options.
    private static func byNation(_ options: [[Option]], _ nationCount: Int) -> [[[Int]]] {
        options.map { list in
            var lists = [[Int]](repeating: [], count: nationCount)
            for (index, option) in list.enumerated() { lists[option.nation].append(index) }
            return lists
        }
    }

    private static func ranks(_ contenders: [Contender]) -> [Int] {
        var ranks = [Int](repeating: 0, count: contenders.count)
        let sorted = contenders.indices.sorted { contenders[$0].id < contenders[$1].id }
        for (rank, index) in sorted.enumerated() { ranks[index] = rank }
        return ranks
    }
}

extension AssemblyProblem {
    /// The surcharge of every slot that no required person takes: more than a solution can cost without it.
    private var missingCost: Int { openCost * (slots.count + 1) }

    /// The part of this problem in which some people take part and others do not.
    ///
    /// All but the required people have a surcharge, so that a solution with all of the required people is cheaper than any without one
    /// of them. `costLimit(required:open:augmentees:most:)` is the bound that tells them apart.
    ///
    /// - Parameters:
    ///   - required: The handles of people who must take a slot.
    ///   - excluded: The handles of people who may not.
    func restricted(to required: Set<Int32>, without excluded: Set<Int32>) -> AssemblyProblem {
        let surcharge = required.isEmpty ? 0 : missingCost
        var nations: Set<Int> = []
        let options = self.options.map { list in
            list.compactMap { option -> Option? in
                let handle = option.contender.handle
                if excluded.contains(handle) { return nil }
                let isRequired = required.contains(handle)
                if isRequired { nations.insert(option.nation) }
                return isRequired ? option : option.costing(option.cost + surcharge)
            }.sorted { ($0.cost, $0.rank) < ($1.cost, $1.rank) }
        }
        var restricted = AssemblyProblem(self, options: options, openCost: openCost + surcharge)
        restricted.required = nations.sorted()
        return restricted
    }

    private init(_ whole: AssemblyProblem, options: [[Option]], openCost: Int) {
        slots = whole.slots
        self.options = options
        ofNation = AssemblyProblem.byNation(options, whole.groupCount)
        rankCounts = whole.rankCounts
        personCount = whole.personCount
        nations = whole.nations
        groupCount = whole.groupCount
        openSurcharge = whole.openSurcharge
        nationWeight = whole.nationWeight
        prepaid = whole.prepaid
        self.openCost = openCost
        augmenteeCost = whole.augmenteeCost
    }

    /// The most that a solution of a part of this problem costs, surcharges included.
    ///
    /// - Parameters:
    ///   - required: The number of people who are required.
    ///   - open: The number of slots that stay open.
    ///   - augmentees: The number of augmentees.
    ///   - most: The most that it may cost without surcharges; nil for no limit.
    func costLimit(required: Int, open: Int, augmentees: Int, most: Int?) -> Int {
        let missing = required == 0 ? 0 : missingCost * (slots.count - required)
        return missing + open * openCost + augmentees * augmenteeCost + min(most ?? .max, augmenteeCost - 1)
    }
}

extension AssemblyProblem.Option {
    /// The same option at another cost.
    fileprivate func costing(_ cost: Int) -> Self {
        .init(contender: contender, person: person, nation: nation, cost: cost, rank: rank)
    }
}

/// Turns the costs and ranks of a problem into prices.
struct PriceScale<P: Price> {
    private let shifts: [Int]
    private let openDigits: [Int]
    private let openCost: Int
    private let openSurcharge: Int128

    /// The bits that the digit of one slot takes.
    static func digitBits(_ problem: AssemblyProblem) -> Int {
        let most = problem.rankCounts.max() ?? 0
        return Int.bitWidth - most.leadingZeroBitCount
    }

    init(_ problem: AssemblyProblem, digitBits: Int) {
        shifts = problem.slots.indices.map { (problem.slots.count - 1 - $0) * digitBits }
        openDigits = problem.slots.map { problem.rankCounts[$0] }
        openCost = problem.openCost
        openSurcharge = problem.openSurcharge
    }

    func price(_ slot: Int, _ option: AssemblyProblem.Option) -> P {
        P(cost: option.cost, surcharge: option.surcharge, digit: option.rank, shift: shifts[slot])
    }

    /// The price of an open slot. It ranks after every id.
    func open(_ slot: Int) -> P { P(cost: openCost, surcharge: openSurcharge, digit: openDigits[slot], shift: shifts[slot]) }
}
