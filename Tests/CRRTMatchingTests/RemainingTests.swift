import CRRTDomain
import SeededNumbers
import Testing

@testable import CRRTMatching

/// What is left for the next call, against the same counts of a roster on which the people are on a tasking.
struct RemainingTests {
    private static let everyone = ReportScope(nation: nil, seen: nil)
    private static let basis = ReportBasis(at: Fixtures.now, now: Fixtures.now, staleAfterDays: 90)

    private static func remaining(
        _ index: RosterIndex, _ departures: [Departure], skills: [Int] = [1, 2, 3], committed: Set<TeamID> = []
    ) -> Remaining {
        index.remaining(
            after: departures, skills: skills.map(Fixtures.skill), clearance: .restricted, basis, everyone, committed: committed)
    }

    @Test("as many as coverage and readiness count once they are ordered", arguments: 0..<150 as Range<UInt64>)
    func asOrdered(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed ^ 0x7E3A)
        var given = RandomCase(seed: seed, flawed: 3)
        let skills = (1...3).map(Fixtures.skill)
        let going = given.experts.map(\.id).filter { _ in random.chance(3) }
        let team = random.chance(2) ? given.teams.first?.id : nil
        let held = Set(given.teams.dropFirst().prefix(1).map(\.id))
        let found = Self.remaining(given.index, [Departure(going, team: team, until: Fixtures.mission.end)], committed: held)
        let before = given.index
        given.commitments += going.map {
            Commitment(tasking: Fixtures.tasking(99), expert: $0, period: Fixtures.mission)
        }
        let after = given.index
        let (old, new) = (before.coverage(of: skills, Self.basis, Self.everyone), after.coverage(of: skills, Self.basis, Self.everyone))
        #expect(found.people == .init(before: old.available, after: new.available), "seed \(seed)")
        let level = Classification.restricted.rank
        for (number, skill) in skills.enumerated() {
            let (past, present) = (old.covers[number][level], new.covers[number][level])
            let told = found.skills.first { $0.code == skill }
            #expect(told.map(\.coverage) == (past.people == present.people ? nil : .init(before: past, after: present)), "seed \(seed)")
        }
        func teams(_ index: RosterIndex, _ committed: Set<TeamID>) -> Int {
            let marked = Dictionary(uniqueKeysWithValues: committed.map { ($0, false) })
            return index.readiness(Self.basis, Self.everyone, soon: Fixtures.now, committed: marked).values
                .reduce(0) { $0 + $1.teams[.available] }
        }
        let gone = held.union(team.map { [$0] } ?? [])
        #expect(found.teams.before.count == teams(before, held) && found.teams.after.count == teams(after, gone), "seed \(seed)")
        #expect(
            Set(found.teams.before) == Set(found.teams.after + found.short).union(team.map { [$0] } ?? []).intersection(found.teams.before))
        #expect(found.skills.map(\.coverage.after.people) == found.skills.map(\.coverage.after.people).sorted())
    }

    @Test func nothingGoes() {
        let index = Fixtures.index([Fixtures.expert("EST-1", [1: 4])], [Fixtures.team("EST-CRRT-1", ["EST-1"])])
        let found = Self.remaining(index, [])
        #expect(found.people == .init(before: 1, after: 1) && found.skills.isEmpty && found.short.isEmpty)
        #expect(found.teams.after.map(\.text) == ["EST-CRRT-1"] && found.nations == [Fixtures.nation("EST")])
        #expect(found.standby.periods.isEmpty && found.standby.gaps.isEmpty)
    }
}

// MARK: - Standby

extension RemainingTests {
    /// A period between two days from now.
    private static func standby(
        _ id: String, _ people: StandbyPeriod.People, days: ClosedRange<Int>, _ tier: StandbyPeriod.Tier = .first
    ) -> StandbyPeriod {
        try! StandbyPeriod(id: StandbyID(id), people: people, period: period(days.lowerBound, days.upperBound), tier: tier, noticeHours: 4)
    }

    private static func period(_ from: Int, _ until: Int) -> Period {
        try! Period(start: Fixtures.now.adding(days: from), end: Fixtures.now.adding(days: until))
    }

    private static func expert(_ id: String) -> ExpertID { try! ExpertID(id) }
    private static func team(_ id: String) -> TeamID { try! TeamID(id) }

    /// Two teams of two, the first of which needs both, and a pool of two.
    private static func index(_ periods: [StandbyPeriod]) -> RosterIndex {
        let people = ["EST-1", "EST-2", "LVA-1", "LVA-2", "LTU-1", "LTU-2"].map { Fixtures.expert($0) }
        var index = Fixtures.index(
            people,
            [
                Fixtures.team("EST-CRRT-1", ["EST-1", "EST-2"]) { $0.minimumStrength = 2 },
                Fixtures.team("LVA-CRRT-1", ["LVA-1", "LVA-2"]),
            ])
        for period in periods { index.put(period) }
        return index
    }

