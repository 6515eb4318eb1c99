/// The min-cost assignment of distinct people to all slots, without the fees of nations. A slot may also stay open, at a high price.
///
/// Successive shortest paths in a bipartite graph, with dual prices that keep every reduced cost at zero or above: H. W. Kuhn, "The
/// Hungarian Method for the Assignment Problem", Naval Research Logistics Quarterly 2 (1955); R. Jonker and A. Volgenant, "A Shortest
/// Augmenting Path Algorithm for Dense and Sparse Linear Assignment Problems", Computing 38 (1987). The options of a slot are sorted, so a
/// search goes no further than its cheapest free person, and the size of the roster does not matter.
struct MinCostAssignment<P: Price> {
    private let problem: AssemblyProblem
    private let scale: PriceScale<P>
    /// By slot, the index of the option that fills it; nil while it is open.
    private(set) var chosen: [Int?]
    /// By slot, the dual price. The sum of these less the sum of `personPrice` is the optimum.
    private(set) var slotPrice: [P]
    /// By person, the dual price, which competing slots add to their cost; zero where they are not chosen.
    private(set) var personPrice: [P]
    private var personOf: [Int]
    private var slotOf: [Int]
    private var search: ShortestPathSearch<P>

    init(_ problem: AssemblyProblem, _ scale: PriceScale<P>) {
        self.problem = problem
        self.scale = scale
        let slots = problem.slots.count
        // After the real people comes a slack variable for each slot, which leaves it open.
        let people = problem.personCount + slots
        chosen = Array(repeating: nil, count: slots)
        slotPrice = Array(repeating: .zero, count: slots)
        personPrice = Array(repeating: .zero, count: people)
        personOf = Array(repeating: -1, count: slots)
        slotOf = Array(repeating: -1, count: people)
        search = ShortestPathSearch(people: people)
    }

    /// Finds the optimum over the nations that are not barred, and returns its price.
    mutating func solve(barred: [Bool]) -> P {
        reset()
        for slot in problem.slots.indices { augment(from: slot, barred) }
        var total = P.zero
        for slot in problem.slots.indices {
            total = total + (chosen[slot].map { scale.price(slot, problem.options[problem.slots[slot]][$0]) } ?? scale.open(slot))
        }
        return total
    }

    /// The sum of all dual prices of people.
    var personPriceSum: P { personOf.reduce(.zero) { $0 + personPrice[$1] } }

    /// The price of a nation's cheapest person in a slot, dual price included; nil where it has none.
    func askingPrice(_ slot: Int, _ nation: Int) -> P? {
        let kind = problem.slots[slot]
        var best: P?
        for index in problem.ofNation[kind][nation] {
            let option = problem.options[kind][index]
            let asked = scale.price(slot, option) + personPrice[option.person]
            best = best.map { min($0, asked) } ?? asked
            // The options are sorted, and dual prices are never negative, so no person after a free one is cheaper.
            if slotOf[option.person] < 0 { break }
        }
        return best
    }

    private mutating func reset() {
        for slot in problem.slots.indices where personOf[slot] >= 0 {
            personPrice[personOf[slot]] = .zero
            slotOf[personOf[slot]] = -1
            personOf[slot] = -1
        }
    }

    private mutating func augment(from start: Int, _ barred: [Bool]) {
        search.begin()
        var slot = start
        var base = P.zero
        var end = scan(slot, base, barred)
        while slotOf[end] >= 0 {
            search.settle(end)
            slot = slotOf[end]
            base = search.distance[end] - slotPrice[slot]
            end = scan(slot, base, barred)
        }
        updatePrices(start, search.distance[end])
        flipPath(start, end)
    }

    /// Updates the distance of everyone who is eligible for the slot, and returns the nearest person who is not settled.
    private mutating func scan(_ slot: Int, _ base: P, _ barred: [Bool]) -> Int {
        let options = problem.options[problem.slots[slot]]
        for index in options.indices where !barred[options[index].nation] {
            let option = options[index]
            let distance = base + scale.price(slot, option)
            if let free = search.nearestFree, free <= distance { break }
            search.reach(
                option.person, distance + personPrice[option.person], from: slot, by: index, free: slotOf[option.person] < 0)
        }
        let slack = problem.personCount + slot
        search.reach(slack, base + scale.open(slot), from: slot, by: -1, free: slotOf[slack] < 0)
        return search.nearest
    }

    private mutating func updatePrices(_ start: Int, _ length: P) {
        slotPrice[start] = length
        for person in search.settled {
            let rise = length - search.distance[person]
            personPrice[person] = personPrice[person] + rise
            slotPrice[slotOf[person]] = slotPrice[slotOf[person]] + rise
        }
    }

    /// Reassigns the slots along the augmenting path, from its end back to its start.
    private mutating func flipPath(_ start: Int, _ end: Int) {
        var person = end
        while true {
            let slot = search.slot[person]
            let next = personOf[slot]
            personOf[slot] = person
            slotOf[person] = slot
            chosen[slot] = search.option[person] >= 0 ? search.option[person] : nil
            if slot == start { return }
            person = next
        }
    }
}
