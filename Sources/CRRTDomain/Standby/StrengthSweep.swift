/// Counts people by skill while time passes, and keeps the fewest of each week.
///
/// Each change costs its person's skills alone, so that the whole takes as long as sorting the changes.
struct StrengthSweep {
    /// A person who begins or ends to stand by.
    struct Change {
        var at: Instant
        var isArrival: Bool
        var tier: StandbyPeriod.Tier
        var expert: ExpertID
        var skills: [SkillCode]

        init(at: Instant, isArrival: Bool, _ tier: StandbyPeriod.Tier, _ expert: ExpertID, _ skills: [SkillCode]) {
            (self.at, self.isArrival, self.tier, self.expert, self.skills) = (at, isArrival, tier, expert, skills)
        }
    }

    private struct Person: Hashable {
        var expert: ExpertID
        var tier: StandbyPeriod.Tier
    }

    private struct Spot: Hashable {
        var skill: SkillCode
        var tier: StandbyPeriod.Tier
    }

    private static let week: Int64 = 7 * 86_400_000
    private var now: Instant
    private var weekStart: Instant
    /// The first instant of the week that is in the span.
    private var weekBegan: Instant
    /// In how many periods a person stands by now.
    private var present: [Person: Int] = [:]
    private var counts: [Spot: Int] = [:]
    /// The fewest since the week began; a spot that is missing has none.
    private var fewest: [Spot: Int] = [:]
    /// Spots that anybody had in this week.
    private var seen: Set<SkillCode> = []
    private var weeks: [StandbyRota.Week] = []

    init(from start: Instant) {
        (now, weekBegan) = (start, start)
        // The first Monday of the epoch was 5 January 1970.
        let monday: Int64 = 4 * 86_400_000
        weekStart = Instant(milliseconds: (start.milliseconds - monday).flooredQuotient(Self.week) * Self.week + monday)
    }

    /// - Parameter change: Not before the one before; of those at one instant, arrivals first, so that a handover leaves no gap.
    mutating func take(_ change: Change) {
        advance(to: change.at)
        let person = Person(expert: change.expert, tier: change.tier)
        let before = present[person, default: 0]
        present[person] = before + (change.isArrival ? 1 : -1)
        guard change.isArrival ? before == 0 : before == 1 else { return }
        for skill in change.skills {
            let spot = Spot(skill: skill, tier: change.tier)
            counts[spot, default: 0] += change.isArrival ? 1 : -1
            if now == weekBegan { begin(with: spot) } else { go(on: spot) }
        }
    }

    /// Who comes and goes at the first instant of a week was there from its beginning, or not at all.
    private mutating func begin(with spot: Spot) {
        fewest[spot] = counts[spot]
        let isHeld = StandbyPeriod.Tier.allCases.contains { counts[Spot(skill: spot.skill, tier: $0), default: 0] > 0 }
        if isHeld { seen.insert(spot.skill) } else { seen.remove(spot.skill) }
    }

    private mutating func go(on spot: Spot) {
        seen.insert(spot.skill)
        fewest[spot] = min(fewest[spot] ?? 0, counts[spot] ?? 0)
    }

    /// The weeks until an instant.
    mutating func finish(at end: Instant) -> [StandbyRota.Week] {
        advance(to: end)
        if weekStart < end { close() }
        return weeks
    }

    private mutating func advance(to instant: Instant) {
        while weekStart.milliseconds + Self.week <= instant.milliseconds {
            close()
            weekStart = Instant(milliseconds: weekStart.milliseconds + Self.week)
            weekBegan = weekStart
            counts = counts.filter { $0.value > 0 }
            (fewest, seen) = (counts, Set(counts.keys.map(\.skill)))
        }
        now = instant
    }

    private mutating func close() {
        func fewest(_ skill: SkillCode, _ tier: StandbyPeriod.Tier) -> Int { self.fewest[Spot(skill: skill, tier: tier)] ?? 0 }
        let skills = seen.map { ($0, StandbyRota.Strength(first: fewest($0, .first), second: fewest($0, .second))) }
        weeks.append(.init(start: weekStart, skills: Dictionary(uniqueKeysWithValues: skills)))
    }
}