    private static func until(_ days: Int) -> Instant { Fixtures.now.adding(days: days) }

    @Test("a team that goes leaves its tier uncovered until the next one stands by")
    func aTeamGoes() {
        let found = Self.remaining(
            Self.index([
                Self.standby("EST-STB-1", .team(Self.team("EST-CRRT-1")), days: -2...5),
                Self.standby("LVA-STB-1", .team(Self.team("LVA-CRRT-1")), days: 5...12),
                Self.standby("LTU-STB-1", .pool([Self.expert("LTU-1")]), days: -2...12, .second),
            ]),
            [Departure([Self.expert("EST-1"), Self.expert("EST-2")], team: Self.team("EST-CRRT-1"), until: Self.until(30))]
        ).standby
        #expect(found.periods.map(\.period.id.text) == ["EST-STB-1"])
        #expect(found.periods.map(\.usedUp) == [Self.period(0, 5)] && found.periods.map(\.going) == [2])
        // What no one had promised before is no loss.
        #expect(found.gaps == [.init(tier: .first, period: Self.period(0, 5))])
    }

    @Test("a team is back before its period ends, and stands by again")
    func aTeamIsBack() {
        let found = Self.remaining(
            Self.index([Self.standby("EST-STB-1", .team(Self.team("EST-CRRT-1")), days: 2...20)]),
            [Departure([Self.expert("EST-1"), Self.expert("EST-2")], team: Self.team("EST-CRRT-1"), until: Self.until(9))]
        ).standby
        #expect(found.periods.map(\.usedUp) == [Self.period(2, 9)] && found.gaps == [.init(tier: .first, period: Self.period(2, 9))])
        let over = Self.remaining(
            Self.index([Self.standby("EST-STB-1", .team(Self.team("EST-CRRT-1")), days: 9...20)]),
            [Departure([Self.expert("EST-1"), Self.expert("EST-2")], team: Self.team("EST-CRRT-1"), until: Self.until(9))]
        ).standby
        #expect(over.periods.isEmpty && over.gaps.isEmpty)
    }

    @Test("a team that is short of people does not stand by until all are back; one that has enough does")
    func shortTeams() {
        let index = Self.index([
            Self.standby("EST-STB-1", .team(Self.team("EST-CRRT-1")), days: 0...20),
            Self.standby("LVA-STB-1", .team(Self.team("LVA-CRRT-1")), days: 0...20, .second),
        ])
        let found = Self.remaining(
            index,
            [
                Departure([Self.expert("EST-1"), Self.expert("LVA-1")], team: nil, until: Self.until(4)),
                Departure([Self.expert("EST-2")], team: nil, until: Self.until(7)),
            ])
        #expect(found.short.map(\.text) == ["EST-CRRT-1"])
        #expect(found.standby.periods.map(\.usedUp) == [Self.period(0, 7), nil] && found.standby.periods.map(\.going) == [2, 1])
        #expect(found.standby.gaps == [.init(tier: .first, period: Self.period(0, 7))])
    }

    @Test("of named experts the first one back is someone to call")
    func pools() {
        let index = Self.index([Self.standby("LTU-STB-1", .pool([Self.expert("LTU-1"), Self.expert("LTU-2")]), days: 0...20)])
        let both = Self.remaining(
            index,
            [
                Departure([Self.expert("LTU-1")], team: nil, until: Self.until(4)),
                Departure([Self.expert("LTU-2")], team: nil, until: Self.until(7)),
            ]
        ).standby
        #expect(both.periods.map(\.usedUp) == [Self.period(0, 4)] && both.gaps.map(\.period) == [Self.period(0, 4)])
        let one = Self.remaining(index, [Departure([Self.expert("LTU-1")], team: nil, until: Self.until(4))]).standby
        #expect(one.periods.map(\.usedUp) == [nil] && one.periods.map(\.going) == [1] && one.gaps.isEmpty)
    }

    @Test("another period of the tier covers it")
    func covered() {
        let found = Self.remaining(
            Self.index([
                Self.standby("EST-STB-1", .team(Self.team("EST-CRRT-1")), days: 0...10),
                Self.standby("LVA-STB-1", .team(Self.team("LVA-CRRT-1")), days: 0...6),
            ]),
            [Departure([Self.expert("EST-1"), Self.expert("EST-2")], team: Self.team("EST-CRRT-1"), until: Self.until(9))]
        ).standby
        #expect(found.gaps == [.init(tier: .first, period: Self.period(6, 9))])
    }
}
