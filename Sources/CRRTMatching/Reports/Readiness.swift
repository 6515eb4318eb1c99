public import CRRTDomain

/// How ready one nation's people and teams are.
public struct NationReadiness: Sendable, Hashable {
    public var experts = Strength()
    public var teams = Strength()

    public init() {}
}

/// Whose records a report is about, and whose the caller may see; nil: everybody's.
public struct ReportScope: Sendable, Hashable {
    public var nation: NationCode?
    public var seen: NationCode?

    public init(nation: NationCode?, seen: NationCode?) {
        self.nation = nation
        self.seen = seen
    }
}

extension RosterIndex {
    /// - Parameters:
    ///   - soon: until when something ends soon.
    ///   - committed: the teams that are committed as such, each with whether it is past its agreed end.
    public func readiness(
        _ terms: ReportTerms, _ scope: ReportScope, soon: Instant, committed: [TeamID: Bool]
    ) -> [NationCode: NationReadiness] {
        var found: [NationCode: NationReadiness] = [:]
        // Members of a nation's teams may be anybody's.
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

    /// Everybody on record of a nation; nil: of all.
    func people(of nation: NationCode?) -> Selection {
        var people = Selection(capacity: experts.count)
        for (each, set) in sets.nations.sets where nation.map({ $0 == each }) ?? true { people.unite(set) }
        return people
    }

    /// Whether as many of its members are available as its lead nation wants, and anybody. Whom the caller may not see counts.
    private func isStrong(_ team: TeamProfile, _ available: [Bool], _ scope: ReportScope) -> Bool {
        let there = team.members.count { member in
            if let seen = scope.seen, tags[member].nation != seen { return true }
            return available[Int(member)] && experts[member]?.mayServe(in: team) == true
        }
        return there >= max(team.minimumStrength, 1)
    }
}
