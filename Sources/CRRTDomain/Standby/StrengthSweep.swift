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

    private struct Spot: Hashable {
        var skill: SkillCode
        var tier: StandbyPeriod.Tier
    }

    private static let week: Int64 = 7 * 86_400_000
    private var now: Instant
    private var weekStart: Instant
    /// The first instant of the week that is in the span.
    private var weekBegan: Instant
    /// In how many periods of each tier a person stands by now.
    private var present: [ExpertID: [StandbyPeriod.Tier: Int]] = [:]
    private var counts: [Spot: Int] = [:]
    /// What has changed at the present instant.
    private var changed: Set<Spot> = []
    /// The fewest since the week began; a spot that is missing has none.
    private var fewest: [Spot: Int] = [:]
    /// Spots that anybody had in this week.
    private var seen: Set<SkillCode> = []
    private var weeks: [StandbyRota.Week] = []

    /// - Parameter changeover: When a week begins, in milliseconds from Monday 00:00Z.
    init(from start: Instant, changeover: Int64) {
        (now, weekBegan) = (start, start)
        let anchor = Self.monday + changeover
        weekStart = Instant(milliseconds: (start.milliseconds - anchor).flooredQuotient(Self.week) * Self.week + anchor)
    }

    /// The first Monday of the epoch was 5 January 1970.
    private static let monday: Int64 = 4 * 86_400_000

    /// The time of the week of an instant, in milliseconds from Monday 00:00Z.
    static func timeOfWeek(_ instant: Instant) -> Int64 {
        let elapsed = instant.milliseconds - monday
        return elapsed - elapsed.flooredQuotient(week) * week
    }

    /// - Parameter change: Not before the one before.
    mutating func take(_ change: Change) {
        advance(to: change.at)
        let before = tier(of: change.expert)
        present[change.expert, default: [:]][change.tier, default: 0] += change.isArrival ? 1 : -1
        let after = tier(of: change.expert)
        guard before != after else { return }
        if after == nil { present[change.expert] = nil }
        for skill in change.skills {
            if let before { count(Spot(skill: skill, tier: before), -1) }
            if let after { count(Spot(skill: skill, tier: after), 1) }
        }
    }

    /// The tier that a person counts in now; nil where they do not stand by.
    private func tier(of expert: ExpertID) -> StandbyPeriod.Tier? {
        let periods = present[expert] ?? [:]
        return [.first, .second].first { periods[$0, default: 0] > 0 }
    }

    private mutating func count(_ spot: Spot, _ change: Int) {
        counts[spot, default: 0] += change
        changed.insert(spot)
    }

    /// Looks at what has changed at the present instant, once all of it has.
    private mutating func settle() {
        for spot in changed {
            if now == weekBegan { begin(with: spot) } else { go(on: spot) }
        }
        changed = []
    }

    /// Who comes and goes at the first instant of a week was there from its beginning, or not at all.
    private mutating func begin(with spot: Spot) {
        fewest[spot] = counts[spot]
        let isHeld = StandbyPeriod.Tier.allCases.contains { counts[Spot(skill: spot.skill, tier: $0), default: 0] > 0 }
        if isHeld { seen.insert(spot.skill) } else { seen.remove(spot.skill) }
    }

    private mutating func go(on spot: Spot) {
        if counts[spot, default: 0] > 0 { seen.insert(spot.skill) }
        fewest[spot] = min(fewest[spot] ?? 0, counts[spot] ?? 0)
    }

    /// The weeks until an instant.
    mutating func finish(at end: Instant) -> [StandbyRota.Week] {
        advance(to: end)
        settle()
        if weekStart < end { close() }
        return weeks
    }

    private mutating func advance(to instant: Instant) {
        if instant > now { settle() }
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
