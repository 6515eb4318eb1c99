public import CRRTDomain

/// The available people who hold a skill and are cleared for a classification or a higher one.
public struct Coverage: Sendable, Hashable {
    /// The number of these people.
    public var people = 0
    /// The number of those who may lead: level 4 or above.
    public var leading = 0
    /// Their nations, sorted by code.
    public var nations: [NationCode] = []

    /// Nobody.
    public init() {}

    /// How far one can count on a skill.
    public enum Spot: String, Sendable, Hashable, CaseIterable {
        /// No one has it, or fewer than `fewerThan` have.
        case nobody, few
        /// Enough people, of a single nation, whose one word takes all of them away.
        case oneNation
        /// None of these.
        case sound
    }

    /// Two people cannot staff a place around the clock, and one is a single point of failure.
    public static let fewerThan = 3

    /// How far one can count on these people.
    ///
    /// - Parameter severalNations: Whether people of several nations were asked about.
    public func spot(severalNations: Bool) -> Spot {
        switch people {
        case 0: .nobody
        case ..<Self.fewerThan: .few
        default: severalNations && nations.count == 1 ? .oneNation : .sound
        }
    }
}

extension RosterIndex {
    /// For each skill its coverage by classification, the lowest first; and the number of available people.
    ///
    /// The running time grows with the number of skill records of all experts, not with skills × classifications × nations.
    ///
    /// - Parameters:
    ///   - skills: The skills to report on.
    ///   - basis: The instant, and the policy.
    ///   - scope: Whose people count.
    ///   - away: People who do not count.
    public func coverage(
        of skills: [SkillCode], _ basis: ReportBasis, _ scope: ReportScope, without away: Set<ExpertID> = []
    ) -> (available: Int, covers: [[Coverage]]) {
        // The rank of the clearance plus one; 0 where the expert is not available.
        var ranks = [UInt8](repeating: 0, count: experts.count)
        var available = 0
        experts.forEach(in: people(of: scope.nation)) { handle, profile in
            guard let profile, basis.status(of: profile) == .available, let clearance = profile.facts.clearance,
                !away.contains(profile.id)
            else { return }
            ranks[Int(handle)] = UInt8(clearance.level.rank + 1)
            available += 1
        }
        return (available, skills.map { covers(of: SkillKey($0), ranks, scope) })
    }

    private func covers(of skill: SkillKey, _ ranks: [UInt8], _ scope: ReportScope) -> [Coverage] {
        var covers = Classification.allCases.map { _ in Coverage() }
        let lists = sets.ranking[skill].filter { list in scope.nation.map { $0 == list.nation } ?? true }
        for list in lists.sorted(by: { $0.nation < $1.nation }) {
            // By exact rank.
            var people = [Int](repeating: 0, count: covers.count)
            var leading = people
            for entry in list.entries {
                guard case let rank = Int(ranks[Int(entry.handle)]), rank > 0 else { continue }
                people[rank - 1] += 1
                if entry.levelsBelow <= Coverage.leadsFrom { leading[rank - 1] += 1 }
            }
            var (all, leads) = (0, 0)
            for rank in covers.indices.reversed() {
                all += people[rank]
                leads += leading[rank]
                guard all > 0 else { continue }
                covers[rank].people += all
                covers[rank].leading += leads
                covers[rank].nations.append(list.nation)
            }
        }
        return covers
    }
}

extension Coverage {
    /// The most levels below the highest at which one may lead.
    fileprivate static var leadsFrom: Int { Proficiency.highest.level - Proficiency.leads.level }
}
