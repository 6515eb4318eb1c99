internal import CRRTDomain

/// The best solution of one request, where people have prices and some of them, and some teams, are forbidden.
struct RequestSearch {
    let bans: PlanBans
    let prices: PlanPrices
    /// The best solution found; at the start, one that is known.
    private(set) var best: PlanSolution?
    private(set) var price: PlanPrice
    /// No solution is worth less at these prices.
    private(set) var bound: PlanPrice

    /// - Parameter known: A solution that the bans allow; nil for none.
    init(_ bans: PlanBans, _ prices: PlanPrices, known: PlanSolution?) {
        self.bans = bans
        self.prices = prices
        best = known
        price = known?.priced(prices) ?? .impossible
        bound = .impossible
    }

    /// Forms are in the order of their bounds, which hold at any prices, because no price is below zero.
    mutating func run(_ task: inout PlanTask, _ outOfTime: () -> Bool) {
        var number = 0
        while let form = task.form(number), PlanPrice(tier: form.singles, cost: form.bound) < price {
            if let team = form.team, !bans.teams.contains(team) { search(form, task, outOfTime) }
            number += 1
            // Of the remaining forms, only the bounds are known.
            if best != nil, number % 16 == 0, outOfTime(), let next = task.form(number) {
                bound = min(bound, PlanPrice(tier: next.singles, cost: next.bound))
                break
            }
        }
        // Individuals are singles, all of them, and an open slot counts for more.
        if PlanPrice(tier: task.slots.count + task.seated, cost: 0) < price { search(task.individuals, task, outOfTime) }
        bound = min(bound, price)
    }

    private mutating func search(_ form: PlanForm, _ task: PlanTask, _ outOfTime: () -> Bool) {
        let least = PlanPrice(tier: form.singles, cost: form.bound) + prices.of(form.team)
        guard least < price else { return }
        var numbers: [Int32: Int] = [:]
        let options = task.options(form, individuals: individuals(form, task), bans, prices.people) { handle in
            let number = numbers[handle] ?? numbers.count
            numbers[handle] = number
            return number
        }
        let nations = Set(options.joined().map(\.contender.nation)).union(task.prepaid(form)).sorted()
        let nationNumbers = Dictionary(uniqueKeysWithValues: nations.enumerated().map { ($1, $0) })
        let slots = task.slots
        let open = form.strength == nil ? slots.indices.map { task.tiers.openSeat($0 + 1, task.precedence) } : []
        let problem = AssemblyProblem(
            slots: slots, options, open: options.map { _ in (numbers.count, open) }, people: numbers.count + open.count, nations: nations,
            fee: task.alone.pool.weights.nation, prepaid: task.prepaid(form).compactMap { nationNumbers[$0] }.sorted(),
            asking: task.query.request.nation, nationOf: { nationNumbers[$0] ?? 0 })
        // The group of open slots has a fee that is no cost.
        let fee = PlanPrice(tier: 0, cost: problem.nationWeight)
        // People who are fixed add to the singles in any case, and the team has a price.
        let seated = PlanPrice(tier: form.strength?.seatedAugmentees ?? task.seated, cost: 0) + prices.of(form.team)
        var search = BranchAndBound<PlanPrice>(problem, digitBits: 0, below: price + fee - seated)
        search.run(outOfTime: outOfTime)
        bound = min(bound, search.bound - fee + seated)
        guard let chosen = search.incumbent else { return }
        let people = chosen.indices.map { slot -> Contender? in
            chosen[slot].map { problem.options[slots[slot]][$0].contender }.flatMap { $0.handle < 0 ? nil : $0 }
        }
        guard form.strength == nil || !people.contains(where: { $0 == nil }) else { return }
        best = task.solution(form, people)
        price = search.incumbentPrice - fee + seated
    }

    /// By kind of slot, the individuals who can be in a better solution.
    private func individuals(_ form: PlanForm, _ task: PlanTask) -> [[Int32]] {
        let source = task.sources[form.source]
        let (pool, isPlain) = (source.pool, prices.people.isEmpty && bans.isEmpty)
        let most = price.cost(above: form.singles)
        let people: [[Int32]]
        if let strength = form.strength {
            let isComplete = strength.matching.size == task.slots.count
            if isComplete, !strength.members.contains(where: { prices.people[$0] != nil || bans.people.contains($0) }) {
                return pool.query.kinds.map { _ in [] }
            }
            let outside = Augmentees(
                strength, strength.contenders(source.index, pool), pool, seatedNations: pool.seatedNations(source.index))
            people =
                isPlain && most == nil
                ? outside.handles(atMost: nil) : outside.handles(costing: most ?? .max / 2, nextBest: task.slots.count + pool.nextBest)
        } else {
            let prepaid = Set(pool.seatedNations(source.index).map { pool.numbers[$0] })
            let pruning = DominancePruning(task.slots, pool.shortlists, fee: pool.weights.nation, prepaid: prepaid)
            let complete = price.cost(above: task.slots.count + task.seated)
            people = isPlain && complete == nil ? pruning.survivors : pruning.survivors(costing: complete)
        }
        return task.unpricedFirst(people, bans, prices.people, source.index)
    }
}
