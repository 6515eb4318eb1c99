internal import CRRTDomain

/// The cheapest people for all requests of a plan at once, where the form and the nations of each are given, and the fees of nations are
/// no cost: a plan, and mostly a good one.
struct PlanAssignment {
    /// By request.
    let solutions: [PlanSolution]

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
            let tiers = task.slots.indices.map { task.tiers.openSeat($0 + 1, task.precedence) }
            for kind in kindsOf where kind == number { open.append((count, tiers)) }
            count += tiers.count
        }
        let problem = AssemblyProblem(
            slots: slots, options, open: open, people: count, nations: [], fee: 0, prepaid: [], asking: tasks[0].query.request.nation,
            nationOf: { _ in 0 })
        var assignment = MinCostAssignment(problem, PriceScale<PlanPrice>(problem, digitBits: 0))
        _ = assignment.solve(barred: [false])
        let chosen = slots.indices.map { slot in assignment.chosen[slot].map { problem.options[slots[slot]][$0].contender } }
        var first = 0
        solutions = tasks.indices.map { number in
            let own = chosen[first..<first + tasks[number].slots.count].map { person in person.flatMap { $0.handle < 0 ? nil : $0 } }
            first += own.count
            return tasks[number].completed(forms[number], Array(own))
        }
    }
}

extension PlanTask {
    /// The solution of people in a form. A team fills every slot; where some stay open, its people go as individuals.
    fileprivate func completed(_ form: PlanForm, _ people: [Contender?]) -> PlanSolution {
        guard form.strength != nil, people.contains(where: { $0 == nil }) else { return solution(form, people) }
        let individuals = people.enumerated().map { slot, person in
            person.flatMap { person in
                // Eligible for it at their own notice, where the team's is shorter while it stands by.
                alone.pool.eligible[slots[slot]].contains(person.handle)
                    ? alone.pool.contender(person.handle, slots[slot], alone.index) : nil
            }
        }
        return solution(self.individuals, individuals)
    }

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
