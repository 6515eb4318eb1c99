internal import CRRTDomain

/// Why solutions of several requests are no plan: a person or a team in more than one of them, or a team below its minimum manning because
/// others take its people.
///
/// Every plan keeps at least one of the alternatives. Each is a list of what to forbid.
struct PlanConflict {
    enum Ban {
        case person(Int32, request: Int)
        case team(TeamID, request: Int)

        /// The number of the request that must do without.
        var request: Int {
            switch self {
            case .person(_, let request), .team(_, let request): request
            }
        }
    }

    let alternatives: [[Ban]]

    private init(_ alternatives: [[Ban]]) { self.alternatives = alternatives }

    /// Something that several requests have, of which all but one must do without.
    private init(among requests: [Int], _ ban: (Int) -> Ban) {
        alternatives = requests.map { keeper in requests.filter { $0 != keeper }.map(ban) }
    }

    /// The conflict to settle first: a team's, then that over the person whom most requests have; nil where there is none.
    init?(_ solutions: [PlanSolution], _ tasks: [PlanTask]) {
        var users: [Int32: [Int]] = [:]
        for (number, solution) in solutions.enumerated() {
            for handle in solution.handles { users[handle, default: []].append(number) }
        }
        if let conflict = Self.overTeam(solutions) ?? Self.overPerson(users, tasks) ?? Self.overManning(solutions, tasks, users) {
            self = conflict
        } else {
            return nil
        }
    }

    /// A team or a person that several requests share in a mixture; nil where there is none.
    init?(_ mixture: PlanMaster.Mixture, _ tasks: [PlanTask]) {
        // Shares are summed in their own order, so that the sums do not depend on hashing.
        var users: [PlanMaster.Resource: (share: Double, requests: Set<Int>)] = [:]
        for (column, share) in mixture.shares {
            for resource in column.resources {
                users[resource, default: (0, [])].share += share
                users[resource]?.requests.insert(column.request)
            }
        }
        let contested = users.filter { $0.value.requests.count > 1 }.max { left, right in
            left.value.share != right.value.share
                ? left.value.share < right.value.share : right.key.precedes(left.key, tasks[0].alone.index)
        }
        guard let contested else { return nil }
        self.init(among: contested.value.requests.sorted()) { request in
            switch contested.key {
            case .person(let handle): .person(handle, request: request)
            case .team(let team): .team(team, request: request)
            }
        }
    }

    private static func overTeam(_ solutions: [PlanSolution]) -> PlanConflict? {
        var users: [TeamID: [Int]] = [:]
        for (number, solution) in solutions.enumerated() { solution.form.team.map { users[$0, default: []].append(number) } }
        let contested = users.filter { $0.value.count > 1 }.min { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        return contested.map { contested in PlanConflict(among: contested.value) { .team(contested.key, request: $0) } }
    }

    private static func overPerson(_ users: [Int32: [Int]], _ tasks: [PlanTask]) -> PlanConflict? {
        let ids = tasks[0].alone.index.ids
        let contested = users.filter { $0.value.count > 1 }.min { left, right in
            left.value.count != right.value.count ? left.value.count > right.value.count : ids.precedes(left.key, right.key)
        }
        return contested.map { contested in PlanConflict(among: contested.value) { .person(contested.key, request: $0) } }
    }

    /// A team whose people serve elsewhere is below its minimum manning. It stays away, or one of them does.
    private static func overManning(_ solutions: [PlanSolution], _ tasks: [PlanTask], _ users: [Int32: [Int]]) -> PlanConflict? {
        for (number, solution) in solutions.enumerated() {
            guard let strength = solution.form.strength else { continue }
            let away = strength.members.filter { users[$0].map { $0 != [number] } ?? false }
            if strength.members.count + strength.seatedMembers - away.count >= strength.team.minimumStrength { continue }
            return PlanConflict(
                [[.team(strength.team.id, request: number)]]
                    + away.map { member in (users[member] ?? []).map { .person(member, request: $0) } })
        }
        return nil
    }
}
