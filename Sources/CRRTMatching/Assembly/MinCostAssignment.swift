/// Distinct people for all places at least price, without the fees of nations. A place may also stay open, at a high price.
///
/// Successive shortest paths in a bipartite graph, with dual prices that keep every reduced cost at zero or above: H. W. Kuhn, "The
/// Hungarian Method for the Assignment Problem", Naval Research Logistics Quarterly 2 (1955); R. Jonker and A. Volgenant, "A Shortest
/// Augmenting Path Algorithm for Dense and Sparse Linear Assignment Problems", Computing 38 (1987). The options of a place are sorted, so a
/// search looks no further than its cheapest free person, and the size of the roster does not matter.
struct MinCostAssignment<P: Price> {
    private let problem: AssemblyProblem
    private let scale: PriceScale<P>
    /// By place, the index of the option that fills it; nil while it is open.
    private(set) var chosen: [Int?]
    /// By place, the dual price. The sum of these less the sum of `personPrice` is the optimum.
    private(set) var placePrice: [P]
    /// By person, what competition adds to their cost; zero where they are not chosen.
    private(set) var personPrice: [P]
    private var personOf: [Int]
    private var placeOf: [Int]
    private var search: PathSearch<P>

    init(_ problem: AssemblyProblem, _ scale: PriceScale<P>) {
        self.problem = problem
        self.scale = scale
        let places = problem.places.count
        // After the real people comes one placeholder for each place, which leaves it open.
        let people = problem.personCount + places
        chosen = Array(repeating: nil, count: places)
        placePrice = Array(repeating: .zero, count: places)
        personPrice = Array(repeating: .zero, count: people)
        personOf = Array(repeating: -1, count: places)
        placeOf = Array(repeating: -1, count: people)
        search = PathSearch(people: people)
    }

    /// Finds the optimum among the people of the nations that are not barred, and returns its price.
    mutating func solve(barred: [Bool]) -> P {
        forget()
        for place in problem.places.indices { augment(from: place, barred) }
        var total = P.zero
        for place in problem.places.indices {
            total = total + (chosen[place].map { scale.price(place, problem.options[problem.places[place]][$0]) } ?? scale.open(place))
        }
        return total
    }

    /// The sum of what competition adds.
    var competition: P { personOf.reduce(.zero) { $0 + personPrice[$1] } }

    /// The price of a nation's cheapest person at a place, competition included; nil where it has none.
    func ask(_ place: Int, _ nation: Int) -> P? {
        let kind = problem.places[place]
        var best: P?
        for position in problem.ofNation[kind][nation] {
            let option = problem.options[kind][position]
            let asked = scale.price(place, option) + personPrice[option.person]
            best = best.map { min($0, asked) } ?? asked
            // The options are sorted, and competition only adds. Nobody after a free person is cheaper.
            if placeOf[option.person] < 0 { break }
        }
        return best
    }

    private mutating func forget() {
        for place in problem.places.indices where personOf[place] >= 0 {
            personPrice[personOf[place]] = .zero
            placeOf[personOf[place]] = -1
            personOf[place] = -1
        }
    }

    private mutating func augment(from start: Int, _ barred: [Bool]) {
        search.begin()
        var place = start
        var base = P.zero
        var end = reach(from: place, base, barred)
        while placeOf[end] >= 0 {
            search.settle(end)
            place = placeOf[end]
            base = search.distance[end] - placePrice[place]
            end = reach(from: place, base, barred)
        }
        raisePrices(start, search.distance[end])
        turn(start, end)
    }

    /// Visits everyone who may take the place, and returns the nearest person who is not settled.
    private mutating func reach(from place: Int, _ base: P, _ barred: [Bool]) -> Int {
        let options = problem.options[problem.places[place]]
        for position in options.indices where !barred[options[position].nation] {
            let option = options[position]
            let distance = base + scale.price(place, option)
            if let free = search.nearestFree, free <= distance { break }
            search.reach(
                option.person, distance + personPrice[option.person], from: place, by: position, free: placeOf[option.person] < 0)
        }
        let nobody = problem.personCount + place
        search.reach(nobody, base + scale.open(place), from: place, by: -1, free: placeOf[nobody] < 0)
        return search.nearest
    }

    private mutating func raisePrices(_ start: Int, _ length: P) {
        placePrice[start] = length
        for person in search.settled {
            let rise = length - search.distance[person]
            personPrice[person] = personPrice[person] + rise
            placePrice[placeOf[person]] = placePrice[placeOf[person]] + rise
        }
    }

    private mutating func turn(_ start: Int, _ end: Int) {
        var person = end
        while true {
            let place = search.place[person]
            let next = personOf[place]
            personOf[place] = person
            placeOf[person] = place
            chosen[place] = search.option[person] >= 0 ? search.option[person] : nil
            if place == start { return }
            person = next
        }
    }
}
