public import CRRTDomain

/// The readiness of a nation's experts and teams.
public struct NationReadiness: Sendable, Hashable {
    /// The experts that it offers.
    public var experts = StatusCounts()
    /// The teams that it leads.
    public var teams = StatusCounts()

    /// Nothing.
    public init() {}
}

/// Which records a report is about.
public struct ReportScope: Sendable, Hashable {
    /// The nation that the report is about; nil for all.
    public var nation: NationCode?
    /// The nation whose records the caller may see; nil for all.
    public var seen: NationCode?

    public init(nation: NationCode?, seen: NationCode?) {
        self.nation = nation
        self.seen = seen
    }
}

extension RosterIndex {
    /// Counts each nation's experts and teams by their status.
    ///
    /// - Parameters:
    ///   - basis: The instant, and the policy.
    ///   - scope: Which records count.
    ///   - soon: The instant until which an ending counts as soon.
    ///   - committed: Teams that a tasking commits as a whole, each with whether the agreed end has passed.
    public func readiness(
        _ basis: ReportBasis, _ scope: ReportScope, soon: Instant, committed: [TeamID: Bool]
    ) -> [NationCode: NationReadiness] {
        var found: [NationCode: NationReadiness] = [:]
        // A team's members may be of any nation.
        var available = [Bool](repeating: false, count: experts.count)
        experts.forEach(in: people(of: scope.seen)) { handle, profile in
            guard let profile else { return }
            let status = basis.status(of: profile)
            available[Int(handle)] = status == .available
            guard scope.nation.map({ $0 == profile.nation }) ?? true else { return }
            found[profile.nation, default: .init()].experts.count(
                status, offerStands: basis.status(of: profile.facts.offer) == .available,
                endsSoon: basis.endsSoon(profile.facts.offer, profile.facts.clearance, partner: profile.partner, until: soon),
                isOverdue: basis.isOverdue(profile))
        }
        for team in teams.pages.joined() where scope.nation.map({ $0 == team.nation }) ?? true {
            let offer = basis.status(of: team.facts.offer)
            let overdue = committed[team.id]
            let status =
                overdue != nil ? .committed : offer != .available || isManned(team, available, scope) ? offer : .absent
            found[team.nation, default: .init()].teams.count(
                status, offerStands: offer == .available, endsSoon: basis.endsSoon(team.facts.offer, until: soon),
                isOverdue: overdue ?? false)
        }
        return found
    }

    /// The teams that are available, sorted.
    ///
    /// - Parameters:
    ///   - basis: The instant, and the policy.
    ///   - scope: Whose teams count.
    ///   - committed: Teams that a tasking commits as a whole.
    ///   - away: People who do not count.
    public func availableTeams(
        _ basis: ReportBasis, _ scope: ReportScope, committed: Set<TeamID>, without away: Set<ExpertID> = []
    ) -> [TeamID] {
        var available = [Bool](repeating: false, count: experts.count)
        experts.forEach(in: people(of: scope.seen)) { handle, profile in
            guard let profile else { return }
            available[Int(handle)] = basis.status(of: profile) == .available && !away.contains(profile.id)
        }
        return teams.pages.joined().filter { team in
            (scope.nation.map { $0 == team.nation } ?? true) && !committed.contains(team.id)
                && basis.status(of: team.facts.offer) == .available && isManned(team, available, scope)
        }.map(\.id).sorted()
    }

    /// All experts of a nation; of every nation for nil.
    func people(of nation: NationCode?) -> Bitmap {
        var people = Bitmap(capacity: experts.count)
        for (each, set) in sets.nations.sets where nation.map({ $0 == each }) ?? true { people.unite(set) }
        return people
    }

    /// Whether a team has at least its minimum manning, and at least one available member. Members whom the caller may not see count.
    private func isManned(_ team: TeamProfile, _ available: [Bool], _ scope: ReportScope) -> Bool {
        let present = team.members.count { member in
            if let seen = scope.seen, costKeys[member].nation != seen { return true }
            return available[Int(member)] && experts[member]?.mayServe(in: team) == true
        }
        return present >= max(team.minimumStrength, 1)
    }
}
