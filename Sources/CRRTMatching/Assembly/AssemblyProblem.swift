internal import CRRTDomain

/// Fill places with distinct people at least cost, where each nation that is used adds a fee once.
///
/// It is an assignment problem with fixed charges (with many people per place, uncapacitated facility location). `NationSearch` solves it
/// by branch and bound over nations, with an assignment at every node.
struct AssemblyProblem {
    /// An expert who may take a kind of place.
    struct Option {
        let contender: Contender
        /// A dense number of the person, the same for every kind.
        let person: Int
        /// A dense number of the nation.
        let nation: Int
        /// The expert's cost, with the surcharge for an outsider.
        let cost: Int
        /// The rank by id among the options of the kind: the tie-break.
        let rank: Int
    }

    /// The kind of each place, in the order in which ties are broken.
    let places: [Int]
    /// By kind, sorted by cost, then id.
    let options: [[Option]]
    /// By kind and nation, indices into `options`, cheapest first.
    let ofNation: [[[Int]]]
    let personCount: Int
    /// Sorted by code, so that the order of hashing does not show.
    let nations: [NationCode]
    let nationWeight: Int
    /// The number of a nation whose fee is due in any case: the lead nation of a team.
    let prepaid: Int?
    /// The cost of a place that stays open: more than all people and nations together.
    let openCost: Int
    /// The surcharge of an expert from outside the team: more than all people and nations together, less than an open place.
    let outsiderCost: Int

    /// - Parameters:
    ///   - places: The kind of each place.
    ///   - contenders: By kind of place, in any order.
    ///   - nationWeight: The fee of a nation.
    ///   - prepaid: A nation whose fee is due in any case; nil for none.
    ///   - insiders: Experts without a surcharge; nil where nobody has one.
    init(
        places: [Int], contenders: [[Contender]], nationWeight: Int, prepaid: NationCode? = nil, insiders: Set<Int32>? = nil
    ) {
        let nations = Set(contenders.joined().map(\.nation)).union(prepaid.map { [$0] } ?? []).sorted()
        let nationNumber = Dictionary(uniqueKeysWithValues: nations.enumerated().map { ($1, $0) })
        let dearest = contenders.joined().lazy.map(\.cost).max() ?? 0
        let outsiderCost = places.count * dearest + (places.count + 1) * nationWeight + 1
        var people: [Int32: Int] = [:]
        options = contenders.map { list in
            let ranks = AssemblyProblem.ranks(list)
            return list.indices.map { position in
                let contender = list[position]
                let person = people[contender.handle] ?? people.count
                people[contender.handle] = person
                let surcharge = insiders?.contains(contender.handle) ?? true ? 0 : outsiderCost
                return Option(
                    contender: contender, person: person, nation: nationNumber[contender.nation] ?? 0,
                    cost: contender.cost + surcharge, rank: ranks[position])
            }.sorted { ($0.cost, $0.rank) < ($1.cost, $1.rank) }
        }
        ofNation = options.map { list in
            var lists = [[Int]](repeating: [], count: nations.count)
            for (position, option) in list.enumerated() { lists[option.nation].append(position) }
            return lists
        }
        self.places = places
        personCount = people.count
        self.nations = nations
        self.nationWeight = nationWeight
        self.prepaid = prepaid.flatMap { nationNumber[$0] }
        self.outsiderCost = outsiderCost
        openCost = outsiderCost * (places.count + 1)
    }

    private static func ranks(_ contenders: [Contender]) -> [Int] {
        var ranks = [Int](repeating: 0, count: contenders.count)
        let sorted = contenders.indices.sorted { contenders[$0].id < contenders[$1].id }
        for (rank, position) in sorted.enumerated() { ranks[position] = rank }
        return ranks
    }
}

/// Turns the costs and ranks of a problem into prices.
struct PriceScale<P: Price> {
    private let shifts: [Int]
    private let openDigits: [Int]
    private let openCost: Int

    /// The bits that the digit of one place takes.
    static func digitBits(_ problem: AssemblyProblem) -> Int {
        let most = problem.options.map(\.count).max() ?? 0
        return Int.bitWidth - most.leadingZeroBitCount
    }

    init(_ problem: AssemblyProblem, digitBits: Int) {
        shifts = problem.places.indices.map { (problem.places.count - 1 - $0) * digitBits }
        openDigits = problem.places.map { problem.options[$0].count }
        openCost = problem.openCost
    }

    func price(_ place: Int, _ option: AssemblyProblem.Option) -> P {
        P(cost: option.cost, digit: option.rank, shift: shifts[place])
    }

    /// The price of an open place. It ranks after every id.
    func open(_ place: Int) -> P { P(cost: openCost, digit: openDigits[place], shift: shifts[place]) }
}
