internal import CRRTDomain

/// The solutions of single requests that are known, and the best mixture of them: each request takes shares of its solutions that come to
/// one, and of a person or a team no more than one is taken in all.
///
/// It is the linear relaxation of choosing one solution for each request. Its dual prices say what people and teams are worth to the
/// requests together, and solutions that are cheap at these prices make it better, until none is left: column generation (P. C. Gilmore
/// and R. E. Gomory, "A Linear Programming Approach to the Cutting-Stock Problem", Operations Research 9, 1961). Any prices give a bound,
/// so rounding does no harm.
struct PlanMaster {
    /// What of which there is one.
    enum Resource: Hashable {
        case person(Int32)
        case team(TeamID)
    }

    struct Column {
        let request: Int
        let solution: PlanSolution
        let resources: Set<Resource>
    }

    /// The result: prices, and the shares of columns that are above zero.
    struct Mixture {
        var prices = PlanPrices()
        var shares: [(column: Column, share: Double)] = []
    }

    private var columns: [Column] = []
    private var known: [Set<Set<Resource>>]
    /// By request, what it adds to a plan without people.
    private let nothing: [PlanPrice]
    private let index: RosterIndex

    /// - Parameter tasks: At least one.
    init(_ tasks: [PlanTask]) {
        index = tasks[0].alone.index
        known = tasks.map { _ in [] }
        nothing = tasks.map { task in task.solution(task.individuals, task.slots.map { _ in nil }).worth }
    }

    /// Adds solutions, one for each request. Returns whether one of them is new.
    mutating func add(_ solutions: [PlanSolution]) -> Bool {
        var isNew = false
        for (request, solution) in solutions.enumerated() {
            var resources = Set(solution.handles.map(Resource.person))
            if let team = solution.form.team { resources.insert(.team(team)) }
            guard known[request].insert(resources).inserted else { continue }
            columns.append(Column(request: request, solution: solution, resources: resources))
            isNew = true
        }
        return isNew
    }

    /// The cheapest known solution of a request at these prices; nil where the bans allow none.
    func cheapest(_ request: Int, _ prices: PlanPrices, _ bans: PlanBans) -> PlanSolution? {
        columns.lazy.filter { $0.request == request && bans.allow($0.solution) }.map(\.solution)
            .min { $0.priced(prices) < $1.priced(prices) }
    }

    /// The best mixture of the solutions that the bans allow; nil where the search for it does not end.
    func mixture(_ bans: [PlanBans]) -> Mixture? {
        let allowed = columns.filter { bans[$0.request].allow($0.solution) }
        var users: [Resource: Set<Int>] = [:]
        for column in allowed {
            for resource in column.resources { users[resource, default: []].insert(column.request) }
        }
        // What one request alone uses is taken once at most in any case. The order depends neither on hashing nor on handles.
        var rows: [Resource: Int] = [:]
        for column in allowed {
            for resource in column.resources.sorted(by: { $0.precedes($1, index) })
            where rows[resource] == nil && users[resource].map({ $0.count > 1 }) ?? false { rows[resource] = nothing.count + rows.count }
        }
        var simplex = PlanSimplex(
            start: nothing.map(PlanSimplex.Value.init), limits: rows.count,
            columns: allowed.map { column in
                (PlanSimplex.Value(column.solution.worth), [column.request] + column.resources.compactMap { rows[$0] })
            })
        guard simplex.solve() else { return nil }
        var mixture = Mixture()
        for (resource, row) in rows {
            let price = PlanPrice(simplex.price(row))
            guard price > .zero else { continue }
            switch resource {
            case .person(let handle): mixture.prices.people[handle] = price
            case .team(let team): mixture.prices.teams[team] = price
            }
        }
        mixture.shares = zip(allowed, simplex.shares).filter { $1 > PlanSimplex.precision }.map { ($0, $1) }
        return mixture
    }
}

extension PlanMaster.Mixture {
    /// By request, the solution with the largest share.
    func solutions(_ tasks: [PlanTask]) -> [PlanSolution] {
        tasks.indices.map { request in
            shares.filter { $0.column.request == request }.max { $0.share < $1.share }?.column.solution
                ?? tasks[request].solution(tasks[request].individuals, tasks[request].slots.map { _ in nil })
        }
    }
}

extension PlanMaster.Resource {
    /// Teams first, then by id.
    func precedes(_ other: Self, _ index: RosterIndex) -> Bool {
        switch (self, other) {
        case (.team(let left), .team(let right)): left < right
        case (.person(let left), .person(let right)): index.ids.precedes(left, right)
        case (.team, .person): true
        case (.person, .team): false
        }
    }
}

extension PlanSimplex.Value {
    fileprivate init(_ price: PlanPrice) { self.init(tier: Double(price.tier), cost: Double(price.cost)) }
}

extension PlanPrice {
    /// The price nearest to a dual value that is not below zero; what is all but a whole tier is one.
    fileprivate init(_ value: PlanSimplex.Value) {
        let whole = Int64(value.tier + 0.5)
        let isWhole = abs(value.tier - Double(whole)) < PlanSimplex.precision
        let tier = isWhole ? whole : Int64(value.tier)
        let part = isWhole ? 0 : Int64((value.tier - Double(tier)) * 0x1p62)
        let cost = Int64(value.cost < 0 ? value.cost - 0.5 : value.cost + 0.5)
        self.init(value: Int128(tier) << Self.costBits + Int128(part) << 2 + Int128(cost))
    }
}
