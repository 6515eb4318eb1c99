import CRRTDomain
import SeededNumbers
import Testing

/// What a rota says, against looking at every hour of it.
@Suite struct StandbyRotaTests {
    private static let monday = try! Instant("2027-01-04T00:00:00Z")
    private static let span = try! Period(start: monday.adding(hours: -30), end: monday.adding(days: 20))
    private static let skills = [1, 2, 3].map { try! SkillCode("GX-SKL-00\($0)") }

    private static func rota(_ random: inout SeededGenerator) -> [StandbyPeriod] {
        (0..<Int.random(in: 0...9, using: &random)).map { number in
            let nation = ["EST", "LVA"].randomElement(using: &random)!
            let start = monday.adding(hours: Int.random(in: -60...480, using: &random) / 6 * 6)
            return try! StandbyPeriod(
                id: StandbyID("\(nation)-STB-\(number)"),
                people: .pool((0...1).map { try! ExpertID("\(nation)-000\($0 + Int.random(in: 0...1, using: &random) * 2)") }),
                period: Period(start: start, end: start.adding(hours: [6, 24, 168].randomElement(using: &random)!)),
                tier: StandbyPeriod.Tier.allCases.randomElement(using: &random)!, noticeHours: 2,
                state: StandbyPeriod.State.allCases.randomElement(using: &random)!)
        }
    }

    /// When some of the experts are absent.
    private static let absence = try! Period(start: monday.adding(hours: 30), end: monday.adding(hours: 60))

    /// Whom a period has, and their skills.
    private static func people(_ standby: StandbyPeriod) -> [StandbyRota.Presence] {
        standby.pool.map { expert in
            let skills = expert.text.hasSuffix("0") ? [skills[0]] : expert.text.hasSuffix("1") ? skills : [skills[1]]
            let times = expert.text.hasSuffix("2") ? standby.period.without([absence]) : [standby.period]
            return .init(expert, in: standby.tier, skills: skills, times: times)
        }
    }

    /// Who of a tier can go in an hour with a skill: of those in both tiers, the first.
    private static func able(_ standing: [StandbyPeriod], _ tier: StandbyPeriod.Tier, _ skill: SkillCode, _ hour: Instant) -> Int {
        func experts(_ tier: StandbyPeriod.Tier) -> Set<ExpertID> {
            let people = standing.filter { $0.tier == tier && $0.period.contains(hour) }.flatMap(people)
            return Set(
                people.filter { $0.skills.contains(skill) && !($0.expert.text.hasSuffix("2") && absence.contains(hour)) }.map(\.expert))
        }
        return tier == .first ? experts(.first).count : experts(.second).subtracting(experts(.first)).count
    }

    private static var hours: [Instant] {
        (0..<Int(span.end.milliseconds - span.start.milliseconds) / 3_600_000).map { span.start.adding(hours: $0) }
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func isWhatEveryHourSays(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let all = Self.rota(&random)
        let rota = StandbyRota(all, during: Self.span)
        let standing = all.filter { $0.state != .withdrawn }
        for tier in StandbyPeriod.Tier.allCases {
            let gaps = rota.gaps(tier)
            for hour in Self.hours {
                let isCovered = standing.contains { $0.tier == tier && $0.period.contains(hour) }
                #expect(gaps.contains { $0.contains(hour) } == !isCovered, "seed \(seed), \(tier), \(hour)")
            }
            #expect(Period.normalized(gaps) == gaps, "seed \(seed)")
        }
        for (nation, load) in rota.loads() {
            let own = standing.filter { $0.nation == nation && $0.period.overlaps(Self.span) }
            let hours = Self.hours.map { hour in own.count { $0.period.contains(hour) } }.reduce(0, +)
            let nights = Set(
                Self.hours.filter { hour in own.contains { $0.period.contains(hour) } }.compactMap { hour -> Int64? in
                    let shifted = hour.adding(hours: 2).milliseconds
                    return shifted % 86_400_000 < 8 * 3_600_000 ? shifted / 86_400_000 : nil
                })
            #expect([load.periods, load.hours, load.nights] == [own.count, hours, nights.count], "seed \(seed), \(nation)")
        }
        try checkWeeks(rota, standing, seed)
    }

    private func checkWeeks(_ rota: StandbyRota, _ standing: [StandbyPeriod], _ seed: UInt64) throws {
        let weeks = rota.weeks(rota.periods.flatMap(Self.people))
        // The hour of the week at which most periods begin.
        let hours = rota.periods.map { ($0.period.start.milliseconds - Self.monday.milliseconds) / 3_600_000 + 1680 }.map { $0 % 168 }
        let most = Dictionary(grouping: hours) { $0 }.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.first?.key ?? 0
        let starts = (-3...3).map { Self.monday.adding(hours: Int(most) + 168 * $0) }
        let expected = starts.filter { $0.adding(days: 7) > Self.span.start && $0 < Self.span.end }
        #expect(weeks.map(\.start) == expected, "seed \(seed)")
        for week in weeks {
            let hours = Self.hours.filter { $0 >= week.start && $0 < week.start.adding(days: 7) }
            for skill in Self.skills {
                let counts = StandbyPeriod.Tier.allCases.map { tier in hours.map { Self.able(standing, tier, skill, $0) } }
                let found = week.skills[skill].map { [$0.first, $0.second] } ?? [0, 0]
                #expect(found == counts.map { $0.min() ?? 0 }, "seed \(seed), \(week.start), \(skill)")
                let isSeen = counts.joined().contains { $0 > 0 }
                #expect((week.skills[skill] != nil) == isSeen, "seed \(seed), \(week.start), \(skill)")
            }
        }
    }

    @Test func whatKeepsAnExpertFromServing() throws {
        func day(_ number: Int) -> Instant { Self.monday.adding(days: number) }
        func period(_ start: Int, _ end: Int) -> Period { try! Period(start: day(start), end: day(end)) }
        var expert = try Expert(
            id: ExpertID("EST-0001"), nation: NationCode("EST"),
            clearance: Clearance(level: .secret, validUntil: CalendarDate("2027-01-07")), skills: [Self.skills[0]: Proficiency(3)],
            noticeHours: 24, mode: .both, unavailable: [period(-3, 1), period(20, 22)],
            externalCommitments: [ExternalCommitment(period: period(2, 3), holder: .euReserve)],
            offer: Offer(state: .offered, validFrom: day(-9), validUntil: day(6), confirmedAt: day(-9)))
        func found() -> [String] {
            StandbyClash.clashes(of: expert, service: [period(1, 2), period(30, 31)], during: period(0, 7)).map {
                "\($0.kind) \(($0.period.start.milliseconds - day(0).milliseconds) / 86_400_000)"
            }
        }
        #expect(found() == ["absence 0", "deployment 1", "commitment 2", "clearance 4", "offer 6"])
        expert.offer.state = .suspended
        (expert.unavailable, expert.externalCommitments, expert.clearance) = ([], [], nil)
        #expect(found() == ["offer 0", "deployment 1"])
    }
}
