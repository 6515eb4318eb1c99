public import CRRTDomain

/// The strength of a nation's people and teams.
public struct NationReadiness: Sendable, Hashable {
    /// The experts that it offers.
    public var experts = Strength()
    /// The teams that it leads.
    public var teams = Strength()

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
    /// Counts each nation's experts and teams by their standing.
    ///
    /// - Parameters:
    ///   - terms: The instant, and the policy.
    ///   - scope: Which records count.
    ///   - soon: The instant until which an ending counts as soon.
    ///   - committed: Teams that a tasking holds as such, each with whether its agreed end has passed.
    public func readiness(
        _ terms: ReportTerms, _ scope: ReportScope, soon: Instant, committed: [TeamID: Bool]
    ) -> [NationCode: NationReadiness] {
        var found: [NationCode: NationReadiness] = [:]
        // A team's members may be of any nation.
        var available = [Bool](repeating: false, count: experts.count)
        experts.forEach(in: people(of: scope.seen)) { handle, profile in
            guard let profile else { return }
            let standing = terms.standing(of: profile)
            available[Int(handle)] = standing == .available
            guard scope.nation.map({ $0 == profile.nation }) ?? true else { return }
            found[profile.nation, default: .init()].experts.count(
                standing, offerStands: terms.standing(of: profile.facts.offer) == .available,
                endsSoon: terms.endsSoon(profile.facts.offer, profile.facts.clearance, until: soon), isOverdue: terms.isOverdue(profile))
        }
        for team in teams.pages.joined() where scope.nation.map({ $0 == team.nation }) ?? true {
            let offer = terms.standing(of: team.facts.offer)
            let overdue = committed[team.id]
            let standing =
                overdue != nil ? .committed : offer != .available || isStrong(team, available, scope) ? offer : .absent
            found[team.nation, default: .init()].teams.count(
                standing, offerStands: offer == .available, endsSoon: terms.endsSoon(team.facts.offer, until: soon),
                isOverdue: overdue ?? false)
        }
        return found
    }

    /// All experts of a nation; of every nation for nil.
    func people(of nation: NationCode?) -> Bitmap {
        var people = Bitmap(capacity: experts.count)
        for (each, set) in sets.nations.sets where nation.map({ $0 == each }) ?? true { people.unite(set) }
        return people
    }

    /// Whether a team has at least its minimum manning, and at least one available member. Members whom the caller may not see count.
    private func isStrong(_ team: TeamProfile, _ available: [Bool], _ scope: ReportScope) -> Bool {
        let there = team.members.count { member in
            if let seen = scope.seen, costKeys[member].nation != seen { return true }
            return available[Int(member)] && experts[member]?.mayServe(in: team) == true
        }
        return there >= max(team.minimumStrength, 1)
    }
}
