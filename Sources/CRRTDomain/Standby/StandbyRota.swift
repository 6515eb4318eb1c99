/// The standby periods of a span of time, and what a planner asks of them.
public struct StandbyRota: Sendable {
    /// Periods that are not withdrawn and of which any part lies in the span.
    public let periods: [StandbyPeriod]
    /// What the answers are about.
    public let span: Period

    /// - Parameters:
    ///   - periods: Any periods.
    ///   - span: What the answers are about.
    public init(_ periods: some Sequence<StandbyPeriod>, during span: Period) {
        self.periods = periods.filter { $0.state != .withdrawn && $0.period.overlaps(span) }
        self.span = span
    }

    /// The times of the span in which no period of a tier is in force. One of less than a minute is none: people relieve each other to the
    /// minute.
    public func gaps(_ tier: StandbyPeriod.Tier) -> [Period] {
        span.without(periods.filter { $0.tier == tier }.map(\.period)).filter { $0.end.milliseconds - $0.start.milliseconds >= 60_000 }
    }

    /// What one nation carries.
    public struct Load: Sendable, Hashable {
        /// The number of its periods.
        public var periods = 0
        /// The hours of its periods in the span, whole ones.
        public var hours = 0
        /// The nights, 22:00Z to 06:00Z, of which any part is in one of its periods and in the span.
        public var nights = 0
    }

    /// What each nation carries that offers a period.
    public func loads() -> [NationCode: Load] {
        Dictionary(grouping: periods, by: \.nation).mapValues { periods in
            let parts = periods.compactMap { try? Period(start: max($0.period.start, span.start), end: min($0.period.end, span.end)) }
            let milliseconds = parts.reduce(0) { $0 + $1.end.milliseconds - $1.start.milliseconds }
            return Load(periods: periods.count, hours: Int(milliseconds / 3_600_000), nights: Self.nights(in: Period.normalized(parts)))
        }
    }

    /// - Parameter periods: Sorted and disjoint.
    private static func nights(in periods: [Period]) -> Int {
        let (day, evening, morning): (Int64, Int64, Int64) = (86_400_000, 22 * 3_600_000, 30 * 3_600_000)
        var (count, last) = (0, Int64.min)
        for period in periods {
            // Night n lasts from 22:00 of day n to 06:00 of the next.
            let first = max(last, (period.start.milliseconds - morning).flooredQuotient(day) + 1)
            let end = (period.end.milliseconds - evening - 1).flooredQuotient(day) + 1
            guard first < end else { continue }
            count += Int(end - first)
            last = end
        }
        return count
    }

    /// How many people of each tier have a skill.
    public struct Strength: Sendable, Hashable {
        /// Of the first and of the second tier.
        public var first = 0, second = 0
    }

    /// A week of the span, and the strength in each skill at the fewest of any time in it.
    public struct Week: Sendable, Hashable {
        /// When the rota changes over: at the time of the week at which most of its periods begin.
        public var start: Instant
        /// Skills that anybody has who stands by in that week.
        public var skills: [SkillCode: Strength]
    }

    /// When a person stands by in a tier and could go.
    public struct Presence: Sendable {
        /// Who it is.
        public var expert: ExpertID
        /// The tier.
        public var tier: StandbyPeriod.Tier
        /// What they can do.
        public var skills: [SkillCode]
        /// The times, which do not overlap.
        public var times: [Period]

        /// - Parameters:
        ///   - expert: Who it is.
        ///   - tier: The tier.
        ///   - skills: What they can do.
        ///   - times: The times, which do not overlap.
        public init(_ expert: ExpertID, in tier: StandbyPeriod.Tier, skills: [SkillCode], times: [Period]) {
            (self.expert, self.tier, self.skills, self.times) = (expert, tier, skills, times)
        }
    }

    /// The weeks of the span, each with its strength by skill. A person who stands by in both tiers counts in the first.
    ///
    /// - Parameter presences: All of the span. There may be several of a person in a tier.
    public func weeks(_ presences: [Presence]) -> [Week] {
        var sweep = StrengthSweep(from: span.start, changeover: changeover)
        for change in changes(presences) { sweep.take(change) }
        return sweep.finish(at: span.end)
    }

    /// The time of the week, in milliseconds from Monday 00:00Z, at which most periods begin; the earliest of several, 0 without periods.
    private var changeover: Int64 {
        let starts = Dictionary(grouping: periods) { StrengthSweep.timeOfWeek($0.period.start) }.mapValues(\.count)
        return starts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    }

    private func changes(_ presences: [Presence]) -> [StrengthSweep.Change] {
        presences.flatMap { presence in
            presence.times.filter { $0.overlaps(span) }.flatMap { time -> [StrengthSweep.Change] in
                [
                    .init(at: max(time.start, span.start), isArrival: true, presence.tier, presence.expert, presence.skills),
                    .init(at: time.end, isArrival: false, presence.tier, presence.expert, presence.skills),
                ]
            }
        }.filter { $0.at < span.end }.sorted { $0.at < $1.at }
    }
}
