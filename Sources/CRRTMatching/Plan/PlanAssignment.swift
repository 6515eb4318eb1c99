internal import CRRTDomain

/// The cheapest people for all requests of a plan at once, where the form and the nations of each are given, and the fees of nations are
/// no cost. It gives a plan, and the dual prices of people, which tell the requests what others would pay for them.
struct PlanAssignment {
    /// By request; nil where a team's slots cannot all be filled.
    let solutions: [PlanSolution]?
    let prices: [Int32: PlanPrice]

    /// - Parameters:
    ///   - tasks: The requests.
    ///   - forms: By request, its form.
    ///   - nations: By request, its nations; nil for all.
    ///   - bans: By request, whom it may not have.
    init(_ tasks: [PlanTask], _ forms: [PlanForm], nations: [Set<NationCode>?], _ bans: [PlanBans]) {
        var handles: [Int32] = []
        var numbers: [Int32: Int] = [:]
        var options: [[PlanOption]] = []
        var slots: [Int] = []
        var kindsOf: [Int] = []
        for (number, task) in tasks.enumerated() {
            let people = task.individuals(forms[number], of: nations[number])
            slots += task.slots.map { $0 + options.count }
            options += task.options(forms[number], individuals: people, bans[number], [:]) { handle in
                if let known = numbers[handle] { return known }
                numbers[handle] = handles.count
                handles.append(handle)
                return handles.count - 1
            }
            kindsOf += people.map { _ in number }
        }
        var count = handles.count
        var open: [(first: Int, tiers: [Int])] = []
        for (number, task) in tasks.enumerated() {
            let tiers = forms[number].strength == nil ? task.slots.indices.map { task.tiers.openSeat($0 + 1, task.precedence) } : []
            for kind in kindsOf where kind == number { open.append((count, tiers)) }
            count += tiers.count
        }
        let problem = AssemblyProblem(
            slots: slots, options, open: open, people: count, nations: [], fee: 0, prepaid: [], asking: tasks[0].query.request.nation,
            nationOf: { _ in 0 })
        var assignment = MinCostAssignment(problem, PriceScale<PlanPrice>(problem, digitBits: 0))
        _ = assignment.solve(barred: [false])
        var prices: [Int32: PlanPrice] = [:]
        for (person, handle) in handles.enumerated() where assignment.personPrice[person] > .zero {
            prices[handle] = assignment.personPrice[person]
        }
        self.prices = prices
        let chosen = slots.indices.map { slot in assignment.chosen[slot].map { problem.options[slots[slot]][$0].contender } }
        guard chosen.allSatisfy({ $0 != nil }) else {
            solutions = nil
            return
        }
        var first = 0
        solutions = tasks.indices.map { number in
            let own = chosen[first..<first + tasks[number].slots.count].map { person in person.flatMap { $0.handle < 0 ? nil : $0 } }
            first += own.count
            return tasks[number].solution(forms[number], Array(own))
        }
    }
}

extension PlanTask {
    /// By kind of slot, the individuals of these nations who are not the team's. Of all nations: the cheapest, one for each seat of a plan.
    fileprivate func individuals(_ form: PlanForm, of nations: Set<NationCode>?) -> [[Int32]] {
        let source = sources[form.source]
        let members = Set(form.strength?.members ?? [])
        return source.pool.query.kinds.indices.map { kind in
            let list = source.pool.shortlists[kind]
            guard let nations else {
                let people = list.people.compactMap { source.pool.contender($0, kind, source.index) }
                return people.sorted { $0.precedes($1) }.prefix(source.pool.nextBest + 1 + slots.count).map(\.handle)
            }
            return nations.sorted().flatMap { nation in list.people(of: source.pool.numbers[nation]).map(\.handle) }
                .filter { !members.contains($0) }
        }
    }
}
