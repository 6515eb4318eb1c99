internal import CRRTDomain

/// What a node of the search forbids a request.
struct PlanBans {
    var people: Set<Int32> = []
    var teams: Set<TeamID> = []

    var isEmpty: Bool { people.isEmpty && teams.isEmpty }

    func allow(_ solution: PlanSolution) -> Bool {
        !(solution.form.team.map(teams.contains) ?? false) && !solution.handles.contains(where: people.contains)
    }
}

/// What a request pays for people and for a team that others want too.
struct PlanPrices {
    var people: [Int32: PlanPrice] = [:]
    var teams: [TeamID: PlanPrice] = [:]

    /// The sum of all of them.
    var sum: PlanPrice { (Array(people.values) + teams.values).reduce(.zero) { $0 + $1 } }

    /// The prices in the middle between these and others.
    func halfway(to other: PlanPrices) -> PlanPrices {
        func middle<Key: Hashable>(_ left: [Key: PlanPrice], _ right: [Key: PlanPrice]) -> [Key: PlanPrice] {
            left.merging(right) { $0 + $1 }.reduce(into: [:]) { middle, entry in
                if entry.value.value > 1 { middle[entry.key] = PlanPrice(value: entry.value.value / 2) }
            }
        }
        return PlanPrices(people: middle(people, other.people), teams: middle(teams, other.teams))
    }

    func of(_ team: TeamID?) -> PlanPrice { team.flatMap { teams[$0] } ?? .zero }
}

/// People and a team for one request.
struct PlanSolution {
    let form: PlanForm
    /// By slot; nil where it stays open.
    let people: [Contender?]
    /// What it adds to the plan.
    let worth: PlanPrice

    var handles: [Int32] { people.compactMap { $0?.handle } }
    var open: Int { people.count { $0 == nil } }

    /// What it is worth at these prices.
    func priced(_ prices: PlanPrices) -> PlanPrice {
        people.reduce(worth + prices.of(form.team)) { sum, person in person.flatMap { prices.people[$0.handle] }.map { sum + $0 } ?? sum }
    }
}

extension PlanTask {
    /// The worth of people in a form. Without any of the team's people, they are individuals.
    func solution(_ form: PlanForm, _ people: [Contender?]) -> PlanSolution {
        let source = sources[form.source]
        let members = Set(form.strength?.members ?? [])
        if let strength = form.strength, strength.seatedMembers == 0,
            !people.contains(where: { $0.map { members.contains($0.handle) } ?? false })
        {
            return solution(individuals, people)
        }
        let nations = Set(people.compactMap { $0?.nation }).union(prepaid(form))
        let singles = people.count { $0.map { !members.contains($0.handle) } ?? false } + (form.strength?.seatedAugmentees ?? seated)
        let tier = tiers.tier(open: people.count { $0 == nil }, singles: singles, precedence)
        let cost = people.reduce(source.pool.weights.nation * nations.count) { $0 + ($1?.cost ?? 0) }
        return PlanSolution(form: form, people: people, worth: PlanPrice(tier: tier, cost: cost))
    }

    /// Individuals: the form of every request, whatever the others take.
    var individuals: PlanForm { PlanForm(source: 0, strength: nil, singles: 0, bound: 0) }

    /// The nations whose fee is due in any case.
    func prepaid(_ form: PlanForm) -> Set<NationCode> {
        let seated = sources[form.source].pool.seatedNations(sources[form.source].index)
        return form.strength.map { seated.union([$0.team.nation]) } ?? seated
    }

    /// By kind of slot, who may be in a form's solution.
    ///
    /// - Parameters:
    ///   - form: The form.
    ///   - people: By kind of slot, individuals: all of them, or those outside the team. The best of each nation come first.
    ///   - bans: Whom it may not have.
    ///   - prices: The prices of people.
    func options(
        _ form: PlanForm, individuals people: [[Int32]], _ bans: PlanBans, _ prices: [Int32: PlanPrice], _ number: (Int32) -> Int
    ) -> [[PlanOption]] {
        let source = sources[form.source]
        return source.pool.query.kinds.indices.map { kind in
            var options: [PlanOption] = []
            func add(_ handle: Int32, single: Bool) {
                guard let contender = source.pool.contender(handle, kind, source.index) else { return }
                let surcharge = PlanPrice(tier: single ? 1 : 0, cost: 0) + (prices[handle] ?? .zero)
                options.append(PlanOption(contender: contender, person: number(handle), surcharge: surcharge))
            }
            if let strength = form.strength {
                for (member, mask) in zip(strength.members, strength.kindMasks)
                where mask & (1 << UInt64(kind)) != 0 && !bans.people.contains(member) { add(member, single: false) }
            }
            for handle in people[kind] where !bans.people.contains(handle) { add(handle, single: true) }
            return options
        }
    }

    /// Of the best individuals of each nation, as many without a price as there are slots, and those with a price before them.
    ///
    /// An individual who comes after them could be exchanged for one of these, who would be free, of the same nation and no dearer.
    func unpricedFirst(_ people: [[Int32]], _ bans: PlanBans, _ prices: [Int32: PlanPrice], _ index: RosterIndex) -> [[Int32]] {
        let most = slots.count
        return people.map { list in
            var kept: [Int32] = []
            var nation: NationCode?
            var free = 0
            for handle in list where !bans.people.contains(handle) {
                let own = index.costKeys[handle].nation
                if own != nation { (nation, free) = (own, 0) }
                guard free < most else { continue }
                if prices[handle] == nil { free += 1 }
                kept.append(handle)
            }
            return kept
        }
    }
}

/// An expert at a kind of slot, at their price.
struct PlanOption {
    let contender: Contender
    let person: Int
    let surcharge: PlanPrice
}

extension AssemblyProblem {
    /// A problem of a plan.
    ///
    /// - Parameters:
    ///   - slots: The kind of each slot.
    ///   - options: By kind of slot.
    ///   - open: By kind of slot, what each open slot of its request adds, the first one first, and the number of the first of them among
    ///     people; empty where every slot must be filled.
    ///   - people: The number of people, open slots included.
    ///   - nationOf: The number of a nation.
    ///   - asking: Any nation, for options without a person.
    init(
        slots: [Int], _ options: [[PlanOption]], open: [(first: Int, tiers: [Int])], people: Int, nations: [NationCode], fee: Int,
        prepaid: [Int], asking: NationCode, nationOf: (NationCode) -> Int
    ) {
        let nothing = Contender(-1, .none, CostKey(nation: asking, noticeHours: 0), level: 0, Weights())
        let all = options.indices.map { kind in
            let list = options[kind]
            var ranks = [Int](repeating: 0, count: list.count)
            for (rank, index) in list.indices.sorted(by: { list[$0].contender.id < list[$1].contender.id }).enumerated() {
                ranks[index] = rank
            }
            let filled = list.indices.map { index in
                Option(
                    contender: list[index].contender, person: list[index].person, nation: nationOf(list[index].contender.nation),
                    cost: list[index].contender.cost, rank: ranks[index], surcharge: list[index].surcharge.value)
            }
            return filled
                + open[kind].tiers.enumerated().map { number, tier in
                    Option(
                        contender: nothing, person: open[kind].first + number, nation: nations.count, cost: 0, rank: list.count + number,
                        surcharge: PlanPrice(tier: tier, cost: 0).value)
                }
        }
        self.init(
            slots: slots, options: all, people: people, nations: nations, fee: fee, prepaid: prepaid,
            openSurcharge: PlanPrice.impossible.value)
    }
}
